import {
  getTradesByRange,
  queryAllTrades,
  queryTradeInfo,
  queryTradeInfoByKey,
  type Operation,
  type RangeQuery,
} from '@bondledger/contract';
import type { Result } from '@bondledger/domain';
import { encodePage } from '../wire/page.js';
import type { CallResult } from './put-transaction.js';
import type { StatePort } from './state-port.js';

export type QueryName = Exclude<Operation, 'putTradeInfo' | 'putTradeInfoList'>;

const CALL_INVALID: CallResult = { refusal: 'CALL_INVALID' };

/** Answers a query of the contract: a page of sealed records. */
export async function answerQuery(
  state: StatePort,
  name: QueryName,
  args: readonly string[],
): Promise<CallResult> {
  const [first = '', second = '', third = '', fourth] = args;
  switch (name) {
    case 'queryTradeInfo':
      return record(state, queryTradeInfo(first));
    case 'queryTradeInfoByKey':
      return record(state, queryTradeInfoByKey(first, second));
    case 'getTradesByRange':
      return page(state, getTradesByRange(first, second, Number(third), orNone(fourth)));
    case 'queryAllTrades':
      return page(state, queryAllTrades(Number(first), orNone(args[1])));
  }
}

const orNone = (bookmark: string | undefined): string | undefined =>
  bookmark === '' ? undefined : bookmark;

async function record(state: StatePort, key: Result<string>): Promise<CallResult> {
  if (!key.ok) return CALL_INVALID;
  const records = [...(await state.read([key.value]))].map(([name, value]) => ({
    key: name,
    value,
  }));
  return { payload: encodePage({ records, next: undefined }) };
}

async function page(state: StatePort, query: Result<RangeQuery>): Promise<CallResult> {
  if (!query.ok) return CALL_INVALID;
  const { from, to, limit, bookmark } = query.value;
  const found = await state.range(bookmark ?? from, to, limit + 1);
  const payload = encodePage({ records: found.slice(0, limit), next: found[limit]?.key });
  return { payload };
}
