import type { InstitutionCode } from '@bondledger/domain';
import { ACCOUNTS, cashOf } from './accounts.js';
import type { DayPayments } from './payments.js';
import { LOT } from './sizes.js';

/** What an institution has at the central bank before the day, in won. */
export interface OpeningCash {
  readonly institution: InstitutionCode;
  readonly balance: bigint;
}

interface Flow {
  out: bigint;
  in: bigint;
  /** The largest single debit, whether chains are merged or not. */
  largest: bigint;
  /** Credits that come only if somebody else can pay as well. */
  shared: bigint;
}

const max = (a: bigint, b: bigint): bigint => (a > b ? a : b);

const roundUp = (amount: bigint): bigint => ((amount + LOT - 1n) / LOT) * LOT;

const flowsOf = ({ merged, single }: DayPayments): ReadonlyMap<InstitutionCode, Flow> => {
  const flows = new Map<InstitutionCode, Flow>();
  for (const account of ACCOUNTS) {
    flows.set(cashOf(account), { out: 0n, in: 0n, largest: 0n, shared: 0n });
  }
  const flowOf = (institution: InstitutionCode): Flow => {
    const flow = flows.get(institution);
    if (flow === undefined) throw new RangeError(`${institution} has no cash account`);
    return flow;
  };
  for (const legs of merged) {
    const payers = legs.filter((leg) => leg.amount < 0n).length;
    for (const { institution, amount } of legs) {
      const flow = flowOf(institution);
      if (amount < 0n) {
        flow.out -= amount;
      } else {
        flow.in += amount;
        if (payers > 1) flow.shared += amount;
      }
    }
  }
  for (const { institution, amount } of [...merged, ...single].flat()) {
    const flow = flowOf(institution);
    flow.largest = max(flow.largest, -amount);
  }
  return flows;
};

/**
 * Cash enough for the payments in whatever order they come, with waiting: three fifths of what an
 * institution pays, and at least so much that after the day it has its largest debit left, besides
 * the credits that hang on a second payer.
 *
 * Why that is enough: suppose that none of the payments left can be made. Take the institutions
 * that are short for one of them. All that they are still owed by others hangs on a second payer,
 * so together they have at least what they have after the day without those credits, which is at
 * least the sum of their largest debits. Then one of them has its largest debit, and is not short.
 */
export const openingCash = (payments: DayPayments): readonly OpeningCash[] =>
  Array.from(flowsOf(payments), ([institution, flow]) => ({
    institution,
    balance: roundUp(max((flow.out * 3n) / 5n, flow.out - flow.in + flow.largest + flow.shared)),
  }));
