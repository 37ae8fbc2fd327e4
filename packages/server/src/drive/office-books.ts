import type { BookedTicket, Books, SoldTicket } from '@bondledger/consortium';
import { BOK, KSD } from '@bondledger/domain';
import type { OfficeRow, OfficeStore } from '@bondledger/legacy';
import type { Offices } from '../back-office/offices.js';
import type { Desks } from '../desks/desk.js';
import { BOOKS_PAGE } from '../limits.js';
import type { DriveBooks } from './drive.js';

/** What one institution has in its books, by trade. */
class OfficeBooks implements Books {
  readonly rows: readonly OfficeRow[];
  readonly #sold: readonly SoldTicket[];
  readonly #booked = new Map<string, BookedTicket>();

  constructor(rows: readonly OfficeRow[]) {
    this.rows = rows;
    this.#sold = rows.flatMap(({ role, terms, own }) =>
      role === 'seller' && own !== undefined ? [{ terms, sellerSide: own }] : [],
    );
    for (const { role, side, terms, own, lots } of rows) {
      const name = `${terms.seller}|${terms.reference}`;
      const known = this.#booked.get(name) ?? { terms };
      const buyer = role === 'buyer' && own !== undefined ? { buyerSide: own } : {};
      const allotted = lots === undefined ? {} : { [`${side}Lots`]: lots };
      this.#booked.set(name, { ...known, ...buyer, ...allotted });
    }
  }

  soldBy(): readonly SoldTicket[] {
    return this.#sold;
  }

  ticketOf({ core }: Parameters<Books['ticketOf']>[0]): BookedTicket | undefined {
    return this.#booked.get(`${core.terms.seller}|${core.terms.reference}`);
  }
}

const NOTHING = new OfficeBooks([]);

/**
 * The books of all institutions as their back offices have them, also what people captured by
 * hand. They are read again where something was added: nothing in them is ever changed.
 */
export function officeBooks(desks: Desks, offices: Offices): () => Promise<DriveBooks> {
  const known = new Map<string, OfficeBooks>();
  return async () => {
    for (const { code } of desks.all()) {
      if (code === KSD || code === BOK) continue;
      const store = await offices.of(code);
      const { count } = await store.totals({});
      if (known.get(code)?.rows.length === count) continue;
      known.set(code, new OfficeBooks(await allRows(store)));
    }
    const names = new Set<string>();
    const tradeDates = new Set<string>();
    for (const { rows } of known.values()) {
      for (const { terms } of rows) {
        names.add(`${terms.tradeDate}|${terms.seller}|${terms.reference}`);
        tradeDates.add(terms.tradeDate);
      }
    }
    return { booksOf: (code) => known.get(code) ?? NOTHING, trades: names.size, tradeDates };
  };
}

async function allRows(store: OfficeStore): Promise<readonly OfficeRow[]> {
  const rows: OfficeRow[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.page({}, { sort: 'reference', limit: BOOKS_PAGE, cursor });
    rows.push(...page.rows);
    cursor = page.next;
  } while (cursor !== undefined);
  return rows;
}
