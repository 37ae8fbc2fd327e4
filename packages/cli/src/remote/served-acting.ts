import { randomUUID } from 'node:crypto';
import { encodeTerms } from '@bondledger/domain';
import type { Action } from '@bondledger/sdk';
import {
  MAX_ITEMS,
  type ApiClient,
  type ItemResult,
  type Job,
  type RouteInput,
} from '@bondledger/sdk/api';
import type { Call } from '../command/call.js';
import { JOB_LOOK_MS, SERVED_PAGE } from '../limits.js';
import type { Acting } from '../steps/acting.js';
import type { SeenBook } from '../steps/plan.js';
import type { TakenResult, Taker } from '../steps/take.js';
import { callerOf } from './caller.js';
import { pause } from './pause.js';
import type { Remote } from './remote.js';
import { allTrades } from './served-seen.js';

/** The institution of a server's caller: the server has its keys, and takes its steps. */
export async function openServed(call: Call, remote: Remote, asks: boolean): Promise<Acting> {
  const { api, participant } = await callerOf(call, remote);
  const book = asks ? await bookOf(api) : NOTHING_ASKED;
  return { participant, book, ...takerOf(api) };
}

const NOTHING_ASKED: SeenBook = {
  trade: () => undefined,
  trades: () => [],
  payments: () => [],
};

async function bookOf(api: ApiClient): Promise<SeenBook> {
  const trades = new Map((await allTrades(api)).map((each) => [each.tradeId, each]));
  const { payments } = await api.call('payments', { query: {} });
  return {
    trade: (tradeId) => trades.get(tradeId),
    trades: () => trades.values(),
    payments: () =>
      payments.map(({ paymentNo, tradeIds }) => ({
        paymentNo,
        chainId: paymentNo.replace(/-\d+$/, ''),
        trades: tradeIds.map((tradeId) => [tradeId, ''] as const),
      })),
  };
}

/** Steps by the API: at once, as a job that is followed, or prepared for a checker. */
const takerOf = (api: ApiClient): Taker => ({
  take: async (actions, { onBatch, signal }) => {
    const results: TakenResult[] = [];
    for (let from = 0; from < actions.length; from += MAX_ITEMS) {
      const some = actions.slice(from, from + MAX_ITEMS);
      const body = requestOf(some);
      const reply = await api.call(
        'takeSteps',
        { body },
        { idempotencyKey: `cli-${randomUUID()}`, ...(signal === undefined ? {} : { signal }) },
      );
      if (reply.kind === 'APPROVAL') {
        const { approvalId } = reply.approval;
        results.push(...some.map(() => ({ status: 'WAITING', approvalId }) as const));
      } else if (reply.kind === 'RESULTS') {
        onBatch({ instructions: reply.results.length });
        results.push(...reply.results.map(resultOf));
      } else {
        for await (const items of resultsOf(api, reply.job, signal)) {
          onBatch({ instructions: items.length });
          results.push(...items.map(resultOf));
        }
      }
    }
    return results;
  },
});

/** An action as the API takes it: one step, its items without it. */
function requestOf(actions: readonly Action[]): RouteInput<'takeSteps'>['body'] {
  const items = actions.map((action) => {
    const { step, ...item } = action;
    return step === 'SUBMIT' ? { ...item, terms: encodeTerms(action.terms) } : item;
  });
  // Every action of a call is of one step, and the server checks the form of each.
  return { step: actions[0]?.step, items } as RouteInput<'takeSteps'>['body'];
}

/** The results of a job as they come. */
async function* resultsOf(
  api: ApiClient,
  { jobId }: Job,
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly ItemResult[], void, undefined> {
  let cursor: string | undefined;
  do {
    const query = { limit: SERVED_PAGE, ...(cursor === undefined ? {} : { cursor }) };
    const page = await api.call('jobResults', { params: { jobId }, query });
    yield page.items;
    cursor = page.next;
    if (page.items.length === 0 && cursor !== undefined) await pause(JOB_LOOK_MS, signal);
  } while (cursor !== undefined && signal?.aborted !== true);
}

function resultOf(item: ItemResult): TakenResult {
  const { status, tradeId, chainId, revision = 0, leaf = '', code, params } = item;
  const subject = {
    ...(tradeId === undefined ? {} : { tradeId }),
    ...(chainId === undefined ? {} : { chainId }),
  };
  if (status === 'ACCEPTED') return { ...subject, status, revision, leaf };
  const said = { code: code ?? 'RECEIPT_UNREADABLE', ...(params === undefined ? {} : { params }) };
  return status === 'REFUSED'
    ? { ...subject, ...said, status }
    : { ...subject, ...said, status: 'UNKNOWN' };
}
