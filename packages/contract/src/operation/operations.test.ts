import { describe, expect, it } from 'vitest';
import { batchOf } from '../../test/_kit/batch.js';
import { market } from '../../test/_kit/market.js';
import { setDay } from '../../test/_kit/registry-drafts.js';
import { propSide, submit, termsOf } from '../../test/_kit/trade-drafts.js';
import { OPERATIONS } from '../query/queries.js';
import type { Submission } from '../transaction/opening.js';
import { MasterLedgerCC } from './master-ledger-cc.js';
import type { OperationCall } from './plan.js';
import { REGISTRY_OPERATIONS, RegistryCC } from './registry-cc.js';

const world = market();
const sale = () => submit(world, termsOf(), propSide('SEC1'));
const one = batchOf('SEC1', [sale()]);
const two = batchOf('SEC1', [sale(), sale()]);
const admin = batchOf('KSD', [setDay('2026-09-21', 'CUT_OFF')]);
const none: Submission = { ...one, batch: { ...one.batch, instructions: [] } };
const unreadable: Submission = {
  ...one,
  batch: { ...one.batch, instructions: one.batch.instructions.map((i) => ({ ...i, core: '?' })) },
};

const put = (...submissions: readonly Submission[]): OperationCall => ({
  args: [],
  transaction: { submissions, skip: [] },
});
const ask = (...args: readonly string[]): OperationCall => ({ args });

const HASH = '0123456789ABCDEFGHJKMNPQRS';
const refused = (code: string): object => ({ ok: false, rejection: { code } });
const transaction = { ok: true, value: { kind: 'transaction' } };
const key = (name: string): object => ({ ok: true, value: { kind: 'key', key: name } });
const range = (query: object): object => ({ ok: true, value: { kind: 'range', query } });

describe('MasterLedgerCC', () => {
  it('has the six operations by their names', () => {
    expect(Object.keys(MasterLedgerCC)).toEqual([...OPERATIONS]);
  });

  type Row = readonly [
    name: keyof typeof MasterLedgerCC,
    what: string,
    call: OperationCall,
    plan: object,
  ];
  it.each<Row>([
    ['putTradeInfo', 'one instruction', put(one), transaction],
    ['putTradeInfo', 'two instructions', put(two), refused('BATCH_TOO_LARGE')],
    ['putTradeInfo', 'two batches', put(one, one), refused('BATCH_TOO_LARGE')],
    ['putTradeInfo', 'no instruction', put(none), refused('BATCH_EMPTY')],
    ['putTradeInfo', 'no batch', put(), refused('BATCH_EMPTY')],
    ['putTradeInfo', 'no transaction', ask(), refused('QUERY_INVALID')],
    ['putTradeInfoList', 'one instruction', put(one), transaction],
    ['putTradeInfoList', 'many of many', put(two, one, admin), transaction],
    ['putTradeInfoList', 'no batch', put(), refused('BATCH_EMPTY')],
    ['putTradeInfoList', 'an argument', { ...put(one), args: ['x'] }, refused('QUERY_INVALID')],
    ['queryTradeInfo', 'a tradeId', ask(`20260921-${HASH}`), key(`trade/20260921-${HASH}`)],
    ['queryTradeInfo', 'another key', ask('registry/day'), refused('QUERY_INVALID')],
    ['queryTradeInfo', 'nothing', ask(), refused('QUERY_INVALID')],
    ['queryTradeInfoByKey', 'date, hash', ask('2026-09-21', HASH), key(`trade/20260921-${HASH}`)],
    ['queryTradeInfoByKey', 'a date', ask('2026-09-21'), refused('QUERY_INVALID')],
    [
      'getTradesByRange',
      'two dates',
      ask('2026-09-21', '2026-09-22', '10'),
      range({ from: 'trade/20260921-', to: 'trade/20260922.', limit: 10 }),
    ],
    ['getTradesByRange', 'no limit', ask('2026-09-21', '2026-09-22'), refused('QUERY_INVALID')],
    [
      'queryAllTrades',
      'a limit',
      ask('1000'),
      range({ from: 'trade/', to: 'trade0', limit: 1000 }),
    ],
    [
      'queryAllTrades',
      'a bookmark',
      ask('1', 'trade/2'),
      range({ from: 'trade/', to: 'trade0', limit: 1, bookmark: 'trade/2' }),
    ],
    ...['', '0', '1001', '1e2', ' 1', '-1', '1.0'].map((limit): Row => [
      'queryAllTrades',
      limit,
      ask(limit),
      refused('QUERY_INVALID'),
    ]),
  ])('%s with %s', (name, _, call, plan) => {
    expect(MasterLedgerCC[name](call)).toMatchObject(plan);
  });

  it('hands the transaction on as it is', () => {
    const call = put(two);
    const plan = MasterLedgerCC.putTradeInfoList(call);
    expect(plan.ok && plan.value.kind === 'transaction' ? plan.value.transaction : plan).toBe(
      call.transaction,
    );
  });
});

describe('RegistryCC', () => {
  it('has its operations by their names', () => {
    expect(Object.keys(RegistryCC)).toEqual([...REGISTRY_OPERATIONS]);
  });

  it.each<[name: keyof typeof RegistryCC, what: string, call: OperationCall, plan: object]>([
    ['putRegistryInfo', 'administration', put(admin), transaction],
    ['putRegistryInfo', 'a trade', put(admin, one), refused('STEP_UNKNOWN')],
    ['putRegistryInfo', 'what the rules will refuse', put(unreadable), transaction],
    ['putRegistryInfo', 'no batch', put(), refused('BATCH_EMPTY')],
    ['queryRegistryInfo', 'an entry', ask('participant/KSD'), key('registry/participant/KSD')],
    ['queryRegistryInfo', 'a way out', ask('../trade/x'), refused('QUERY_INVALID')],
    ['queryRegistryInfo', 'nothing', ask(), refused('QUERY_INVALID')],
    [
      'queryAllRegistryInfo',
      'a limit',
      ask('5'),
      range({ from: 'registry/', to: 'registry0', limit: 5 }),
    ],
    ['queryAllRegistryInfo', 'a foreign bookmark', ask('5', 'trade/'), refused('QUERY_INVALID')],
  ])('%s with %s', (name, _, call, plan) => {
    expect(RegistryCC[name](call)).toMatchObject(plan);
  });
});
