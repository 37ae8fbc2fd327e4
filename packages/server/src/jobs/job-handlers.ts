import { BondledgerError } from '@bondledger/domain';
import type { Handlers } from '../http/handler.js';
import type { Jobs } from './jobs.js';
import type { Rebuilds } from './rebuilds.js';

/** Jobs as their institution sees them. */
export const jobHandlers = ({
  jobs,
  rebuilds,
}: {
  readonly jobs: Jobs;
  readonly rebuilds: Pick<Rebuilds, 'begin' | 'find'>;
}): Pick<Handlers, 'jobs' | 'job' | 'jobResults' | 'rebuild'> => ({
  jobs: async ({ principal }) => ({ jobs: [...(await jobs.newest(principal.institution))] }),
  job: async ({ principal: { institution }, params: { jobId } }) =>
    rebuilds.find(institution, jobId) ?? jobs.job(institution, jobId),
  rebuild: ({ principal }) => Promise.resolve(rebuilds.begin(principal.institution)),
  /** A page of a job that still runs may be empty and have a next one: what comes is there. */
  jobResults: async ({ principal, params, query }) => {
    const { state, total } = await jobs.job(principal.institution, params.jobId);
    const from = positionOf(query.cursor);
    const items = [...(await jobs.results(params.jobId, from, query.limit))];
    const end = from + items.length;
    const isLast =
      end >= total || (state !== 'RUNNING' && state !== 'WAITING' && items.length === 0);
    return isLast ? { items } : { items, next: `i${end}` };
  },
});

/** @throws BondledgerError REQUEST_MALFORMED where it is no cursor of these pages. */
function positionOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  const [, digits] = /^i(\d{1,9})$/.exec(cursor) ?? [];
  if (digits !== undefined) return Number(digits);
  throw new BondledgerError({ code: 'REQUEST_MALFORMED', params: { field: 'cursor' } });
}
