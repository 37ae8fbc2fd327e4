import type { FastifyBaseLogger } from 'fastify';
import type { Consortium, ReferenceDay } from '@bondledger/consortium';
import type { Database } from '@bondledger/database';
import type { Gateway, Ledger } from '@bondledger/ledger';
import type { Transport } from '@bondledger/sdk';
import type { Offices } from '../back-office/offices.js';
import type { Desks } from '../desks/desk.js';
import type { Drive } from '../drive/drive.js';
import type { EventHub } from '../events/event-hub.js';
import type { Admission } from '../http/admission.js';
import type { Turns } from '../http/turns.js';
import type { Observer } from '../observation/observer.js';
import type { AuditLog } from '../people/audit-log.js';
import type { ReadModel } from '../read-model/read-model.js';
import type { People } from '../people/people.js';
import type { Work } from '../steps/open-work.js';

/** The demo behind a server: the whole consortium is in its hands. */
export interface Demo {
  readonly consortium: Consortium;
  readonly day: ReferenceDay;
}

/** What the parts of the server work with. A part asks for those that it needs. */
export interface Services {
  readonly version: string;
  /** Where the server keeps files of its own. */
  readonly directory: string;
  readonly engine: string;
  /** Where the files of the network lie, where the ledger is on Hyperledger Fabric. */
  readonly network: string | undefined;
  /** Undefined where the institution comes in through another's gateway. */
  readonly ledger: Ledger | undefined;
  readonly gateway: Gateway | undefined;
  /** For what everybody may read: the day, the registry, blocks. */
  readonly transport: Transport;
  readonly desks: Desks;
  readonly database: Database;
  readonly readModel: ReadModel;
  /** Steps, jobs and approvals. */
  readonly work: Work;
  /** The institutions' books. */
  readonly offices: Offices;
  /** Of a demo: all institutions act by themselves. */
  readonly drive: Drive | undefined;
  readonly events: EventHub;
  readonly observer: Observer;
  readonly people: People;
  readonly audit: AuditLog;
  readonly admission: Admission;
  /** How many requests of an institution are at work. */
  readonly turns: Turns;
  readonly demo: Demo | undefined;
  readonly now: () => Date;
  /** Codes and identifiers only, never what is in a trade. */
  readonly log: FastifyBaseLogger;
  /** Aborted when the server begins to stop. */
  readonly stopping: AbortSignal;
}
