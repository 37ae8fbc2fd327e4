import { FrameReader, FrameWriter } from '../bytes/frame.js';
import { join } from '../bytes/join.js';
import { Scratch } from '../bytes/scratch.js';
import { fromBase64, fromHex, textOf, toBase64, toHex, utf8 } from '../bytes/text.js';
import { canonicalText, parseCanonical } from '../bytes/canonical.js';
import type { Crypto } from '../crypto/crypto.js';
import { MerkleTree, merkleRoot } from '../merkle/merkle.js';
import type { BlockHeader, LoggedBatch, LoggedTransaction, TransactionDigest } from './block.js';

const LEAF_LENGTH = 32;
const EMPTY_ROOT_TAG = utf8('bondledger/empty/1');

/** Canonical JSON of a block header: the bytes that are hashed. */
export const encodeHeader = (header: BlockHeader): string =>
  canonicalText({
    count: header.count,
    domain: header.domain,
    height: header.height,
    ledgerId: header.ledgerId,
    previous: header.previous,
    root: header.root,
    time: header.time,
  });

const HASH = /^[0-9a-f]{64}$/;

/** The header, or undefined where the text is not one in canonical form. */
export function parseHeader(text: string): BlockHeader | undefined {
  const value = parseCanonical(text);
  if (value === undefined) return undefined;
  if (Object.keys(value).join() !== 'count,domain,height,ledgerId,previous,root,time') {
    return undefined;
  }
  const { count, domain, height, ledgerId, previous, root, time } = value;
  if (typeof count !== 'number' || typeof height !== 'number') return undefined;
  if (domain !== 'bondledger/block/1' || count < 0 || height < 0) return undefined;
  if (typeof ledgerId !== 'string' || !HASH.test(ledgerId)) return undefined;
  if (typeof previous !== 'string' || !HASH.test(previous)) return undefined;
  if (typeof root !== 'string' || !HASH.test(root) || typeof time !== 'string') return undefined;
  return { count, domain, height, ledgerId, previous, root, time };
}

/** SHA-256 (hex) of a header's text. */
export const hashOfHeader = (crypto: Crypto, header: BlockHeader | string): string =>
  toHex(crypto.sha256(utf8(typeof header === 'string' ? header : encodeHeader(header))));

/** Roots of logged batches that are known already. No result depends on it. */
const knownRoots = new WeakMap<LoggedBatch, Uint8Array>();

/** Says what the root of a batch's leaves is, to whoever has computed it. */
export const rememberRoot = (batch: LoggedBatch, root: Uint8Array): void => {
  knownRoots.set(batch, root);
};

/** The Merkle root of a logged batch's leaves: the root that its sender signed. */
export function rootOfBatch(crypto: Crypto, batch: LoggedBatch): Uint8Array {
  const known = knownRoots.get(batch);
  if (known !== undefined) return known;
  const leaves: Uint8Array[] = [];
  for (let at = 0; at < batch.leaves.length; at += LEAF_LENGTH) {
    leaves.push(batch.leaves.subarray(at, at + LEAF_LENGTH));
  }
  return merkleRoot(crypto, leaves);
}

/** An entry is hashed with this before it (RFC 9162, section 2.1). */
const ENTRY = 0;
const entries = new Scratch();
const WRITES_TAG = 'bondledger/writes/1';

/** SHA-256 over a transaction's writes in order: of each the framed key, SHA-256 of the value. */
function hashOfWrites(crypto: Crypto, { writes }: LoggedTransaction): Uint8Array {
  entries.start().text(WRITES_TAG);
  for (const { key, value } of writes) entries.framed(key).bytes(crypto.sha256(value));
  return crypto.sha256(entries.view());
}

/** The parts of a transaction's hash. Its writes are one hash. */
export const transactionDigest = (
  crypto: Crypto,
  transaction: LoggedTransaction,
): TransactionDigest => ({
  batches: transaction.batches.map((batch) => ({
    root: toHex(rootOfBatch(crypto, batch)),
    accepted: toBase64(batch.accepted),
    receipts: toHex(crypto.sha256(batch.receipts)),
  })),
  writes: toHex(hashOfWrites(crypto, transaction)),
});

/** A transaction's hash, from itself or its digest: the entry of the block's Merkle tree. */
export function transactionHash(
  crypto: Crypto,
  transaction: LoggedTransaction | TransactionDigest,
): Uint8Array {
  const { batches, writes } =
    typeof transaction.writes === 'string'
      ? partsOfDigest(transaction as TransactionDigest)
      : partsOf(crypto, transaction as LoggedTransaction);
  entries.start().byte(ENTRY).framed('bondledger/transaction/1').count(batches.length);
  for (const { root, accepted, receipts } of batches) {
    entries.frame(root).frame(accepted).frame(receipts);
  }
  return crypto.sha256(entries.frame(writes).view());
}

