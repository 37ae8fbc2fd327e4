import {
  afterRelease,
  isCutOffPassed,
  isSettlementDateReached,
  release as releaseHolding,
  restrict as restrictHolding,
  type Holding,
  type Rejection,
  type Result,
  type SideName,
} from '@bondledger/domain';
import type { StepAnswer, StepContext } from '../apply/step-context.js';
import { sideOf, type TradeEntry } from '../apply/trade-entry.js';
import { changeHolding } from './holdings.js';
import { moveAll } from './move-all.js';
import { putChain } from './settlement-records.js';
import { findSubject, stopped, type Subject } from './subject.js';

/** An account and what it delivers (won of face). */
interface Delivery {
  readonly account: string;
  readonly isin: string;
  readonly amount: bigint;
}

/** Who delivers: the seller of a trade; of a chain, each net deliverer. */
function deliveriesOf({ entries, chain }: Subject): Result<readonly Delivery[]> {
  if (chain !== undefined) {
    const { isin } = chain;
    const nets = chain.nets.map(([account, net]) => ({ account, isin, amount: -BigInt(net) }));
    return { ok: true, value: nets.filter(({ amount }) => amount > 0n) };
  }
  const deliveries: Delivery[] = [];
  for (const entry of entries) {
    const seller = sideOf(entry, 'seller');
    if (!seller.ok) return seller;
    const { isin, faceAmount } = entry.core.terms;
    deliveries.push({ account: seller.value.account, isin, amount: BigInt(faceAmount) });
  }
  return { ok: true, value: deliveries };
}

function changeAll(
  context: StepContext,
  subject: Subject,
  change: (holding: Holding, amount: bigint) => Result<Holding>,
): Rejection | undefined {
  const deliveries = deliveriesOf(subject);
  if (!deliveries.ok) return deliveries.rejection;
  for (const { account, isin, amount } of deliveries.value) {
    const changed = changeHolding(context, account, isin, (held) => change(held, amount));
    if (!changed.ok) return changed.rejection;
  }
  return undefined;
}

const notDue = ({ day }: StepContext, entries: readonly TradeEntry[]): Rejection | undefined =>
  entries.every(({ core }) => isSettlementDateReached(core.terms.settlementDate, day.businessDate))
    ? undefined
    : { code: 'SETTLEMENT_DATE_NOT_REACHED' };

/** A chain knows its net deliverers; of a single trade the seller's side says who delivers. */
const deliverer = (_: TradeEntry, isChain: boolean): readonly SideName[] =>
  isChain ? [] : ['seller'];

/** RESTRICT (처분제한): what is to be delivered is set aside at each net deliverer. */
export function restrict(context: StepContext): StepAnswer {
  const early = (entries: readonly TradeEntry[]): Rejection | undefined => notDue(context, entries);
  const subject = findSubject(context, { early, sides: deliverer });
  if (!subject.ok) return subject.answer;
  const wrong = changeAll(context, subject, restrictHolding);
  if (wrong !== undefined) return stopped(wrong).answer;
  if (subject.chain !== undefined) putChain(context, { ...subject.chain, state: 'RESTRICTED' });
  return moveAll(context, subject, () => ({ cancel: undefined, state: 'RESTRICTED' }));
}

/** RELEASE (제한 해제): the restriction is lifted while no payment is requested. */
export function release(context: StepContext): StepAnswer {
  const subject = findSubject(context, { sides: deliverer });
  if (!subject.ok) return subject.answer;
  const wrong = changeAll(context, subject, releaseHolding);
  if (wrong !== undefined) return stopped(wrong).answer;
  const { chain } = subject;
  if (chain !== undefined) putChain(context, { ...chain, state: 'CHAINED' });
  return moveAll(context, subject, () => ({ state: afterRelease(chain !== undefined) }));
}

/** Has the cut-off of the trade's settlement date passed? */
const isLate = (context: StepContext, { core }: TradeEntry): boolean =>
  isCutOffPassed(core.terms.settlementDate, context.day.businessDate, context.day.phase);

/** EXPIRE (기한 경과): what was never matched or never approved ends with its settlement date. */
export function expire(context: StepContext): StepAnswer {
  const subject = findSubject(context);
  if (!subject.ok) return subject.answer;
  if (!subject.entries.every((entry) => isLate(context, entry))) {
    return stopped({ code: 'CUT_OFF_NOT_REACHED' }).answer;
  }
  return moveAll(context, subject, () => ({ cancel: undefined, state: 'EXPIRED' }));
}

/** FAIL (미결제): a trade that is not settled by its cut-off ends; its restriction is lifted. */
export function fail(context: StepContext): StepAnswer {
  const isRestricted = ({ core }: TradeEntry): boolean => core.state === 'RESTRICTED';
  const subject = findSubject(context, {
    sides: (entry) => (isRestricted(entry) ? ['seller'] : []),
  });
  if (!subject.ok) return subject.answer;
  const wrong = subject.entries.some(isRestricted)
    ? changeAll(context, subject, releaseHolding)
    : undefined;
  if (wrong !== undefined) return stopped(wrong).answer;
  if (!subject.entries.every((entry) => isLate(context, entry))) {
    return stopped({ code: 'CUT_OFF_NOT_REACHED' }).answer;
  }
  return moveAll(context, subject, () => ({ cancel: undefined, state: 'FAILED' }));
}
