import type { AccountIndex, Desk } from './desk.js';
import { accountAt } from './desk.js';
import type { Draft } from './draft.js';
import type { Market } from './market.js';
import type { Random } from './random.js';
import { drawLots } from './sizes.js';

/** The reasons for which bonds move free of payment (FOP) between institutions. */
const FOP_REASONS = [
  '증권대차 담보 제공',
  '증권대차 담보 반환',
  '장외파생상품 증거금 예탁',
  '환매조건부매매 담보 대체',
] as const;

/** Of a thousand trades, how many are free of payment. */
const FOP_PER_MILLE = 6;

type Pair = readonly [seller: AccountIndex, buyer: AccountIndex];

/** Whether seller and buyer are funds: at most one of them is. */
type Trusts = readonly [seller: boolean, buyer: boolean];

const choosePair = (random: Random, desk: Desk, trusts: Trusts): Pair | undefined => {
  const seller = desk.deliverer(random, { neighbours: [], isTrust: trusts[0] });
  if (seller === undefined) return undefined;
  const buyer = desk.receiver(random, { neighbours: [seller], isTrust: trusts[1] });
  return buyer === undefined ? undefined : [seller, buyer];
};

const trustSidesOf = ({ seller, buyer }: Draft): number =>
  Number(accountAt(seller).isTrust) + Number(accountAt(buyer).isTrust);

/**
 * A third of the sides are funds. Chance decides which; what it leaves over or short is made up by
 * the trades that follow.
 */
class TrustShare {
  #sides: number;

  constructor(
    trades: number,
    readonly made: readonly Draft[],
  ) {
    this.#sides = Math.floor((trades * 2) / 3);
    for (const draft of made) this.#sides -= trustSidesOf(draft);
  }

  next(random: Random, tradesLeft: number): Trusts {
    if (random.below(tradesLeft) >= this.#sides) return [false, false];
    return random.perMille(500) ? [true, false] : [false, true];
  }

  count(draft: Draft): void {
    this.#sides -= trustSidesOf(draft);
  }
}

const makeTrade = (random: Random, desk: Desk, trusts: Trusts): Draft | undefined => {
  const pair = choosePair(random, desk, trusts) ?? choosePair(random, desk, [trusts[1], trusts[0]]);
  if (pair === undefined) return undefined;
  const [seller, buyer] = pair;
  desk.touch(seller, buyer);
  const fopReason = random.perMille(FOP_PER_MILLE) ? random.pick(FOP_REASONS) : undefined;
  const draft = { desk, seller, buyer, lots: drawLots(random), priceOver: random.below(5) };
  return fopReason === undefined ? draft : { ...draft, fopReason };
};

/**
 * The trades that depend on no other: their sellers have what they sell.
 *
 * @param made the chains' trades, which are part of the day's shares
 */
export const makeSingleTrades = (
  random: Random,
  market: Market,
  trades: number,
  made: readonly Draft[],
): readonly Draft[] => {
  const share = new TrustShare(trades, made);
  const drafts: Draft[] = [];
  for (let left = trades - made.length; left > 0; left -= 1) {
    const trusts = share.next(random, left);
    const draft =
      makeTrade(random, market.popular(random), trusts) ??
      market.somewhere(random, (desk) => makeTrade(random, desk, trusts));
    if (draft === undefined) throw new RangeError('no issue has accounts left for another trade');
    share.count(draft);
    drafts.push(draft);
  }
  return drafts;
};
