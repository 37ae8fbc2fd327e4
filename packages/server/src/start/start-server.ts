import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { mkdir } from 'node:fs/promises';
import type { FastifyBaseLogger } from 'fastify';
import type { Database } from '@bondledger/database';
import { BondledgerError } from '@bondledger/domain';
import type { Gateway, Ledger } from '@bondledger/ledger';
import type { Transport } from '@bondledger/sdk';
import type { ServedDesks } from '../desks/served-desks.js';
import { Offices } from '../back-office/offices.js';
import { openDrive } from '../drive/open-drive.js';
import { Hub } from '../events/hub.js';
import { Admission } from '../http/admission.js';
import { Outcomes } from '../http/outcomes.js';
import { createHttpServer, type Tls } from '../http/server.js';
import { STOP_TIMEOUT_MS } from '../limits.js';
import { AuditLog } from '../people/audit-log.js';
import { People } from '../people/people.js';
import { openWork } from '../steps/open-work.js';
import { Observation } from '../observation/observation.js';
import { openStore } from '../store/open-store.js';
import { compose } from './compose.js';
import { makeDemoAccounts, type DemoAccount } from './demo-accounts.js';
import type { Demo, Services } from './services.js';
import { startReadModel } from './start-read-model.js';

export interface ServerOptions {
  /** For files of the server's own. It is made where it is not there. */
  readonly directory: string;
  readonly engine: string;
  readonly ledger?: Ledger | undefined;
  readonly gateway?: Gateway | undefined;
  readonly transport: Transport;
  readonly desks: ServedDesks;
  readonly database: Database;
  readonly demo?: Demo | undefined;
  readonly host: string;
  /** 0 is any that is free. */
  readonly port: number;
  readonly tls?: Tls | undefined;
  /** The built screens' directory. */
  readonly screens?: string | undefined;
  readonly log: FastifyBaseLogger;
  /** The present moment; the machine's where it is left out. */
  readonly now?: () => Date;
  /** What the ledger was opened with as its meter; a new one where it is left out. */
  readonly observation?: Observation;
}

/** A server at work. */
export interface RunningServer extends AsyncDisposable {
  /** Where it is reached: `http://127.0.0.1:8420`. */
  readonly url: string;
  readonly services: Services;
  /** Made just now, to be shown once. */
  readonly accounts: readonly DemoAccount[];
  /** Ends what is at work, and then stops. What was given to the server stays open. */
  close(): Promise<void>;
}

/**
 * Starts a server on a ledger that is open.
 *
 * @throws BondledgerError TLS_NEEDED, PORT_BUSY, DATABASE_DOWN
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { host, port, tls, log, database, desks, demo } = options;
  requireTls(host, tls);
  await mkdir(options.directory, { recursive: true });
  const now = options.now ?? (() => new Date());
  const stop = new AbortController();
  const store = await openStore(database);
  const people = await People.open(store, now);
  const audit = new AuditLog(store, now, log);
  const outcomes = await Outcomes.open(store, now, log);
  const hub = new Hub();
  const observation = options.observation ?? new Observation(now);
  const work = await openWork({ database, desks, events: hub, observer: observation, now });
  const readModel = startReadModel(desks, database, hub, log);
  const { signal: stopping } = stop;
  const offices = new Offices({ database, desks, work, readModel, demo, now, stopping });
  const driving = { tables: work.tables, desks, events: hub, now };
  const drive = demo && (await openDrive(demo, offices, driving));
  const services: Services = {
    version: VERSION,
    directory: options.directory,
    engine: options.engine,
    ledger: options.ledger,
    gateway: options.gateway,
    transport: options.transport,
    desks,
    database,
    work,
    drive,
    readModel,
    offices,
    events: hub,
    observer: observation,
    people,
    audit,
    admission: new Admission(people, audit),
    demo,
    now,
    log,
    stopping,
  };
  const accounts = demo === undefined ? [] : await makeDemoAccounts(people, desks.all());
  const app = await createHttpServer({
    services,
    outcomes,
    tls,
    screens: options.screens,
    ...compose(services, hub, observation),
  });
  await work.resume();
  await app.listen({ host, port }).catch(async (error: unknown) => {
    await drive?.close();
    await work.close();
    await readModel[Symbol.asyncDispose]();
    throw listeningError(error, port);
  });
  offices.start().catch(() => undefined);
  const close = once(async () => {
    stop.abort();
    await withinTime(app.close(), () => app.server.closeAllConnections());
    await drive?.close();
    await work.close();
    await offices.close();
    await readModel[Symbol.asyncDispose]();
    await outcomes.close();
    await audit.close();
  });
  return {
    url: urlOf(app.server.address(), host, tls),
    services,
    accounts,
    close,
    [Symbol.asyncDispose]: close,
  };
}

const VERSION = (
  JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    readonly version: string;
  }
).version;

const LOOPBACK = /^(127(\.\d{1,3}){3}|::1|localhost)$/;

function requireTls(host: string, tls: Tls | undefined): void {
  if (tls !== undefined || LOOPBACK.test(host)) return;
  throw new BondledgerError({ code: 'TLS_NEEDED', params: { host } });
}

function listeningError(error: unknown, port: number): unknown {
  const { code }: { code?: unknown } = Object(error) as object;
  if (code !== 'EADDRINUSE') return error;
  return new BondledgerError(
    { code: 'PORT_BUSY', params: { port: port.toString() } },
    { cause: error },
  );
}

function urlOf(address: AddressInfo | string | null, host: string, tls: Tls | undefined): string {
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const name = host.includes(':') ? `[${host}]` : host;
  return `${tls === undefined ? 'http' : 'https'}://${name}:${port}`;
}

const once = (run: () => Promise<void>): (() => Promise<void>) => {
  let running: Promise<void> | undefined;
  return () => (running ??= run());
};

/** What was begun is answered, but a client that never reads does not hold it up. */
async function withinTime(closing: Promise<void>, hurry: () => void): Promise<void> {
  const timer = setTimeout(hurry, STOP_TIMEOUT_MS);
  await closing;
  clearTimeout(timer);
}
