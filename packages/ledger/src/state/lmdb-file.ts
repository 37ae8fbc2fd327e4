/** Where the fields of a meta page of LMDB's data format 2 lie: native order, which is little. */
const MAGIC_AT = 24;
const VERSION_AT = 28;
const PAGE_BYTES_AT = 48;
const LAST_PAGE_AT = 144;
const TRANSACTION_AT = 152;
const META_BYTES = 160;

const MAGIC = 0xbeefc0de;
const VERSION = 2;
/** The page of a system: 4 KiB, 16 KiB, or 64 KiB. */
const PAGE_BYTES_MAX = 64 * 1024;

/** So many bytes from the beginning of a file hold both meta pages, if it has them. */
export const META_PAGES_BYTES = PAGE_BYTES_MAX + META_BYTES;

/**
 * Is a file one that LMDB can be given? LMDB maps it into memory and believes it: a file that is
 * none of its own, or that ends before its last page, is not an error there but the end of the
 * process. A file whose last pages are free may be shorter without harm; it is refused as well,
 * and costs no more than to derive the state again.
 *
 * @param start the first META_PAGES_BYTES bytes, fewer where the file has fewer
 * @param size bytes of the file
 */
export function isWholeLmdbFile(start: Buffer, size: number): boolean {
  const first = metaAt(start, 0);
  if (first === undefined) return false;
  const second = metaAt(start, first.pageBytes);
  if (second?.pageBytes !== first.pageBytes) return false;
  const newest = second.transaction > first.transaction ? second : first;
  return (newest.lastPage + 1n) * BigInt(newest.pageBytes) <= BigInt(size);
}

interface Meta {
  readonly pageBytes: number;
  readonly lastPage: bigint;
  readonly transaction: bigint;
}

function metaAt(start: Buffer, at: number): Meta | undefined {
  const page = start.subarray(at, at + META_BYTES);
  if (page.length < META_BYTES) return undefined;
  if (page.readUInt32LE(MAGIC_AT) !== MAGIC) return undefined;
  if (page.readUInt32LE(VERSION_AT) !== VERSION) return undefined;
  const pageBytes = page.readUInt32LE(PAGE_BYTES_AT);
  if (pageBytes < META_BYTES || pageBytes > PAGE_BYTES_MAX) return undefined;
  const lastPage = page.readBigUInt64LE(LAST_PAGE_AT);
  return { pageBytes, lastPage, transaction: page.readBigUInt64LE(TRANSACTION_AT) };
}
