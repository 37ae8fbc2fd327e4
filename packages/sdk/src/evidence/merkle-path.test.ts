import { describe, expect, it } from 'vitest';
import { MerkleTree, nodeCrypto, toHex, utf8, verifyPath } from '@bondledger/contract';
import { decodePath, encodePath, entriesFor } from './merkle-path.js';

describe('a path without the number of entries', () => {
  it('leads to the root of every tree up to 130 entries', () => {
    for (let count = 1; count <= 130; count += 1) {
      const leaves = Array.from({ length: count }, (_, at) => nodeCrypto.sha256(utf8(`${at}`)));
      const tree = new MerkleTree(nodeCrypto, leaves);
      for (const [index, leaf] of leaves.entries()) {
        const path = tree.path(index);
        const entries = entriesFor(index, path.length) ?? 0;
        expect(entries).toBeLessThanOrEqual(count);
        expect(verifyPath(nodeCrypto, leaf, index, entries, path, tree.root)).toBe(true);
        expect(verifyPath(nodeCrypto, leaf, index ^ 1, entries, path, tree.root)).toBe(false);
      }
    }
  });

  it('is none where no tree has such a path', () => {
    expect(entriesFor(7, 2)).toBeUndefined();
    expect(entriesFor(999, 0)).toBeUndefined();
    expect(entriesFor(2 ** 40 - 1, 3)).toBeUndefined();
    expect(entriesFor(0, 0)).toBe(1);
  });
});

describe('the text of a path', () => {
  it('is its hashes, joined', () => {
    const path = [nodeCrypto.sha256(utf8('a')), nodeCrypto.sha256(utf8('b'))];
    expect(decodePath(encodePath(path))?.map(toHex)).toEqual(path.map(toHex));
    expect(decodePath('')).toEqual([]);
    expect(decodePath('AAAA')).toBeUndefined();
    expect(decodePath('no path')).toBeUndefined();
  });
});
