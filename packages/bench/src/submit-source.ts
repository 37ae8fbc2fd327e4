import { referenceDay, type ReferenceDay } from '@bondledger/consortium';
import type { TradeAction } from '@bondledger/sdk';

type Submit = Extract<TradeAction, { step: 'SUBMIT' }>;

/** Endless SUBMITs of each seller: the reference day's trades under new references. */
export class SubmitSource {
  readonly day: ReferenceDay;
  readonly #bySeller = new Map<string, Submit[]>();
  #count = 0;

  constructor(trades = 1548) {
    this.day = referenceDay({ trades });
    for (const { terms, sellerSide } of this.day.tickets) {
      const list = this.#bySeller.get(terms.seller) ?? [];
      list.push({ step: 'SUBMIT', terms, own: sellerSide });
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
