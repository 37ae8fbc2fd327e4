import { randomUUID } from 'node:crypto';
import type { FastifyBaseLogger } from 'fastify';
import type { Job } from '@bondledger/sdk/api';
import type { EventHub } from '../events/event-hub.js';
import type { Handlers } from '../http/handler.js';
import type { ReadModel } from '../read-model/read-model.js';

interface Parts {
  readonly readModel: ReadModel;
  readonly events: EventHub;
  readonly now: () => Date;
  readonly log: Pick<FastifyBaseLogger, 'error'>;
  readonly stopping: AbortSignal;
}

/**
 * Builds an institution's read model anew. It is no job that outlives the process: a server that
 * starts again goes on from the checkpoint by itself. How far it is stands in the events, and in
 * the monitoring figures.
 */
export function rebuildHandler(parts: Parts): Pick<Handlers, 'rebuild'> {
  const { readModel, events, now, log, stopping } = parts;
  const running = new Map<string, Job>();
  const begin = (institution: string): Job => {
    const jobId = randomUUID();
    const job: Job = {
      jobId,
      kind: 'REBUILD',
      state: 'RUNNING',
      total: 0,
      done: 0,
      accepted: 0,
      refused: 0,
      startedAt: now().toISOString(),
      href: '/api/monitoring',
    };
    const tell = (state: Job['state'], done: number): void =>
      events.publish(institution, { type: 'job', jobId, state, done });
    let last = 0;
    const onProgress = (height: number): void => {
      last = height;
      tell('RUNNING', height);
    };
    readModel
      .rebuild(institution, onProgress, stopping)
      .then(
        () => tell('DONE', last),
        (error: unknown) => {
          tell('STOPPED', last);
          log.error({ institution, error: String(error) }, 'the read model was not built anew');
        },
      )
      .finally(() => running.delete(institution));
    return job;
  };
  return {
    rebuild: ({ principal: { institution } }) => {
      const job = running.get(institution) ?? begin(institution);
      running.set(institution, job);
      return Promise.resolve(job);
    },
  };
}
