import { refuse, type Result } from '@bondledger/domain';
import {
  getTradesByRange,
  queryAllTrades,
  queryTradeInfo,
  queryTradeInfoByKey,
  type Operation,
} from '../query/queries.js';
import {
  argumentsOf,
  keyPlan,
  limitOf,
  rangePlan,
  transactionPlan,
  type OperationCall,
  type OperationPlan,
} from './plan.js';

type Door = (call: OperationCall) => Result<OperationPlan>;

/**
 * The contract of trades: six operations by their names, so that a shell dispatches with
 * `MasterLedgerCC[name](call)`. All of them only look at the call; what a plan asks for is the
 * shell's to do.
 *
 * @example
 * const plan = MasterLedgerCC.queryAllTrades({ args: ['100'] });
 */
export const MasterLedgerCC: Readonly<Record<Operation, Door>> = {
  /** One batch of one instruction. BATCH_EMPTY, BATCH_TOO_LARGE, QUERY_INVALID. */
  putTradeInfo(call) {
    const plan = transactionPlan(call);
    const [first, ...others] = call.transaction?.submissions ?? [];
    if (!plan.ok || first === undefined) return plan;
    const count = first.batch.instructions.length;
    if (count === 0) return refuse('BATCH_EMPTY');
    return count === 1 && others.length === 0 ? plan : refuse('BATCH_TOO_LARGE', { limit: '1' });
  },

  /** Batches, each of 1 to 1,000 instructions. BATCH_EMPTY, QUERY_INVALID. */
  putTradeInfoList: transactionPlan,

  /** args: tradeId. */
  queryTradeInfo(call) {
    const args = argumentsOf(call, 1, 1);
    return args.ok ? keyPlan(queryTradeInfo(args.value[0] ?? '')) : args;
  },

  /** args: trade date, keyed hash of the reference. */
  queryTradeInfoByKey(call) {
    const args = argumentsOf(call, 2, 2);
    if (!args.ok) return args;
    const [date = '', hash = ''] = args.value;
    return keyPlan(queryTradeInfoByKey(date, hash));
  },

  /** args: first and last trade date, limit, and the bookmark from the second page on. */
  getTradesByRange(call) {
    const args = argumentsOf(call, 3, 4);
    if (!args.ok) return args;
    const [from = '', to = '', limit, bookmark] = args.value;
    return rangePlan(getTradesByRange(from, to, limitOf(limit), bookmark));
  },

  /** args: limit, and the bookmark from the second page on. */
  queryAllTrades(call) {
    const args = argumentsOf(call, 1, 2);
    if (!args.ok) return args;
    const [limit, bookmark] = args.value;
    return rangePlan(queryAllTrades(limitOf(limit), bookmark));
  },
};
