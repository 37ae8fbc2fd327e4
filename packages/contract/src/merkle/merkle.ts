import { join } from '../bytes/join.js';
import { Scratch } from '../bytes/scratch.js';
import { equalBytes } from '../bytes/text.js';
import type { Crypto } from '../crypto/crypto.js';

/**
 * The Merkle tree of RFC 9162, section 2.1. Entries are hashed with a 0x00 before them, inner
 * nodes with a 0x01, so that an entry can never pass for a node.
 */
const ENTRY = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

const scratch = new Scratch();

/** Hash of one entry: 32 bytes. */
export const entryHash = (crypto: Crypto, entry: Uint8Array): Uint8Array =>
  crypto.sha256(scratch.start().bytes(ENTRY).bytes(entry).view());

/** The whole tree, level by level from the entries' hashes to the root: paths are read off it. */
export class MerkleTree {
  readonly #levels: readonly (readonly Uint8Array[])[];

  /** `hashes` are entry hashes. The root of none is the hash of nothing, as RFC 9162 has it. */
  constructor(crypto: Crypto, hashes: readonly Uint8Array[]) {
    const entries = hashes.length === 0 ? [crypto.sha256(new Uint8Array(0))] : hashes;
    const levels = [entries];
    for (let level = entries; level.length > 1;) {
      level = parents(crypto, level);
      levels.push(level);
    }
    this.#levels = levels;
  }

  /** The root: 32 bytes. */
  get root(): Uint8Array {
    return this.#levels.at(-1)?.[0] ?? new Uint8Array(0);
  }

  /** The siblings from an entry up to the root, the lowest first (RFC 9162, section 2.1.3). */
  path(index: number): readonly Uint8Array[] {
    const path: Uint8Array[] = [];
    let at = index;
    for (const level of this.#levels) {
      const sibling = level[at % 2 === 0 ? at + 1 : at - 1];
      if (sibling !== undefined && level.length > 1) path.push(sibling);
      at >>= 1;
    }
    return path;
  }
}

/**
 * A level's parents. A last node without a sibling rises as it is, which gives the same tree as
 * RFC 9162's split at the largest power of two.
 */
function parents(crypto: Crypto, level: readonly Uint8Array[]): Uint8Array[] {
  const above: Uint8Array[] = [];
  const scratch = new Uint8Array(65);
  scratch.set(NODE);
  for (let at = 0; at < level.length; at += 2) {
    const left = level[at];
    const right = level[at + 1];
    if (left === undefined) continue;
    if (right === undefined) {
      above.push(left);
      continue;
    }
    scratch.set(left, 1);
    scratch.set(right, 33);
    above.push(crypto.sha256(scratch));
  }
  return above;
}

/** RFC 9162 root of entry hashes; the hash of nothing where there are none. */
export const merkleRoot = (crypto: Crypto, hashes: readonly Uint8Array[]): Uint8Array =>
  new MerkleTree(crypto, hashes).root;

/** Is `hash` the entry at `index` of the `count` under `root`? RFC 9162, section 2.1.3.2. */
export function verifyPath(
  crypto: Crypto,
  hash: Uint8Array,
  index: number,
  count: number,
  path: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  if (index < 0 || index >= count) return false;
  let [at, last, node] = [index, count - 1, hash];
  for (const sibling of path) {
    if (last === 0) return false;
    if ((at & 1) === 1 || at === last) {
      node = crypto.sha256(join(NODE, sibling, node));
      while ((at & 1) === 0 && at !== 0) {
        at >>= 1;
        last >>= 1;
      }
    } else {
      node = crypto.sha256(join(NODE, node, sibling));
    }
    at >>= 1;
    last >>= 1;
  }
  return last === 0 && equalBytes(node, root);
}
