import { BondledgerError } from '@bondledger/domain';
import type { Database } from '@bondledger/database';
import { sql, type Kysely } from 'kysely';
import { findImport, importEntries, keepImport, type KeptImport } from '../import/import-store.js';
import type { ReadImport } from '../import/read-import.js';
import { captureEntries, entriesInBooks, type CaptureReport } from './capture.js';
import type { OfficeEntry, OfficeRow, OfficeState } from './entry.js';
import { migrate } from './migrations.js';
import {
  isOfficeId,
  readPage,
  readTotals,
  type OfficeConditions,
  type OfficePageOf,
  type OfficePageWish,
  type OfficeTotals,
} from './query.js';
import { rowOf } from './row.js';
import {
  applyLedgerTrades,
  applyOutcomes,
  markSent,
  type LedgerTrade,
  type SubmitOutcome,
  type TradeName,
} from './states.js';
import type { OfficeTables } from './tables.js';

/** What happened to an entry after it was captured. */
export interface OfficeChange {
  /** A moment in UTC, ISO 8601. */
  readonly at: string;
  /** Who did it; undefined where the ledger did. */
  readonly by?: string;
  readonly before: OfficeState;
  readonly after: OfficeState;
  readonly tradeState?: string;
  readonly code?: string;
}

/** What a file brought: `known` was in the books already, `skipped` was wrong. */
export interface ImportReport {
  readonly captured: number;
  readonly known: number;
  readonly skipped: number;
}

/**
 * The books of one institution, in a schema of their own: `bo_<code>`. Everything throws SqlError,
 * and BondledgerError DATABASE_DOWN where the database is gone.
 */
export class OfficeStore {
  readonly institution: string;
  readonly #schema: string;
  readonly #tables: Kysely<OfficeTables>;
  readonly #now: () => Date;

  private constructor(database: Database, institution: string, now: () => Date) {
    this.institution = institution;
    this.#schema = officeSchema(institution);
    this.#tables = database.schema<OfficeTables>(this.#schema);
    this.#now = now;
  }

  /**
   * Opens the books, and makes them where there are none.
   *
   * @throws BondledgerError DATABASE_WRONG where a newer program has written them
   */
  static async open(
    database: Database,
    institution: string,
    now: () => Date = () => new Date(),
  ): Promise<OfficeStore> {
    await migrate(database, officeSchema(institution));
    return new OfficeStore(database, institution, now);
  }

