import { parseEvidence } from '@bondledger/sdk';
import type { ApiClient, HistoryStep, RouteInput } from '@bondledger/sdk/api';
import type { Call } from '../command/call.js';
import { SERVED_PAGE } from '../limits.js';
import { queryOf } from '../trade/filters.js';
import type { Seen } from '../trade/seen.js';
import type { ShownTrade } from '../trade/shown-trade.js';
import type { TradeVersion } from '../trade/versions.js';
import { callerOf, unreadable } from './caller.js';
import type { Remote } from './remote.js';
import { shownOf } from './served-trade.js';

/** What a server tells its caller: the keys are the server's. */
export async function openSeen(call: Call, remote: Remote): Promise<Seen> {
  const { api, participant } = await callerOf(call, remote);
  return {
    participant,
    trades: () => allTrades(api, queryOf(call)),
    find: async (tradeId) =>
      shownOf(await api.call('trade', { params: { tradeId }, query: await ofNow(api) })),
    history: async (tradeId) => {
      const { steps } = await api.call('history', { params: { tradeId } });
      return steps.map(versionOf);
    },
    evidence: async (tradeId) => {
      const told = await api.call('evidence', { params: { tradeId } });
      const evidence = parseEvidence(JSON.stringify(told));
      if (!evidence.ok) throw unreadable(remote);
      return evidence.value;
    },
  };
}

/** What the ledger has now, as with keys of one's own: what was just taken is there. */
async function ofNow(api: ApiClient): Promise<{ readonly atLeastHeight: number }> {
  const { height } = await api.call('day', {});
  return { atLeastHeight: height };
}

/** Every trade that fits, page after page. */
export async function allTrades(
  api: ApiClient,
  query: RouteInput<'trades'>['query'] = {},
): Promise<readonly ShownTrade[]> {
  const found: ShownTrade[] = [];
  const wanted = { ...query, ...(await ofNow(api)) };
  let cursor: string | undefined;
  do {
    const page = { limit: SERVED_PAGE, ...(cursor === undefined ? {} : { cursor }) };
    const { items, next } = await api.call('trades', { query: { ...wanted, ...page } });
    for (const row of items) found.push(shownOf(row));
    cursor = next;
  } while (cursor !== undefined);
  return found;
}

function versionOf(step: HistoryStep): TradeVersion {
  const { revision, side, by, after, height, transactionIndex, committedAt, leaf } = step;
  return {
    revision,
    step: step.step,
    ...(side === undefined ? {} : { side }),
    ...(by === undefined ? {} : { participant: by }),
    state: after,
    height,
    transactionIndex,
    time: committedAt,
    leaf,
  };
}
