import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KSD } from '@bondledger/domain';
import type { Approval, Job, StepRequest } from '@bondledger/sdk/api';
import { postgresRuns, startPostgres } from '../../database/test/support/postgres.js';
import { approvalHandlers } from '../src/approvals/approval-handlers.js';
import { APPROVED_WAIT_MS } from '../src/limits.js';
import { stepHandlers } from '../src/steps/step-handlers.js';
import { readyToSettle } from './support/ready-to-settle.js';
import {
  called,
  person,
  smallConsortium,
  submitsAs,
  type SmallConsortium,
} from './support/small-consortium.js';

const START_MS = 240_000;
const SELLER = 'HBSEC';
const ROWS = 1_100;
const KIM = person(SELLER, 'kim');

describe.skipIf(!postgresRuns)('what writes for institutions, on a PostgreSQL server', () => {
  let postgres: Awaited<ReturnType<typeof startPostgres>>;
  let small: SmallConsortium;
  beforeAll(async () => {
    postgres = await startPostgres();
    small = await smallConsortium(40, '7', postgres.url);
  }, START_MS);
  afterAll(async () => {
    await small[Symbol.asyncDispose]();
    await postgres[Symbol.asyncDispose]();
  });

  it(
    'goes on with a job where the process that began it stopped, and takes each row once',
    async () => {
      const references = Array.from({ length: ROWS }, (_, at) => `P-${at.toString()}`);
      const body = submitsAs(small.day, SELLER, references);
      const reply = await stepHandlers(small.work).takeSteps(called(KIM, { body }));
      if (reply.kind !== 'JOB') throw new Error(reply.kind);
      const { jobId } = reply.job;
      await small.reopened();
      const stopped = await small.work.jobs.find(SELLER, jobId);
      expect(stopped?.state).not.toBe('DONE');
      await small.work.resume();
      await small.work.jobs.ended(jobId, START_MS);
      const done: Partial<Job> = { state: 'DONE', done: ROWS, accepted: ROWS, refused: 0 };
      expect(await small.work.jobs.find(SELLER, jobId)).toMatchObject(done);
      const results = await small.work.jobs.results(jobId, 0, ROWS);
      expect(results.map(({ index }) => index)).toEqual(references.map((_, at) => at));
      const institution = small.consortium.institution(SELLER);
      await institution.caughtUp();
      const taken = [...institution.book.trades()].map(({ core }) => core.terms.reference);
      expect(taken.sort()).toEqual([...references].sort());
    },
    START_MS,
  );

  it(
    'lets one of two checkers approve, and keeps the decision over a restart',
    async () => {
      const tradeIds = await readyToSettle(small);
      const [tradeId = ''] = tradeIds;
      const body: StepRequest = { step: 'RESTRICT', items: [{ tradeId }] };
      const maker = person(KSD, 'kim');
      const reply = await stepHandlers(small.work).takeSteps(called(maker, { body }));
      if (reply.kind !== 'APPROVAL') throw new Error(reply.kind);
      const { approvalId } = reply.approval;
      await small.reopened();
      const approve = (who: string): Promise<Approval> =>
        approvalHandlers(small.work).approve(
          called(person(KSD, who), { params: { approvalId }, query: {} }),
        );
      const both = await Promise.allSettled([approve('lee'), approve('park')]);
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(both).toContainEqual(
        expect.objectContaining({ reason: expect.objectContaining({ code: 'APPROVAL_CLOSED' }) }),
      );
      const approved = both.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
      expect(approved[0]?.results).toMatchObject([{ status: 'ACCEPTED', tradeId }]);
      await small.reopened();
      const [kept] = await small.work.approvals.list(KSD, undefined, 1);
      expect(kept).toMatchObject({ approvalId, state: 'APPROVED', jobId: approved[0]?.jobId });
    },
    START_MS + APPROVED_WAIT_MS,
  );
});
