import { describe, expect, it } from 'vitest';
import { fromHex, toHex, utf8 } from '../bytes/text.js';
import { nodeCrypto as crypto } from '../crypto/node-crypto.js';
import { entryHash, merkleRoot, MerkleTree, verifyPath } from './merkle.js';

/** The entries of the well-known test of RFC 6962 logs, and the roots of the first n of them. */
const ENTRIES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const known = ENTRIES.map((entry) => entryHash(crypto, fromHex(entry) ?? expect.fail()));
const hashes = Array.from({ length: 40 }, (_, at) => entryHash(crypto, utf8(`entry ${at}`)));

describe('the tree of RFC 9162', () => {
  it('of nothing has the hash of nothing', () => {
    expect(toHex(merkleRoot(crypto, []))).toBe(toHex(crypto.sha256(new Uint8Array(0))));
  });

  it.each(ROOTS.map((root, at) => [at + 1, root] as const))(
    'of %i entries has the root %s',
    (count, root) => {
      expect(toHex(merkleRoot(crypto, known.slice(0, count)))).toBe(root);
    },
  );

  it('proves every entry of every size, at its own place only', () => {
    for (let count = 1; count <= hashes.length; count += 1) {
      const tree = new MerkleTree(crypto, hashes.slice(0, count));
      for (let index = 0; index < count; index += 1) {
        const hash = hashes[index] ?? expect.fail();
        const path = tree.path(index);
        expect(verifyPath(crypto, hash, index, count, path, tree.root)).toBe(true);
        const elsewhere = Array.from({ length: count }, (_, at) => at).filter((at) => at !== index);
        for (const at of [...elsewhere.slice(0, 5), -1, count]) {
          expect(verifyPath(crypto, hash, at, count, path, tree.root)).toBe(false);
        }
      }
    }
  });

  it('proves nothing with a path that is cut, longer or altered', () => {
    const tree = new MerkleTree(crypto, hashes);
    for (const [index, hash] of hashes.entries()) {
      const path = tree.path(index);
      const wrong = [
        path.slice(1),
        path.slice(0, -1),
        [...path, hash],
        path.map((each, at) => (at === 0 ? hash : each)),
      ];
      for (const each of wrong) {
        expect(verifyPath(crypto, hash, index, hashes.length, each, tree.root)).toBe(false);
      }
    }
  });
});
