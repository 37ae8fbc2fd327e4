import { join } from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import type { Consortium, ReferenceDay } from '@bondledger/consortium';
import type { Database } from '@bondledger/database';
import { networkOf } from './network-of.js';
import { ServedDesks } from '../desks/served-desks.js';
import type { Tls } from '../http/server.js';
import type { Observation } from '../observation/observation.js';
import { startServer, type RunningServer } from './start-server.js';

export interface DemoServerOptions {
  readonly consortium: Consortium;
  readonly day: ReferenceDay;
  readonly database: Database;
  readonly host: string;
  readonly port: number;
  readonly tls?: Tls | undefined;
  readonly screens?: string | undefined;
  readonly log: FastifyBaseLogger;
  readonly now?: () => Date;
  /** What the consortium was opened with as its meter. */
  readonly observation?: Observation;
}

/** Starts a server for all institutions of a demo. It closes neither consortium nor database. */
export async function startDemoServer(options: DemoServerOptions): Promise<RunningServer> {
  const { consortium, day } = options;
  const { ledger, gateway, transport } = consortium;
  const profiles = new Map(
    (await consortium.participants()).map((profile) => [profile.code, profile]),
  );
  const desks = new ServedDesks();
  for (const institution of consortium.institutions()) {
    const code = institution.participant;
    const profile = profiles.get(code);
    if (profile !== undefined) desks.add({ code, institution, transport, profile });
  }
  return startServer({
    ...options,
    directory: join(consortium.directory, 'server'),
    engine: ledger.engine,
    network: networkOf(ledger, consortium.directory),
    ledger,
    gateway,
    transport,
    desks,
    demo: { consortium, day },
  });
}
