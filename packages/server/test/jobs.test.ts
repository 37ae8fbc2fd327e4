import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ItemResult, Job, StepRequest } from '@bondledger/sdk/api';
import { jobHandlers } from '../src/jobs/job-handlers.js';
import { stepHandlers } from '../src/steps/step-handlers.js';
import {
  called,
  person,
  smallConsortium,
  submitsAs,
  type SmallConsortium,
} from './support/small-consortium.js';

const SELLER = 'HBSEC';
const KIM = person(SELLER, 'kim');
let small: SmallConsortium;
let request: StepRequest & { readonly step: 'SUBMIT' };
beforeAll(async () => {
  small = await smallConsortium(60);
  const references = Array.from({ length: 1100 }, (_, at) => `J-${at.toString()}`);
  request = submitsAs(small.day, SELLER, references);
});
afterAll(() => small[Symbol.asyncDispose]());

/** Without a read model: nothing is built anew here. */
const handlersOf = ({ work: { jobs } }: SmallConsortium): ReturnType<typeof jobHandlers> =>
  jobHandlers({
    jobs,
    rebuilds: {
      find: () => undefined,
      begin: () => {
        throw new Error('nothing is built anew');
      },
    },
  });

async function begun(body: StepRequest): Promise<Job> {
  const reply = await stepHandlers(small.work).takeSteps(called(KIM, { body }));
  if (reply.kind !== 'JOB') throw new Error(reply.kind);
  return reply.job;
}

/** Every result, page by page, as a client reads them while they come. */
async function resultsOf(jobId: string): Promise<readonly ItemResult[]> {
  const found: ItemResult[] = [];
  for (let cursor: string | undefined; ;) {
    const query = { limit: 400, ...(cursor === undefined ? {} : { cursor }) };
    const call = called(KIM, { params: { jobId }, query });
    const page = await handlersOf(small).jobResults(call);
    found.push(...page.items);
    if (page.next === undefined) return found;
    cursor = page.next;
    if (page.items.length === 0) await new Promise((resolve) => setImmediate(resolve));
  }
}

const job = (jobId: string, who = KIM): Promise<Job> =>
  handlersOf(small).job(called(who, { params: { jobId } }));

const onLedger = async (): Promise<readonly string[]> => {
  const institution = small.consortium.institution(SELLER);
  await institution.caughtUp();
  return [...institution.book.trades()]
    .map(({ core }) => core.terms.reference)
    .filter((reference) => reference.startsWith('J-'));
};

describe('more than a thousand steps', () => {
  test('become a job, which goes on where a process that died had stopped', async () => {
    const { jobId, total, done } = await begun(request);
    expect({ total, done }).toEqual({ total: 1100, done: 0 });
    // The process ends while some of it is under way, and another one opens the same database.
    await small.reopened();
    const [kept] = (await handlersOf(small).jobs(called(KIM, {}))).jobs;
    expect(kept).toMatchObject({ jobId });
    expect(kept?.state).not.toBe('DONE');
    await small.work.resume();
    const results = await resultsOf(jobId);
    expect(results.map(({ index }) => index)).toEqual(request.items.map((_, at) => at));
    expect(results.every(({ status }) => status === 'ACCEPTED')).toBe(true);
    expect(new Set(results.map(({ tradeId }) => tradeId)).size).toBe(1100);
    expect([...(await onLedger())].sort()).toEqual(
      request.items.map(({ terms }) => terms.reference).sort(),
    );
    await small.work.jobs.ended(jobId, 5_000);
    expect(await job(jobId)).toMatchObject({ state: 'DONE', accepted: 1100, refused: 0 });
  });

  test('tell their progress to their institution alone', () => {
    const told = small.events.filter(({ event }) => event.type === 'job');
    expect(new Set(told.map(({ institution }) => institution))).toEqual(new Set([SELLER]));
    const counts = told.map(({ event }) => (event.type === 'job' ? event.done : 0));
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
    expect(counts.at(-1)).toBe(1100);
  });

  test('take nothing twice where their results were lost', async () => {
    const { jobId } = await begun({ ...request, items: request.items.slice().reverse() });
    await small.work.jobs.ended(jobId, 60_000);
    // A new job is refused what another one took: only what may have been sent is looked for.
    expect(await job(jobId)).toMatchObject({ state: 'DONE', accepted: 0, refused: 1100 });
    await small.work.tables
      .updateTable('job_chunk')
      .set({ results: null, items: JSON.stringify([{ step: 'SUBMIT', item: request.items[0] }]) })
      .where('job_id', '=', jobId)
      .where('chunk', '=', 0)
      .execute();
    await small.work.tables
      .updateTable('job')
      .set({ state: 'RUNNING' })
      .where('job_id', '=', jobId)
      .execute();
    const before = (await small.consortium.ledger.head()).height;
    await small.reopened();
    await small.work.resume();
    await small.work.jobs.ended(jobId, 60_000);
    const [first] = await resultsOf(jobId);
    expect(first).toMatchObject({ index: 0, status: 'ACCEPTED', revision: 1 });
    expect((await small.consortium.ledger.head()).height).toBe(before);
    expect(await onLedger()).toHaveLength(1100);
  });

  test('are not there for another institution', async () => {
    const [own] = (await handlersOf(small).jobs(called(KIM, {}))).jobs;
    const lee = person('DHSEC', 'lee');
    await expect(job(own?.jobId ?? '', lee)).rejects.toMatchObject({ code: 'JOB_UNKNOWN' });
    expect((await handlersOf(small).jobs(called(lee, {}))).jobs).toEqual([]);
  });
});
