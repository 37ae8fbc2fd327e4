import { deliverRestricted, receive, type Rejection, type Result } from '@bondledger/domain';
import type { StepAnswer, StepContext } from '../apply/step-context.js';
import { sideOf } from '../apply/trade-entry.js';
import { bothSides } from './chain.js';
import { changeHolding } from './holdings.js';
import { moveAll } from './move-all.js';
import { putChain } from './settlement-records.js';
import { findSubject, stopped, type Subject } from './subject.js';

interface Movement {
  readonly account: string;
  readonly isin: string;
  /** Won of face; negative delivers. */
  readonly amount: bigint;
}

function movementsOf({ entries, chain }: Subject): Result<readonly Movement[]> {
  if (chain !== undefined) {
    const { isin, nets } = chain;
    const value = nets.map(([account, net]) => ({ account, isin, amount: BigInt(net) }));
    return { ok: true, value };
  }
  const movements: Movement[] = [];
  for (const entry of entries) {
    const seller = sideOf(entry, 'seller');
    if (!seller.ok) return seller;
    const buyer = sideOf(entry, 'buyer');
    if (!buyer.ok) return buyer;
    const { isin, faceAmount } = entry.core.terms;
    const amount = BigInt(faceAmount);
    movements.push({ account: seller.value.account, isin, amount: -amount });
    movements.push({ account: buyer.value.account, isin, amount });
  }
  return { ok: true, value: movements };
}

function moveSecurities(context: StepContext, subject: Subject): Rejection | undefined {
  const movements = movementsOf(subject);
  if (!movements.ok) return movements.rejection;
  for (const { account, isin, amount } of movements.value) {
    const moved = changeHolding(context, account, isin, (held) =>
      amount < 0n ? deliverRestricted(held, -amount) : receive(held, amount),
    );
    if (!moved.ok) return moved.rejection;
  }
  return undefined;
}

/** SETTLE (결제완료): the securities move, all of a chain at once. Final. */
export function settle(context: StepContext): StepAnswer {
  const subject = findSubject(context, { sides: (_, isChain) => (isChain ? [] : bothSides()) });
  if (!subject.ok) return subject.answer;
  const wrong = moveSecurities(context, subject);
  if (wrong !== undefined) return stopped(wrong).answer;
  if (subject.chain !== undefined) putChain(context, { ...subject.chain, state: 'SETTLED' });
  return moveAll(context, subject, () => ({ state: 'SETTLED' }));
}
