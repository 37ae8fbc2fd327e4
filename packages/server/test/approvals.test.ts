import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { KSD } from '@bondledger/domain';
import type { Approval, StepReply, StepRequest } from '@bondledger/sdk/api';
import { ApprovalStore } from '../src/approvals/approval-store.js';
import { Approvals } from '../src/approvals/approvals.js';
import { approvalHandlers } from '../src/approvals/approval-handlers.js';
import { requireSubjects } from '../src/approvals/require-subjects.js';
import type { KeyedWork } from '../src/http/outcomes.js';
import { APPROVAL_DAYS } from '../src/limits.js';
import type { Principal } from '../src/people/principal.js';
import { stepHandlers } from '../src/steps/step-handlers.js';
import { itemsOf } from '../src/steps/step-item.js';
import { StepTakers } from '../src/steps/takers.js';
import {
  called,
  person,
  quietObserver,
  smallConsortium,
  type SmallConsortium,
} from './support/small-consortium.js';
import { readyToSettle } from './support/ready-to-settle.js';

const KIM = person(KSD, 'kim');
const LEE = person(KSD, 'lee');
const PARK = person(KSD, 'park');
const ROBOT: Principal = { ...person(KSD, 't-1'), kind: 'machine' };

let small: SmallConsortium;
let tradeIds: readonly string[] = [];
beforeAll(async () => {
  small = await smallConsortium(40);
  tradeIds = await readyToSettle(small);
});
afterAll(() => small[Symbol.asyncDispose]());

async function asked(who: Principal, tradeId: string): Promise<Approval> {
  const body: StepRequest = { step: 'RESTRICT', items: [{ tradeId }] };
  const reply = await stepHandlers(small.work).takeSteps(called(who, { body }));
  if (reply.kind !== 'APPROVAL') throw new Error(reply.kind);
  return reply.approval;
}

const approve = (
  who: Principal,
  approvalId: string,
  query: { readonly wait?: boolean } = {},
): Promise<Approval> =>
  approvalHandlers(small.work).approve(called(who, { params: { approvalId }, query }));

const refuse = (who: Principal, approvalId: string): Promise<Approval> =>
  approvalHandlers(small.work).refuse(
    called(who, { params: { approvalId }, body: { reason: 'not today' } }),
  );

const stateOf = async (tradeId: string): Promise<string | undefined> => {
  const ksd = small.consortium.institution(KSD);
  await ksd.caughtUp();
  return ksd.book.trade(tradeId)?.core.state;
};

