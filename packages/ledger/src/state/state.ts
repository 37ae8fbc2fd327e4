import { BondledgerError } from '@bondledger/domain';
import type { Page, RangeQuery, Write } from '@bondledger/contract';
import { PAGE_RECORDS_MAX } from '../limits.js';

/** Where a version of a key was written: the block, and which of the block's writes it is. */
export interface Place {
  readonly height: number;
  /** The block's writes are numbered through, across its transactions. */
  readonly ordinal: number;
}

/** The ledger's newest values, derived from the blocks; only of blocks that are durable. */
export interface State {
  /** The newest block whose writes are in it; -1 where there is none. */
  readonly height: number;
  /** The newest value. Its bytes are shared and must not be changed. */
  get(key: string): Uint8Array | undefined;
  /** Takes in the writes of the next durable block. */
  accept(height: number, hash: string, writes: readonly Write[]): void;
  range(query: RangeQuery): Page;
  /** Every key with its value, in key order. */
  entries(): Iterable<readonly [key: string, value: Uint8Array]>;
  /** Where the versions of a key were written, oldest first. */
  places(key: string): readonly Place[];
}

/** Where a page begins. Throws QUERY_INVALID naming the field that is wrong. */
export function startOfPage({ from, to, limit, bookmark }: RangeQuery): string {
  const invalid = (field: string): BondledgerError =>
    new BondledgerError({ code: 'QUERY_INVALID', params: { field } });
  if (from === '' || from > to) throw invalid('from');
  if (!Number.isInteger(limit) || limit < 1 || limit > PAGE_RECORDS_MAX) throw invalid('limit');
  if (bookmark === undefined) return from;
  if (bookmark < from || bookmark >= to) throw invalid('bookmark');
  return bookmark;
}

/** A page of records, of which one more than the limit was looked for. */
export function pageOf(records: readonly Write[], limit: number): Page {
  return { records: records.slice(0, limit), next: records[limit]?.key };
}

/** As LMDB and every engine order them: keys are ASCII. */
export const byKey = (left: Write, right: Write): number => (left.key < right.key ? -1 : 1);
