import { sql, type Expression, type ExpressionBuilder, type SqlBool } from 'kysely';
import { compactDate, isFinal, STEPS } from '@bondledger/domain';
import type { TradeFilter } from '@bondledger/sdk/api';
import { bitsInPhase, stepBit, type DayFacts } from '../next-steps.js';
import { roleBits } from '../project/seen-trade.js';
import type { ReadTables } from '../tables.js';

export type TradesBuilder = ExpressionBuilder<ReadTables, 'trades'>;
type Condition = Expression<SqlBool>;

const EVERY_STEP = STEPS.reduce((bits, step) => bits | stepBit(step), 0);
/** Above every text that begins with what stands before it. */
const LAST = '\u{10FFFF}';

/** The conditions of a filter; each can be answered from an index or from a narrow scan. */
export function conditionsOf(
  eb: TradesBuilder,
  filter: TradeFilter,
  institution: string,
  day: DayFacts,
): readonly Condition[] {
  return [
    ...dates(eb, filter),
    ...terms(eb, filter),
    ...amounts(eb, filter),
    ...parties(eb, filter, institution),
    ...progress(eb, filter, day),
  ];
}

/** A condition where the filter has a value for it. */
const when = <T>(
  value: T | undefined,
  make: (value: T) => readonly Condition[],
): readonly Condition[] => (value === undefined ? [] : make(value));

/** A trade's number begins with its trade date, so its key is an index of trade dates. */
const dates = (eb: TradesBuilder, filter: TradeFilter): readonly Condition[] => [
  ...when(filter.tradeId, (tradeIds) => [eb('trade_id', 'in', tradeIds)]),
  ...when(filter.tradeDateFrom, (date) => [eb('trades.trade_id', '>=', compactDate(date))]),
  ...when(filter.tradeDateTo, (date) => [eb('trades.trade_id', '<', compactDate(date) + LAST)]),
  ...when(filter.settlementDateFrom, (date) => [eb('settlement_date', '>=', date)]),
  ...when(filter.settlementDateTo, (date) => [eb('settlement_date', '<=', date)]),
];

const terms = (eb: TradesBuilder, filter: TradeFilter): readonly Condition[] => [
  ...when(filter.isin, (isin) => [eb('isin', '=', isin)]),
  ...when(filter.instrumentType, (types) => [eb('instrument_type', 'in', types)]),
  ...when(filter.settlementMethod, (method) => [eb('settlement_method', '=', method)]),
  ...when(filter.reference, (prefix) => [
    eb('reference', '>=', prefix),
    eb('reference', '<', prefix + LAST),
  ]),
  ...when(filter.chainId, (chainId) => [eb('chain_id', '=', chainId)]),
];

const amounts = (eb: TradesBuilder, filter: TradeFilter): readonly Condition[] => [
  ...when(filter.faceFrom, (won) => [eb('face_amount', '>=', bounded(won))]),
  ...when(filter.faceTo, (won) => [eb('face_amount', '<=', bounded(won))]),
  ...when(filter.amountFrom, (won) => [eb('settlement_amount', '>=', bounded(won))]),
  ...when(filter.amountTo, (won) => [eb('settlement_amount', '<=', bounded(won))]),
];

const MOST = 9_223_372_036_854_775_807n;

/** No trade is larger than a column can hold, but who asks may ask for anything. */
const bounded = (won: string): string => (BigInt(won) > MOST ? MOST : BigInt(won)).toString();

function parties(
  eb: TradesBuilder,
  filter: TradeFilter,
  institution: string,
): readonly Condition[] {
  return [
    ...when(filter.role, (roles) => [sql<SqlBool>`(roles & ${roleBits(roles)}) <> 0`]),
    ...when(filter.counterparty, (code) =>
      code === institution
        ? [sql<SqlBool>`false`]
        : [eb.or([eb('seller', '=', code), eb('buyer', '=', code)])],
    ),
    ...when(filter.account, (account) => [
      eb.or([eb('seller_account', '=', account), eb('buyer_account', '=', account)]),
    ]),
    ...when(filter.fund, (fund) => [
      eb(
        'trades.trade_id',
        'in',
        eb
          .selectFrom('lots')
          .select('trade_id')
          .where('fund_code', '=', fund)
          .union(eb.selectFrom('trades').select('trade_id').where('seller_fund', '=', fund))
          .union(eb.selectFrom('trades').select('trade_id').where('buyer_fund', '=', fund)),
      ),
    ]),
  ];
}

function progress(eb: TradesBuilder, filter: TradeFilter, day: DayFacts): readonly Condition[] {
  return [
    ...when(filter.state, (states) => [
      eb('state', 'in', states),
      // The index of what is not final has them all.
      ...(states.some(isFinal) ? [] : [eb.not('is_final')]),
    ]),
    ...when(filter.waitsForStep, (step) => [waits(stepBit(step), day)]),
    ...when(filter.waitsForMe, (isWanted) =>
      isWanted ? [waits(EVERY_STEP, day)] : [eb.not(waits(EVERY_STEP, day))],
    ),
    ...when(filter.late, (isWanted) => (isWanted ? [late(day)] : [eb.not(late(day))])),
  ];
}

/**
 * One of these steps is the asker's to take, on this day and in this phase. What is final waits for
 * nobody; it is said because there is an index of what is not.
 */
export function waits(bits: number, { businessDate, phase }: DayFacts): Condition {
  const now = bits & bitsInPhase(phase);
  const restrict = now & stepBit('RESTRICT');
  const others = now & ~stepBit('RESTRICT');
  if (restrict === 0) return sql<SqlBool>`(not is_final and (waits & ${others}) <> 0)`;
  return sql<SqlBool>`(not is_final and ((waits & ${others}) <> 0
    or ((waits & ${restrict}) <> 0 and settlement_date <= ${businessDate})))`;
}

/** Not ended, though the cut-off of its settlement date has passed. */
export function late({ businessDate, phase }: DayFacts): Condition {
  return phase === 'OPEN'
    ? sql<SqlBool>`(not is_final and settlement_date < ${businessDate})`
    : sql<SqlBool>`(not is_final and settlement_date <= ${businessDate})`;
}
