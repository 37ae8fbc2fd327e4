import type { TermsWire } from '@bondledger/domain';
import { encodeTerms } from '@bondledger/domain';
import type { TradeView } from '@bondledger/sdk';
import type { Ticket } from '@bondledger/legacy';

/** What an institution sold, as it submits it. */
export type SoldTicket = Pick<Ticket, 'terms' | 'sellerSide'>;
/** What its books say of a trade: the terms, and what is its own to add. */
export type BookedTicket = Pick<Ticket, 'terms'> &
  Partial<Pick<Ticket, 'buyerSide' | 'sellerLots' | 'buyerLots'>>;

/** The books of an institution's back office, asked by what it does of itself. */
export interface Books {
  /** What an institution sold, in the order of the day. */
  soldBy(institution: string): readonly SoldTicket[];
  /** Undefined where nobody agreed the trade. */
  ticketOf(view: TradeView): BookedTicket | undefined;
}

/** The trades that institutions agreed, as all their back offices have them together. */
export class BackOffice implements Books {
  readonly #tickets = new Map<string, Ticket>();
  readonly #bySeller = new Map<string, Ticket[]>();

  constructor(tickets: readonly Ticket[]) {
    for (const ticket of tickets) {
      const { seller, reference } = ticket.terms;
      this.#tickets.set(`${seller}|${reference}`, ticket);
      const sold = this.#bySeller.get(seller);
      if (sold === undefined) this.#bySeller.set(seller, [ticket]);
      else sold.push(ticket);
    }
  }

  soldBy(institution: string): readonly Ticket[] {
    return this.#bySeller.get(institution) ?? [];
  }

  /** What the books say of a trade on the ledger; undefined where nobody agreed it. */
  ticketOf({ core }: TradeView): Ticket | undefined {
    return this.#tickets.get(`${core.terms.seller}|${core.terms.reference}`);
  }
}

/** The fields in which what was submitted differs from what was agreed. */
export function differences(
  submitted: TermsWire,
  ticket: Pick<Ticket, 'terms'>,
): readonly string[] {
  const agreed: Readonly<Record<string, unknown>> = { ...encodeTerms(ticket.terms) };
  const seen: Readonly<Record<string, unknown>> = { ...submitted };
  const names = new Set([...Object.keys(agreed), ...Object.keys(seen)]);
  return [...names].filter((name) => agreed[name] !== seen[name]).sort();
}
