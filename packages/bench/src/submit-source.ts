import { referenceDay, type ReferenceDay } from '@bondledger/consortium';
import type { TradeAction } from '@bondledger/sdk';

type Submit = Extract<TradeAction, { step: 'SUBMIT' }>;

/** When trades are made, and when they settle. */
export type TradeDates = Pick<Submit['terms'], 'tradeDate' | 'settlementDate'>;

/** Endless SUBMITs of each seller: the reference day's trades under new references. */
export class SubmitSource {
  readonly day: ReferenceDay;
  /** The last business date on which these may be accepted. */
  readonly validUntil: string;
  readonly #bySeller = new Map<string, Submit[]>();
  #count = 0;

  /** @param dates Other dates than the day's; what matures by then is left out. */
  constructor(trades = 1548, dates?: TradeDates) {
    this.day = referenceDay({ trades });
    const { settlementDate } = dates ?? this.day;
    this.validUntil = settlementDate;
    const issues = this.day.issues.filter(({ maturityDate }) => maturityDate > settlementDate);
    const living = new Set(issues.map(({ isin }) => isin));
    for (const { terms, sellerSide } of this.day.tickets) {
      if (!living.has(terms.isin)) continue;
      const list = this.#bySeller.get(terms.seller) ?? [];
      list.push({ step: 'SUBMIT', terms: { ...terms, ...dates }, own: sellerSide });
      this.#bySeller.set(terms.seller, list);
    }
  }

  get sellers(): readonly string[] {
    return [...this.#bySeller.keys()].sort();
  }

  take(seller: string, count: number): readonly Submit[] {
    const list = this.#bySeller.get(seller) ?? [];
    return Array.from({ length: count }, (_, at): Submit => {
      const model = list[at % list.length];
      if (model === undefined) throw new RangeError(`${seller} sells nothing`);
      this.#count += 1;
      return { ...model, terms: { ...model.terms, reference: `B-${String(this.#count)}` } };
    });
  }
}
