import { BondledgerError } from '@bondledger/domain';
import type { Database } from '@bondledger/database';
import type { TradeFilter, TradePage, TradeQuery, TradeRow, TradeSort } from '@bondledger/sdk/api';
import type { Desk, Desks } from '../desks/desk.js';
import { EXPORT_PAGE } from './limits.js';
import type { Batch, Place } from './project/batch.js';
import { Projector, type ProjectionEvent } from './project/projector.js';
import { readDetail } from './query/detail.js';
import { readPage } from './query/page.js';
import { readSummary, workingDate } from './query/summary.js';
import { isDense, TotalsBook } from './query/totals.js';
import { schemaOf } from './tables.js';
import type { ReadModel, ReadView, TradeChange } from './read-model.js';

export interface ReadModelOptions {
  readonly desks: Desks;
  readonly database: Database;
  readonly onEvent?: (event: ProjectionEvent) => void;
}

interface Held {
  readonly projector: Projector;
  readonly totals: TotalsBook;
}

/**
 * Begins to project the ledger for every desk, and for those that join later. It answers at once:
 * what has no tables yet is told READ_MODEL_BUILDING, and steps need none.
 */
export function openReadModel(options: ReadModelOptions): ReadModel {
  return new SqlReadModel(options);
}

class SqlReadModel implements ReadModel {
  readonly #options: ReadModelOptions;
  readonly #held = new Map<string, Held>();
  readonly #listeners = new Set<(change: TradeChange) => void>();

  constructor(options: ReadModelOptions) {
    this.#options = options;
    for (const desk of options.desks.all()) this.#hold(desk);
    options.desks.onJoin((desk) => this.#hold(desk));
  }

  async ready(institution: string, atLeastHeight: number): Promise<void> {
    await this.#ready(institution, atLeastHeight);
  }

  async trades(institution: string, query: TradeQuery): Promise<TradePage> {
    const { sort, limit, cursor, atLeastHeight, ...filter } = query;
    const { projector, totals } = await this.#ready(institution, atLeastHeight);
    const { tables, height, day } = projector;
    const sums = await totals.read({ tables, filter, institution, day });
    const dense = await isDense(tables, schemaOf(institution), sums);
    const question = { filter, sort, limit, cursor, isDense: dense };
    const { rows, next } = await readPage(tables, institution, question, projector);
    return { items: [...rows], ...(next === undefined ? {} : { next }), totals: sums, height };
  }

  async trade(
    institution: string,
    tradeId: string,
    atLeastHeight?: number,
  ): ReturnType<ReadModel['trade']> {
    const { projector } = await this.#ready(institution, atLeastHeight);
    return readDetail(projector.tables, institution, tradeId, projector);
  }

  async *rows(institution: string, filter: TradeFilter, sort: TradeSort): AsyncIterable<TradeRow> {
    const { projector } = await this.#ready(institution, undefined);
    const { tables } = projector;
    let cursor: string | undefined;
    do {
      const question = { filter, sort, limit: EXPORT_PAGE, cursor };
      const page = await readPage(tables, institution, question, projector);
      yield* page.rows;
      cursor = page.next;
    } while (cursor !== undefined);
  }

  async summary(
    institution: string,
    settlementDate: string | undefined,
    atLeastHeight?: number,
  ): ReturnType<ReadModel['summary']> {
    const { projector } = await this.#ready(institution, atLeastHeight);
    const { tables, day, height } = projector;
    const date = settlementDate ?? (await workingDate(tables, day.businessDate));
    const summary = await readSummary(tables, date, day);
    return { ...summary, height };
  }

  async ask<T>(institution: string, question: (view: ReadView) => Promise<T>): Promise<T> {
    const { projector } = await this.#ready(institution, undefined);
    return question(projector);
  }

  progress(): ReturnType<ReadModel['progress']> {
    return [...this.#held.values()].map(({ projector }) => projector.progress());
  }

  rebuild(
    institution: string,
    onProgress: (height: number, of: number) => void = () => undefined,
    signal?: AbortSignal,
  ): Promise<void> {
    return this.#of(institution).projector.rebuild(onProgress, signal);
  }

  onChange(listener: (change: TradeChange) => void): void {
    this.#listeners.add(listener);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#held.values()].map(({ projector }) => projector.close()));
  }

  async #ready(institution: string, atLeastHeight: number | undefined): Promise<Held> {
    const held = this.#of(institution);
    await held.projector.ready(atLeastHeight);
    return held;
  }

  #of(institution: string): Held {
    const held = this.#held.get(institution);
    if (held !== undefined) return held;
    throw new BondledgerError({
      code: 'PARTICIPANT_UNKNOWN',
      params: { participant: institution },
    });
  }

  #hold(desk: Desk): void {
    const { database, onEvent = (): void => undefined } = this.#options;
    const totals = new TotalsBook();
    const projector = new Projector({
      desk,
      database,
      onEvent: (event) => {
        // Where a write failed, nobody knows what of it is there.
        totals.clear();
        onEvent(event);
      },
      onWritten: (batch, place) => {
        totals.changed(settlementDatesOf(batch));
        this.#tell(desk.code, batch, place);
      },
    });
    this.#held.set(desk.code, { projector, totals });
  }

  #tell(institution: string, batch: Batch, { height }: Place): void {
    for (const [tradeId, { seen }] of batch.trades) {
      const { state, revision } = seen.core;
      for (const listener of this.#listeners) {
        listener({ institution, tradeId, state, revision, height });
      }
    }
  }
}

const settlementDatesOf = ({ trades }: Batch): ReadonlySet<string> =>
  new Set([...trades.values()].map(({ seen }) => seen.core.terms.settlementDate));
