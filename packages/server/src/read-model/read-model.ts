import type { Kysely } from 'kysely';
import type { DayFacts } from './next-steps.js';
import type { Names } from './project/names.js';
import type { ReadTables } from './tables.js';
import type {
  Summary,
  TradeDetail,
  TradeFilter,
  TradePage,
  TradeQuery,
  TradeRow,
  TradeSort,
} from '@bondledger/sdk/api';

/** The tables of one institution, with what is needed to read them. */
export interface ReadView {
  readonly tables: Kysely<ReadTables>;
  readonly names: Names;
  readonly day: DayFacts;
}

/** A trade that an institution can see was written. */
export interface TradeChange {
  readonly institution: string;
  readonly tradeId: string;
  readonly state: string;
  readonly revision: number;
  readonly height: number;
}

export interface Progress {
  readonly institution: string;
  /** The newest block whose writes are in its tables. */
  readonly height: number;
  /** Blocks of the ledger that are not. */
  readonly behind: number;
  /** Between a block's time on this machine and its projection, the newest one. */
  readonly lagMs: number;
}

/**
 * What an institution can see, in SQL, for questions. Projected from blocks, it may be dropped at
 * any time, and is never asked to decide a step. Everything throws DATABASE_DOWN where the database
 * is gone, READ_MODEL_BUILDING before the first projection, HEIGHT_NOT_REACHED where
 * `atLeastHeight` is not there in time.
 */
export interface ReadModel extends AsyncDisposable {
  /** Resolves when an institution's tables may be asked, and have the block of that height. */
  ready(institution: string, atLeastHeight: number): Promise<void>;
  trades(institution: string, query: TradeQuery): Promise<TradePage>;
  /** Undefined where the institution cannot see it, whatever the reason. */
  trade(
    institution: string,
    tradeId: string,
    atLeastHeight?: number,
  ): Promise<TradeDetail | undefined>;
  /** All pages, for exports. */
  rows(institution: string, filter: TradeFilter, sort: TradeSort): AsyncIterable<TradeRow>;
  summary(
    institution: string,
    settlementDate: string | undefined,
    atLeastHeight?: number,
  ): Promise<Summary>;
  /** Any other question to the institution's own tables. */
  ask<T>(institution: string, question: (view: ReadView) => Promise<T>): Promise<T>;
  progress(): readonly Progress[];
  /** Drops the institution's tables and projects them again from block 0. */
  rebuild(
    institution: string,
    onProgress?: (height: number, of: number) => void,
    signal?: AbortSignal,
  ): Promise<void>;
  /** Told after the change can be read. */
  onChange(listener: (change: TradeChange) => void): void;
}
