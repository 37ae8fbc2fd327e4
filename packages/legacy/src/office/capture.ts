import { sql, type Kysely } from 'kysely';
import { CAPTURE_ROWS } from '../limits.js';
import type { OfficeEntry } from './entry.js';
import { columnsOf } from './row.js';
import type { OfficeTables } from './tables.js';

export interface CaptureReport {
  readonly captured: number;
  /** Which of the entries, from 0, are in the books already, and stay as they are. */
  readonly known: readonly number[];
}

const COLUMNS = [
  'role',
  'side',
  'reference',
  'trade_date',
  'settlement_date',
  'settlement_method',
  'fop_reason',
  'isin',
  'instrument_type',
  'face_amount',
  'unit_price',
  'yield',
  'settlement_amount',
  'seller',
  'buyer',
  'seller_keeper',
  'buyer_keeper',
  'counterparty',
  'own',
  'lots',
] as const;

interface Key {
  readonly role: string;
  readonly side: string;
  readonly reference: string;
  readonly trade_date: string;
  readonly seller: string;
}

const keyText = (key: Key): string =>
  [key.trade_date, key.seller, key.reference, key.role, key.side].join('|');

const keyPartsOf = ({ role, side, terms }: OfficeEntry): Key => ({
  role,
  side,
  reference: terms.reference,
  trade_date: terms.tradeDate,
  seller: terms.seller,
});

const keyOf = (entry: OfficeEntry): string => keyText(keyPartsOf(entry));

/**
 * Writes entries into the books, thousands in one statement. An entry whose reference is taken for
 * its role, submitter and trade date is left as it is.
 */
export async function captureEntries(
  tables: Kysely<OfficeTables>,
  schema: string,
  entries: readonly OfficeEntry[],
  now: Date,
): Promise<CaptureReport> {
  const known: number[] = [];
  for (let from = 0; from < entries.length; from += CAPTURE_ROWS) {
    const some = entries.slice(from, from + CAPTURE_ROWS);
    const fresh = await insert(tables, schema, some, now);
    for (const [at, entry] of some.entries()) {
      // The first of two alike in one file is the one that is captured.
      if (!fresh.delete(keyOf(entry))) known.push(from + at);
    }
  }
  return { captured: entries.length - known.length, known };
}

/** Which entries have one of their role, submitter, reference and trade date in the books. */
export async function entriesInBooks(
  tables: Kysely<OfficeTables>,
  schema: string,
  entries: readonly OfficeEntry[],
): Promise<ReadonlySet<OfficeEntry>> {
  const found = new Set<OfficeEntry>();
  for (let from = 0; from < entries.length; from += CAPTURE_ROWS) {
    const some = entries.slice(from, from + CAPTURE_ROWS);
    const json = JSON.stringify(some.map(keyPartsOf));
    const { rows } = await sql<Key>`
      select role, side, reference, trade_date, seller
      from ${sql.id(schema, 'trade')} join json_to_recordset(${json}::json)
        as entry(role text, side text, reference text, trade_date date, seller text)
        using (trade_date, seller, reference, role, side)`.execute(tables);
    const keys = new Set(rows.map(keyText));
    for (const entry of some) if (keys.has(keyOf(entry))) found.add(entry);
  }
  return found;
}

async function insert(
  tables: Kysely<OfficeTables>,
  schema: string,
  entries: readonly OfficeEntry[],
  now: Date,
): Promise<Set<string>> {
  const names = sql.join(COLUMNS.map((name) => sql.ref(name)));
  const types = sql.raw(COLUMNS.map((name) => `${name} ${typeOf(name)}`).join(', '));
  const json = JSON.stringify(entries.map(columnsOf));
  const at = now.toISOString();
  const { rows } = await sql<Key>`
    insert into ${sql.id(schema, 'trade')} (${names}, captured_at, changed_at)
    select ${names}, ${at}::timestamptz, ${at}::timestamptz
    from json_to_recordset(${json}::json) as entry(${types})
    on conflict (trade_date, seller, reference, role, side) do nothing
    returning role, side, reference, trade_date, seller`.execute(tables);
  return new Set(rows.map(keyText));
}

const typeOf = (column: string): string => {
  if (column.endsWith('_date')) return 'date';
  return column.endsWith('_amount') || column === 'unit_price' ? 'numeric' : 'text';
};
