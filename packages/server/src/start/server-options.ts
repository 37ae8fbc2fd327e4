import type { FastifyBaseLogger } from 'fastify';
import type { Database } from '@bondledger/database';
import type { Gateway, Ledger } from '@bondledger/ledger';
import type { Transport } from '@bondledger/sdk';
import type { ServedDesks } from '../desks/served-desks.js';
import type { Tls } from '../http/server.js';
import type { Observation } from '../observation/observation.js';
import type { Demo } from './services.js';

/** What a server is started with. */
export interface ServerOptions {
  /** For files of the server's own. It is made where it is not there. */
  readonly directory: string;
  readonly engine: string;
  /** Where the files of the network lie, where the ledger is on Hyperledger Fabric. */
  readonly network?: string | undefined;
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
