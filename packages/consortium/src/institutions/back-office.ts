import type { TermsWire } from '@bondledger/domain';
import { encodeTerms } from '@bondledger/domain';
import type { TradeView } from '@bondledger/sdk';
import type { Ticket } from '@bondledger/legacy';

/** The trades that institutions agreed, as their back offices have them in their own books. */
export class BackOffice {
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
export function differences(submitted: TermsWire, ticket: Ticket): readonly string[] {
  const agreed: Readonly<Record<string, unknown>> = { ...encodeTerms(ticket.terms) };
  const seen: Readonly<Record<string, unknown>> = { ...submitted };
  const names = new Set([...Object.keys(agreed), ...Object.keys(seen)]);
  return [...names].filter((name) => agreed[name] !== seen[name]).sort();
}
