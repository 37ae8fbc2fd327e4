import { randomUUID } from 'node:crypto';
import { encodeTerms, parseTerms } from '@bondledger/domain';
import type { Kysely } from 'kysely';
import { PREVIEW_LIFE_MS, PREVIEW_PART, PREVIEWS_KEPT } from '../limits.js';
import type { OfficeEntry } from '../office/entry.js';
import type { OfficeTables } from '../office/tables.js';
import type { Preview, ReadImport } from './read-import.js';

/** A preview that waits to be run. */
export interface KeptImport {
  readonly importId: string;
  readonly preview: Preview;
}

/** Keeps what a file would bring, until its time is over or newer ones push it out. */
export async function keepImport(
  tables: Kysely<OfficeTables>,
  { preview, entries }: ReadImport,
  by: { readonly who: string; readonly now: Date },
): Promise<KeptImport> {
  const importId = randomUUID();
  const now = by.now.toISOString();
  await tables.transaction().execute(async (transaction) => {
    await transaction
      .insertInto('import')
      .values({
        import_id: importId,
        made_at: now,
        expires_at: new Date(by.now.getTime() + PREVIEW_LIFE_MS).toISOString(),
        made_by: by.who,
        preview: JSON.stringify(preview),
      })
      .execute();
    for (let from = 0, part = 0; from < entries.length; from += PREVIEW_PART, part += 1) {
      const some = entries.slice(from, from + PREVIEW_PART).map(wireOf);
      await transaction
        .insertInto('import_part')
        .values({ import_id: importId, part, entries: JSON.stringify(some) })
        .execute();
    }
    const newest = transaction
      .selectFrom('import')
      .select('import_id')
      .orderBy('made_at', 'desc')
      .orderBy('import_id')
      .limit(PREVIEWS_KEPT);
    await transaction.deleteFrom('import').where('expires_at', '<=', by.now).execute();
    await transaction.deleteFrom('import').where('import_id', 'not in', newest).execute();
  });
  return { importId, preview };
}

/** A preview whose time is not over; undefined where there is none. */
export async function findImport(
  tables: Kysely<OfficeTables>,
  importId: string,
  now: Date,
): Promise<KeptImport | undefined> {
  const row = await tables
    .selectFrom('import')
    .select('preview')
    .where('import_id', '=', importId)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row && { importId, preview: JSON.parse(row.preview) as Preview };
}

/** The entries of a preview's good rows. */
export async function importEntries(
  tables: Kysely<OfficeTables>,
  importId: string,
): Promise<readonly OfficeEntry[]> {
  const rows = await tables
    .selectFrom('import_part')
    .select('entries')
    .where('import_id', '=', importId)
    .orderBy('part')
    .execute();
  return rows.flatMap(({ entries }) => (JSON.parse(entries) as readonly EntryWire[]).map(entryOf));
}

/** An entry whose amounts are text, as JSON has them. */
type EntryWire = Omit<OfficeEntry, 'terms'> & { readonly terms: ReturnType<typeof encodeTerms> };

const wireOf = (entry: OfficeEntry): EntryWire => ({ ...entry, terms: encodeTerms(entry.terms) });

function entryOf(wire: EntryWire): OfficeEntry {
  const terms = parseTerms(wire.terms);
  if (!terms.ok) throw new TypeError('a preview was altered');
  return { ...wire, terms: terms.value };
}