describe('a step that moves securities or money', () => {
  test('waits for another person, also when the server starts again', async () => {
    const [tradeId = ''] = tradeIds;
    const { approvalId, state, sentence, subjects, maker } = await asked(KIM, tradeId);
    expect({ state, subjects, maker }).toEqual({
      state: 'OPEN',
      subjects: [tradeId],
      maker: 'kim',
    });
    expect(sentence.ko).toContain('처분제한');
    expect(await stateOf(tradeId)).toBe('READY');
    await expect(approve(KIM, approvalId)).rejects.toMatchObject({ code: 'CHECKER_IS_MAKER' });
    await small.reopened();
    const approved = await approve(LEE, approvalId);
    expect(approved).toMatchObject({ state: 'APPROVED', checker: 'lee' });
    expect(approved.results).toMatchObject([{ index: 0, status: 'ACCEPTED', tradeId }]);
    expect(await stateOf(tradeId)).toBe('RESTRICTED');
  });

  test.each<[string, StepRequest]>([
    ['TRADE_NOT_VISIBLE', { step: 'RESTRICT', items: [{ tradeId: '20260101-NONE' }] }],
    ['CHAIN_UNKNOWN', { step: 'SETTLE', items: [{ chainId: '20260101-CNONE' }] }],
  ])('is refused at once with %s where it is about nothing', async (code, body) => {
    const openOf = async (): Promise<number> =>
      (await small.work.approvals.list(KSD, 'OPEN', 100)).length;
    const before = await openOf();
    const asking = stepHandlers(small.work).takeSteps(called(KIM, { body }));
    await expect(asking).rejects.toMatchObject({ code });
    expect(await openOf()).toBe(before);
  });

  test('is refused with the trade of its list that is not there', async () => {
    const [known = ''] = tradeIds;
    const trade = '20260101-NONE';
    const merge: StepRequest = { step: 'MERGE', items: [{ tradeIds: [known, trade] }] };
    const ksd = small.consortium.institution(KSD);
    await expect(requireSubjects(itemsOf(merge), ksd)).rejects.toMatchObject({
      rejection: { code: 'TRADE_NOT_VISIBLE', params: { trade } },
    });
    const reply = await stepHandlers(small.work).takeSteps(called(KIM, { body: merge }));
    expect(reply).toMatchObject({
      kind: 'RESULTS',
      results: [{ status: 'REFUSED', code: 'TRADE_NOT_VISIBLE', params: { trade } }],
    });
  });

  test('is forgotten some time after it was decided, and not before', async () => {
    const [tradeId = ''] = tradeIds;
    const { approvalId } = await asked(KIM, tradeId);
    await refuse(LEE, approvalId);
    const day = 24 * 60 * 60_000;
    const store = new ApprovalStore(small.work.tables);
    const later = async (days: number): Promise<boolean> => {
      const row = await store.find(KSD, approvalId);
      if (row === undefined) return false;
      const now = new Date(Date.now() + days * day);
      const { jobs, tables } = small.work;
      const takers = new StepTakers(small.desks, quietObserver);
      const events = { publish: (): void => undefined };
      const parts = { tables, takers, jobs, events, now: () => now };
      const keyed = { work: `later-${days.toString()}`, mayBeThere: false };
      const body: StepRequest = { step: 'RESTRICT', items: [{ tradeId }] };
      await new Approvals(parts).ask({ ...KIM, keyed }, body);
      return (await store.find(KSD, approvalId)) !== undefined;
    };
    expect(await later(APPROVAL_DAYS - 1)).toBe(true);
    expect(await later(APPROVAL_DAYS + 1)).toBe(false);
  });

  test('is approved by one of two who do so at once', async () => {
    const [, tradeId = ''] = tradeIds;
    const { approvalId } = await asked(KIM, tradeId);
    const both = await Promise.allSettled([approve(LEE, approvalId), approve(PARK, approvalId)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'APPROVAL_CLOSED' },
    });
  });

  test('is not taken where it is refused, and the reason is kept', async () => {
    const [, , tradeId = ''] = tradeIds;
    const { approvalId } = await asked(KIM, tradeId);
    await expect(refuse(KIM, approvalId)).rejects.toMatchObject({ code: 'CHECKER_IS_MAKER' });
    expect(await refuse(LEE, approvalId)).toMatchObject({ state: 'REFUSED', reason: 'not today' });
    await expect(approve(LEE, approvalId)).rejects.toMatchObject({ code: 'APPROVAL_CLOSED' });
    expect(await stateOf(tradeId)).toBe('READY');
  });

  test('is neither made nor approved by a machine, whose holder could do both', async () => {
    const [, , tradeId = ''] = tradeIds;
    await expect(asked(ROBOT, tradeId)).rejects.toMatchObject({
      code: 'PERSON_NEEDED',
      params: { step: 'RESTRICT' },
    });
    const { approvalId } = await asked(KIM, tradeId);
    await expect(approve(ROBOT, approvalId)).rejects.toMatchObject({ code: 'RIGHT_MISSING' });
  });

  test('is the same one where the write is sent again after its answer was lost', async () => {
    const [, , , tradeId = ''] = tradeIds;
    const body: StepRequest = { step: 'RESTRICT', items: [{ tradeId }] };
    const lost = (work: string): { keyed: KeyedWork } => ({ keyed: { work, mayBeThere: true } });
    const ask = (work: string): Promise<StepReply> =>
      stepHandlers(small.work).takeSteps({ ...called(KIM, { body }), ...lost(work) });
    const first = await ask('ask-1');
    expect(await ask('ask-1')).toEqual(first);
    const other = await ask('ask-2');
    const [one, two] = [first, other].map((reply) =>
      reply.kind === 'APPROVAL' ? reply.approval.approvalId : expect.fail(reply.kind),
    );
    expect(two).not.toBe(one);
    const approveAgain = (work: string, who = LEE): Promise<Approval> =>
      approvalHandlers(small.work).approve({
        ...called(who, { params: { approvalId: one ?? '' }, query: {} }),
        ...lost(work),
      });
    const approved = await approveAgain('approve-1');
    expect(approved.results).toMatchObject([{ status: 'ACCEPTED', tradeId }]);
    expect(await approveAgain('approve-1')).toEqual(approved);
    await expect(approveAgain('approve-2', PARK)).rejects.toMatchObject({
      code: 'APPROVAL_CLOSED',
    });
    const refuseAgain = (reason: string): Promise<Approval> =>
      approvalHandlers(small.work).refuse({
        ...called(LEE, { params: { approvalId: two ?? '' }, body: { reason } }),
        ...lost('refuse-1'),
      });
    const refused = await refuseAgain('taken already');
    expect(await refuseAgain('taken already')).toEqual(refused);
    await expect(refuseAgain('no')).rejects.toMatchObject({ code: 'APPROVAL_CLOSED' });
  });

  test('is told of by its job, part after part, to who does not wait', async () => {
    const mine = tradeIds.slice(2);
    const body: StepRequest = { step: 'RESTRICT', items: mine.map((tradeId) => ({ tradeId })) };
    const reply = await stepHandlers(small.work).takeSteps(called(KIM, { body }));
    if (reply.kind !== 'APPROVAL') throw new Error(reply.kind);
    const { approvalId } = reply.approval;
    const approved = await approve(LEE, approvalId, { wait: false });
    expect(approved.results).toBeUndefined();
    const { jobs } = small.work;
    const { jobId = '' } = approved;
    await jobs.ended(jobId, 10_000);
    const results = await jobs.results(jobId, 0, mine.length);
    expect(results.map(({ index, tradeId }) => [index, tradeId])).toEqual([...mine.entries()]);
  });

  test('is not there for another institution', async () => {
    const { approvals } = await approvalHandlers(small.work).approvals(
      called(KIM, { query: { limit: 100 } }),
    );
    expect(approvals.length).toBeGreaterThan(3);
    const stranger = person('BOK', 'choi');
    const seen = await approvalHandlers(small.work).approvals(
      called(stranger, { query: { limit: 100 } }),
    );
    expect(seen.approvals).toEqual([]);
    const [own] = approvals;
    await expect(approve(stranger, own?.approvalId ?? '')).rejects.toMatchObject({
      code: 'APPROVAL_UNKNOWN',
    });
  });
});
