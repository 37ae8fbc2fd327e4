import {
  compactDate,
  isDiscountInstrument,
  settlementAmountOf,
  type InstitutionCode,
  type IsoDate,
  type LotWire,
  type SideWire,
  type Terms,
} from '@bondledger/domain';
import type { Ticket } from '@bondledger/legacy';
import type { TradingAccount } from './accounts.js';
import { accountAt } from './desk.js';
import type { Draft } from './draft.js';
import type { QuotedIssue } from './issues.js';
import type { Random } from './random.js';
import { LOT, splitLots } from './sizes.js';

const MOST_LOTS = 4;
const YEAR_DAYS = 365n;
const WHOLE_MILLI_PERCENT = 100_000n;

/** 3125 as 3.125: what dealers agree on is a yield, in percent. */
const percent = (milliPercent: number): string => {
  const text = milliPercent.toString().padStart(4, '0');
  return `${text.slice(0, -3)}.${text.slice(-3)}`;
};

/** Bank discount: what is paid now for a face that is paid back at maturity. */
const discounted = (face: bigint, milliPercent: number, days: number): bigint =>
  face - (face * BigInt(milliPercent) * BigInt(days)) / (WHOLE_MILLI_PERCENT * YEAR_DAYS);

interface Price {
  readonly unitPrice: bigint;
  readonly settlementAmount: bigint;
  readonly milliPercent: number;
}

const priceOf = (issue: QuotedIssue, face: bigint, priceOver: number): Price => {
  const milliPercent = issue.yieldMilliPercent - priceOver;
  if (!isDiscountInstrument(issue.profile.instrumentType)) {
    const unitPrice = BigInt(issue.unitPrice + priceOver);
    return { unitPrice, settlementAmount: settlementAmountOf(face, unitPrice), milliPercent };
  }
  const settlementAmount = discounted(face, milliPercent, issue.daysLeft);
  return { unitPrice: (settlementAmount * 10_000n) / face, settlementAmount, milliPercent };
};

/** Writes the day's trades down, in their order. */
export class TicketWriter {
  readonly #references = new Map<InstitutionCode, number>();
  readonly #day: string;
  #orders = 0;

  constructor(
    readonly random: Random,
    readonly tradeDate: IsoDate,
    readonly settlementDate: IsoDate,
  ) {
    this.#day = compactDate(tradeDate);
  }

  write(draft: Draft): Ticket {
    const { issue } = draft.desk;
    const seller = accountAt(draft.seller);
    const buyer = accountAt(draft.buyer);
    const face = BigInt(draft.lots) * LOT;
    const price = priceOf(issue, face, draft.priceOver);
    const terms: Terms = {
      buyer: buyer.party,
      buyerKeeper: buyer.party,
      faceAmount: face,
      ...(draft.fopReason === undefined ? {} : { fopReason: draft.fopReason }),
      instrumentType: issue.profile.instrumentType,
      isin: issue.profile.isin,
      reference: this.#reference(seller.party),
      seller: seller.party,
      sellerKeeper: seller.party,
      settlementAmount: price.settlementAmount,
      settlementDate: this.settlementDate,
      settlementMethod: draft.fopReason === undefined ? 'DVP' : 'FOP',
      tradeDate: this.tradeDate,
      unitPrice: price.unitPrice,
      // Some back offices leave the yield out.
      ...(this.random.perMille(880) ? { yield: percent(price.milliPercent) } : {}),
    };
    const sellerSide = this.random.pick(seller.sides);
    const buyerSide = this.random.pick(buyer.sides);
    return {
      terms,
      sellerSide,
      buyerSide,
      ...(seller.isTrust ? { sellerLots: this.#lots(seller, sellerSide, draft.lots) } : {}),
      ...(buyer.isTrust ? { buyerLots: this.#lots(buyer, buyerSide, draft.lots) } : {}),
    };
  }

  #reference(submitter: InstitutionCode): string {
    const count = (this.#references.get(submitter) ?? 0) + 1;
    this.#references.set(submitter, count);
    return `${submitter}-${this.#day}-${count.toString().padStart(5, '0')}`;
  }

  /** The fund of the side first, then others whose bonds lie in the same account. */
  #lots(account: TradingAccount, side: SideWire, lots: number): readonly LotWire[] {
    const parts = splitLots(this.random, lots, this.random.between(1, MOST_LOTS));
    const others = account.sides.filter((other) => other !== side);
    this.random.shuffle(others);
    const funds = [side, ...others].flatMap((each) => each.fund?.code ?? []);
    const used = parts.slice(0, funds.length);
    const rest = parts.slice(funds.length).reduce((sum, part) => sum + part, 0);
    return used.map((part, index): LotWire => {
      const units = index === used.length - 1 ? part + rest : part;
      const faceAmount = (BigInt(units) * LOT).toString();
      const fundCode = funds[index] ?? '';
      // The bond order number by which the manager had allotted the trade beforehand.
      return this.random.perMille(800)
        ? { faceAmount, fundCode, orderNo: this.#orderNo() }
        : { faceAmount, fundCode };
    });
  }

  #orderNo(): string {
    this.#orders += 1;
    return `BO${this.#day}-${this.#orders.toString().padStart(6, '0')}`;
  }
}
