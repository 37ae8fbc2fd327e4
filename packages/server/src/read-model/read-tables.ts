import { sql, type Kysely } from 'kysely';
import type { Database } from '@bondledger/database';
import type { Totals, TradeFilter } from '@bondledger/sdk/api';
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

/** Lists of such tables, as the read model answers them. */
export class TableLists {
  readonly #totals = new TotalsBook();
  readonly #tables: Kysely<ReadTables>;
  readonly #schema: string;
  readonly #institution: string;
  readonly #day: DayFacts;

  constructor(tables: Kysely<ReadTables>, schema: string, institution: string, day: DayFacts) {
    this.#tables = tables;
    this.#schema = schema;
    this.#institution = institution;
    this.#day = day;
  }

  /** As after a step of a trade with this settlement date. */
  changed(settlementDate: string): void {
    this.#totals.changed([settlementDate]);
  }

  totals(filter: TradeFilter): Promise<Totals> {
    const [tables, institution, day] = [this.#tables, this.#institution, this.#day];
    return this.#totals.read({ tables, filter, institution, day });
  }

  /** One page, where the totals of its filter are known. */
  async page(question: PageQuestion, totals: Totals): Promise<PageOfRows> {
    const dense = await isDense(this.#tables, this.#schema, totals);
    const circumstances = { names: new Names(), day: this.#day };
    const asked = { ...question, isDense: dense };
    return readPage(this.#tables, this.#institution, asked, circumstances);
  }
}
