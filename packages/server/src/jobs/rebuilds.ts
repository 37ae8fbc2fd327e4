import { randomUUID } from 'node:crypto';
import type { FastifyBaseLogger } from 'fastify';
import type { Job } from '@bondledger/sdk/api';
import type { EventHub } from '../events/event-hub.js';
import type { ReadModel } from '../read-model/read-model.js';

export interface RebuildParts {
  readonly readModel: Pick<ReadModel, 'rebuild'>;
  readonly events: EventHub;
  readonly now: () => Date;
  readonly log: Pick<FastifyBaseLogger, 'error'>;
  readonly stopping: AbortSignal;
}

/**
 * Read models that are built anew, the last one of each institution. It is no job that outlives the
 * process: a server that starts again goes on from the checkpoint by itself.
 */
export class Rebuilds {
  readonly #parts: RebuildParts;
  readonly #last = new Map<string, Job>();

  constructor(parts: RebuildParts) {
    this.#parts = parts;
  }

  /** Begins to build an institution's read model anew, unless that is under way. */
  begin(institution: string): Job {
    const last = this.#last.get(institution);
    if (last?.state === 'RUNNING') return last;
    const jobId = randomUUID();
    const job: Job = {
      jobId,
      kind: 'REBUILD',
      state: 'RUNNING',
      total: 0,
      done: 0,
      accepted: 0,
      refused: 0,
      startedAt: this.#parts.now().toISOString(),
      href: `/api/jobs/${jobId}`,
    };
    this.#last.set(institution, job);
    void this.#run(institution);
    return job;
  }

  /** Undefined where the institution has no such job. */
  find(institution: string, jobId: string): Job | undefined {
    const last = this.#last.get(institution);
    return last?.jobId === jobId ? last : undefined;
  }

  async #run(institution: string): Promise<void> {
    const { readModel, stopping, log, now } = this.#parts;
    const endedAt = (): Pick<Job, 'endedAt'> => ({ endedAt: now().toISOString() });
    try {
      await readModel.rebuild(
        institution,
        (done, total) => this.#tell(institution, { done, total }),
        stopping,
      );
      this.#tell(institution, { state: 'DONE', ...endedAt() });
    } catch (error) {
      this.#tell(institution, { state: 'STOPPED', ...endedAt() });
      log.error({ institution, err: error }, 'the read model was not built anew');
    }
  }

  #tell(institution: string, news: Partial<Job>): void {
    const last = this.#last.get(institution);
    if (last === undefined) return;
    const job: Job = { ...last, ...news };
    this.#last.set(institution, job);
    const { jobId, state, done } = job;
    this.#parts.events.publish(institution, { type: 'job', jobId, state, done });
  }
}
