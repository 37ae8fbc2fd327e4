import type { FastifyBaseLogger } from 'fastify';
import type { Database } from '@bondledger/database';
import { Approvals } from '../approvals/approvals.js';
import type { Desks } from '../desks/desk.js';
import type { EventHub } from '../events/event-hub.js';
import { Jobs } from '../jobs/jobs.js';
import { openWorkTables, type WorkDatabase } from '../jobs/work-tables.js';
import type { Observer } from '../observation/observer.js';
import { Steps } from './steps.js';
import { StepTakers } from './takers.js';

export interface WorkParts {
  readonly database: Database;
  readonly desks: Desks;
  readonly events: EventHub;
  readonly observer: Observer;
  readonly log: Pick<FastifyBaseLogger, 'error' | 'warn'>;
  /** The present moment. */
  readonly now?: () => Date;
}

/** Everything that writes for the institutions of a server. */
export interface Work extends AsyncDisposable {
  readonly tables: WorkDatabase;
  readonly takers: StepTakers;
  readonly steps: Steps;
  readonly jobs: Jobs;
  readonly approvals: Approvals;
  /** Goes on with the jobs that an earlier process left; who listens to jobs has to be there. */
  resume(): Promise<void>;
  /** What is on its way to the ledger is waited for. */
  close(): Promise<void>;
}

export async function openWork(parts: WorkParts): Promise<Work> {
  const { database, desks, events, observer, log, now = () => new Date() } = parts;
  const tables = await openWorkTables(database);
  const takers = new StepTakers(desks, observer);
  const jobs = new Jobs({ tables, takers, events, now, log });
  const close = async (): Promise<void> => {
    await jobs.close();
    await takers.close();
  };
  return {
    tables,
    takers,
    jobs,
    steps: new Steps(takers, jobs),
    approvals: new Approvals({ tables, takers, jobs, events, now }),
    resume: () => jobs.resume(),
    close,
    [Symbol.asyncDispose]: close,
  };
}