  /** Captures many; what is in the books already is named and stays as it is. */
  captureAll(entries: readonly OfficeEntry[]): Promise<CaptureReport> {
    return captureEntries(this.#tables, this.#schema, entries, this.#now());
  }

  /** Which of some entries are in the books already, by their names. */
  inBooks(entries: readonly OfficeEntry[]): Promise<ReadonlySet<OfficeEntry>> {
    return entriesInBooks(this.#tables, this.#schema, entries);
  }

  /** @throws BondledgerError OFFICE_TRADE_EXISTS */
  async capture(entry: OfficeEntry): Promise<OfficeRow> {
    const { reference, seller, tradeDate } = entry.terms;
    const { known } = await this.captureAll([entry]);
    const rows = await this.named({ reference, seller, tradeDate });
    const row = rows.find(({ role, side }) => role === entry.role && side === entry.side);
    if (known.length > 0 || row === undefined) {
      throw new BondledgerError({ code: 'OFFICE_TRADE_EXISTS', params: { reference } });
    }
    return row;
  }

  page(wanted: OfficeConditions, wish: OfficePageWish): Promise<OfficePageOf> {
    return readPage(this.#tables, wanted, wish);
  }

  totals(wanted: OfficeConditions): Promise<OfficeTotals> {
    return readTotals(this.#tables, wanted);
  }

  /** One entry; undefined where the books have no such identifier. */
  async row(officeId: string): Promise<OfficeRow | undefined> {
    return (await this.rows([officeId]))[0];
  }

  /** Those that are there, in the order of their identifiers. */
  async rows(officeIds: readonly string[]): Promise<readonly OfficeRow[]> {
    const ids = officeIds.filter(isOfficeId);
    if (ids.length === 0) return [];
    // One parameter, however many there are: a thousand of them take PGlite longer than the rows.
    const wanted = sql<boolean>`office_id = any(${`{${ids.join(',')}}`}::bigint[])`;
    const query = this.#tables.selectFrom('trade').selectAll().where(wanted);
    return (await query.orderBy('office_id').execute()).map(rowOf);
  }

  /** The entries of one trade: as a party, and for each side whose fund the institution manages. */
  named(name: TradeName): Promise<readonly OfficeRow[]> {
    return this.namedAny([name]);
  }

  /** The entries of several trades, in the order of their identifiers. */
  async namedAny(names: readonly TradeName[]): Promise<readonly OfficeRow[]> {
    if (names.length === 0) return [];
    const rows = await this.#tables
      .selectFrom('trade')
      .selectAll()
      .where((trade) =>
        trade.or(
          names.map(({ seller, reference, tradeDate }) =>
            trade.and({ trade_date: tradeDate, seller, reference }),
          ),
        ),
      )
      .orderBy('office_id')
      .execute();
    return rows.map(rowOf);
  }

  /**
   * Marks the seller's entries as SENT, each for one submission only.
   *
   * @param submission the name by which the sender knows this submission again
   * @returns those that this call has marked
   */
  async markSent(
    officeIds: readonly string[],
    submission: string,
    who: string,
  ): Promise<readonly OfficeRow[]> {
    const ids = [...new Set(officeIds)].filter(isOfficeId);
    const by = { who, now: this.#now() };
    const marked = await markSent(this.#tables, this.#schema, ids, submission, by);
    return this.rows(marked);
  }

  /** What became of SENT entries. @returns the identifiers of those that it changed */
  applyOutcomes(outcomes: readonly SubmitOutcome[]): Promise<readonly string[]> {
    return applyOutcomes(this.#tables, this.#schema, outcomes, this.#now());
  }

  /** What the ledger has of trades. @returns the identifiers of the entries that it changed */
  applyLedger(trades: readonly LedgerTrade[]): Promise<readonly string[]> {
    return applyLedgerTrades(this.#tables, this.#schema, trades, this.#now());
  }

  /** Submissions whose entries are still SENT: after a crash somebody has to ask about them. */
  async openSubmissions(): Promise<ReadonlyMap<string, readonly OfficeRow[]>> {
    const rows = await this.#tables
      .selectFrom('trade')
      .selectAll()
      .where('state', '=', 'SENT')
      .orderBy('office_id')
      .execute();
    const found = new Map<string, OfficeRow[]>();
    for (const row of rows) {
      const submission = row.submission ?? '';
      const some = found.get(submission);
      if (some === undefined) found.set(submission, [rowOf(row)]);
      else some.push(rowOf(row));
    }
    return found;
  }

  /** Keeps what a file would bring, to be run within an hour. */
  keepImport(read: ReadImport, who: string): Promise<KeptImport> {
    return keepImport(this.#tables, read, { who, now: this.#now() });
  }

  /**
   * Captures the good rows of a preview. Run again, it finds them in the books.
   *
   * @throws BondledgerError IMPORT_UNKNOWN where there is none or its time is over;
   * IMPORT_HAS_FAULTS where rows are wrong and are not to be left out
   */
  async runImport(importId: string, skipBad: boolean): Promise<ImportReport> {
    const found = await findImport(this.#tables, importId, this.#now());
    if (found === undefined) {
      throw new BondledgerError({ code: 'IMPORT_UNKNOWN', params: { import: importId } });
    }
    const { bad } = found.preview;
    if (bad > 0 && !skipBad) {
      throw new BondledgerError({ code: 'IMPORT_HAS_FAULTS', params: { bad: bad.toString() } });
    }
    const report = await this.captureAll(await importEntries(this.#tables, importId));
    return { captured: report.captured, known: report.known.length, skipped: bad };
  }

  /** Everything that happened to an entry after it was captured, the oldest first. */
  async changes(officeId: string): Promise<readonly OfficeChange[]> {
    if (!isOfficeId(officeId)) return [];
    const query = this.#tables.selectFrom('change').selectAll().where('office_id', '=', officeId);
    const rows = await query.orderBy('change_id').execute();
    return rows.map((row) => ({
      at: row.at.toISOString(),
      ...(row.by === null ? {} : { by: row.by }),
      before: row.state_before as OfficeState,
      after: row.state_after as OfficeState,
      ...(row.trade_state_after === null ? {} : { tradeState: row.trade_state_after }),
      ...(row.code === null ? {} : { code: row.code }),
    }));
  }
}

/** Every institution's books are in a schema of their own, so no query sees another's. */
export const officeSchema = (institution: string): string => `bo_${institution.toLowerCase()}`;