/** What is hashed of a transaction, as bytes. */
interface HashedParts {
  readonly batches: readonly LoggedBatchParts[];
  readonly writes: Uint8Array;
}

interface LoggedBatchParts {
  readonly root: Uint8Array;
  readonly accepted: Uint8Array;
  readonly receipts: Uint8Array;
}

const partsOf = (crypto: Crypto, transaction: LoggedTransaction): HashedParts => ({
  batches: transaction.batches.map((batch) => ({
    root: rootOfBatch(crypto, batch),
    accepted: batch.accepted,
    receipts: crypto.sha256(batch.receipts),
  })),
  writes: hashOfWrites(crypto, transaction),
});

const partsOfDigest = ({ batches, writes }: TransactionDigest): HashedParts => ({
  batches: batches.map(({ root, accepted, receipts }) => ({
    root: fromHex(root) ?? NOTHING,
    accepted: fromBase64(accepted) ?? NOTHING,
    receipts: fromHex(receipts) ?? NOTHING,
  })),
  writes: fromHex(writes) ?? NOTHING,
});

const NOTHING = new Uint8Array(0);

/** RFC 9162 root of entry hashes; a fixed hash where there is none. */
export const rootOf = (crypto: Crypto, hashes: readonly Uint8Array[]): Uint8Array =>
  hashes.length === 0 ? crypto.sha256(EMPTY_ROOT_TAG) : merkleRoot(crypto, hashes);

/** RFC 9162 path of one entry hash, lowest first. */
export const pathOf = (
  crypto: Crypto,
  hashes: readonly Uint8Array[],
  index: number,
): readonly Uint8Array[] => new MerkleTree(crypto, hashes).path(index);

const VERSION = 1;
const VERSION_BYTE = Uint8Array.of(VERSION);

/** A logged transaction as bytes: version, batches, writes, each framed. */
export function encodeTransaction(transaction: LoggedTransaction): Uint8Array {
  const writer = new FrameWriter();
  writeTransaction(writer, transaction);
  return writer.bytes();
}

/** The same bytes, added to what a writer has. */
export function writeTransaction(
  writer: FrameWriter,
  { batches, writes }: LoggedTransaction,
): void {
  writer.raw(VERSION_BYTE).count(batches.length);
  for (const { leaves, accepted, receipts } of batches) {
    writer.frame(leaves).frame(accepted).frame(receipts);
  }
  writer.count(writes.length);
  for (const { key, value } of writes) writer.text(key).frame(value);
}

/** The transaction, or undefined where the bytes are none. Values are views into the bytes. */
export function decodeTransaction(bytes: Uint8Array): LoggedTransaction | undefined {
  try {
    const reader = new FrameReader(bytes);
    if (reader.raw(1)[0] !== VERSION) return undefined;
    const batches = list(reader, bytes, (): LoggedBatch => {
      const leaves = reader.frame();
      const accepted = reader.frame();
      return { leaves, accepted, receipts: reader.frame() };
    });
    const writes = list(reader, bytes, () => {
      const key = textOf(reader.frame());
      if (key === undefined) throw new RangeError('a key is not UTF-8');
      return { key, value: reader.frame() };
    });
    return reader.done ? { batches, writes } : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function list<T>(reader: FrameReader, bytes: Uint8Array, read: () => T): T[] {
  const count = reader.count();
  if (count > bytes.length) throw new RangeError('more entries than bytes');
  return Array.from({ length: count }, read);
}

/** What a node signs to vouch for a block. */
export const signedHeadMessage = (ledgerId: string, height: number, hash: string): Uint8Array =>
  utf8(canonicalText({ domain: 'bondledger/head/1', hash, height, ledgerId }));

/**
 * The hash of the whole state: SHA-256 over each key and the SHA-256 of its value, sorted by key,
 * as a chain of frames. Equal on every engine for the same accepted batches.
 */
export function stateHash(
  crypto: Crypto,
  sorted: Iterable<readonly [key: string, valueHash: Uint8Array]>,
): string {
  let hash: Uint8Array = crypto.sha256(utf8('bondledger/state/1'));
  let chunk: Uint8Array[] = [];
  let length = 0;
  for (const [key, valueHash] of sorted) {
    const entry = new FrameWriter().frame(utf8(key)).raw(valueHash).bytes();
    chunk.push(entry);
    length += 1;
    if (length === STATE_CHUNK) {
      hash = crypto.sha256(join(hash, ...chunk));
      [chunk, length] = [[], 0];
    }
  }
  return toHex(crypto.sha256(join(hash, ...chunk)));
}

/** Entries hashed at a time: bounds the memory, and is part of the format. */
const STATE_CHUNK = 1024;
