import { sql, type Kysely } from 'kysely';
import type { Database } from '@bondledger/database';
import type { Totals } from '@bondledger/sdk/api';
import { createStatement } from './columns.js';
import type { DayFacts } from './next-steps.js';
import { Names } from './project/names.js';
import { readPage, type PageOfRows, type PageQuestion } from './query/page.js';
import { isDense, TotalsBook } from './query/totals.js';
import type { ReadTables } from './tables.js';

/** The empty tables of a read model in a schema: for measurements, with rows of their own. */
export async function openReadModelTables(
  database: Database,
  schema: string,
): Promise<Kysely<ReadTables>> {
  const tables = database.schema<ReadTables>(schema);
  await sql.raw(createStatement(schema)).execute(tables);
  return tables;
}

/** One page with its totals, as a list is answered that nobody asked for since a change. */
export async function readTradePage(
  tables: Kysely<ReadTables>,
  schema: string,
  institution: string,
  question: PageQuestion,
  day: DayFacts,
): Promise<PageOfRows & { readonly totals: Totals }> {
  const totals = await new TotalsBook().read(tables, question.filter, institution, day, 0);
  const dense = await isDense(tables, schema, totals);
  const circumstances = { names: new Names(), day };
  const page = await readPage(tables, institution, { ...question, isDense: dense }, circumstances);
  return { ...page, totals };
}
