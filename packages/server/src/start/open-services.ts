import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { Offices } from '../back-office/offices.js';
import { openDrive } from '../drive/open-drive.js';
import { Hub } from '../events/hub.js';
import { Admission } from '../http/admission.js';
import { Outcomes } from '../http/outcomes.js';
import { Turns } from '../http/turns.js';
import { REQUESTS_WAITING } from '../limits.js';
import { Observation } from '../observation/observation.js';
import { AuditLog } from '../people/audit-log.js';
import { People } from '../people/people.js';
import { openWork } from '../steps/open-work.js';
import { openStore } from '../store/open-store.js';
import { schemaOfServer } from '../store/schema.js';
import type { Closing } from './closing.js';
import type { Services } from './services.js';
import { startReadModel } from './start-read-model.js';
import type { ServerOptions } from './server-options.js';

/** What a server works with, and what only its HTTP side needs. */
export interface OpenedServices {
  readonly services: Services;
  readonly hub: Hub;
  readonly outcomes: Outcomes;
  readonly observation: Observation;
}

/** Opens all parts of a server that are not HTTP; they are closed in the reverse order. */
export async function openServices(
  options: ServerOptions,
  stopping: AbortSignal,
  closing: Closing,
): Promise<OpenedServices> {
  const { log, database, desks, demo, ledger, gateway, directory, engine, network, transport } =
    options;
  await mkdir(directory, { recursive: true });
  const now = options.now ?? (() => new Date());
  const store = await openStore(database, schemaOf(options));
  const people = await People.open(store, now);
  const audit = closing.add(new AuditLog(store, now, log), (opened) => opened.close());
  const outcomes = closing.add(await Outcomes.open(store, now, log), (opened) => opened.close());
  const hub = new Hub();
  const readModel = closing.add(startReadModel(desks, database, hub, log), (opened) =>
    Promise.resolve(opened[Symbol.asyncDispose]()),
  );
  const observation = options.observation ?? new Observation(now);
  const work = await openWork({ database, desks, events: hub, observer: observation, log, now });
  const offices = new Offices({ database, desks, work, readModel, demo, now, stopping });
  const driving = { tables: work.tables, desks, events: hub, now };
  const drive = demo && (await openDrive(demo, offices, driving));
  const turns = new Turns();
  observation.queue('requests', () => turns.waiting, REQUESTS_WAITING);
  closing.add(offices, (opened) => opened.close());
  closing.add(work, (opened) => opened.close());
  closing.add(drive, (opened) => opened?.close() ?? Promise.resolve());
  const services: Services = {
    version: VERSION,
    directory,
    engine,
    network,
    ledger,
    gateway,
    transport,
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
    turns,
    demo,
    now,
    log,
    stopping,
  };
  return { services, hub, outcomes, observation };
}

const VERSION = (
  JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    readonly version: string;
  }
).version;

const schemaOf = ({ demo, desks }: ServerOptions): string =>
  schemaOfServer(demo === undefined ? (desks.all()[0]?.code ?? '') : undefined);
