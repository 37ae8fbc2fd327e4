import { describe, expect, it } from 'vitest';
import {
  decodeTransaction,
  encodeHeader,
  encodeTransaction,
  hashOfHeader,
  nodeCrypto as crypto,
  parseHeader,
  pathOf,
  rootOf,
  rootOfBatch,
  signedHeadMessage,
  stateHash,
  toBase64,
  toHex,
  transactionDigest,
  transactionHash,
  utf8,
  verifyBlockProof,
  type BlockHeader,
  type BlockProof,
  type LoggedTransaction,
} from '../../src/index.js';
import { batchOf } from '../_kit/batch.js';
import { GENESIS, LEDGER_ID, NODE } from '../_kit/genesis.js';
import { testKey } from '../_kit/keys.js';
import { market } from '../_kit/market.js';
import { propSide, submit, termsOf } from '../_kit/trade-drafts.js';

const transactions = ((): readonly LoggedTransaction[] => {
  const world = market();
  return Array.from({ length: 5 }, () => {
    const batch = batchOf('SEC1', [submit(world, termsOf(), propSide('SEC1'))]);
    return world.transact([batch]).logged ?? expect.fail();
  });
})();
const hashes = transactions.map((transaction) => transactionHash(crypto, transaction));

/** Three blocks: the first one holds the transactions, the last one is signed. */
function headersOf(): readonly BlockHeader[] {
  const headers: BlockHeader[] = [];
  for (let height = 4; height < 7; height += 1) {
    const before = headers.at(-1);
    headers.push({
      count: height === 4 ? hashes.length : 0,
      domain: 'bondledger/block/1',
      height,
      ledgerId: LEDGER_ID,
      previous: before === undefined ? '0'.repeat(64) : hashOfHeader(crypto, before),
      root: toHex(rootOf(crypto, height === 4 ? hashes : [])),
      time: '2026-09-21T00:00:00.000Z',
    });
  }
  return headers;
}

function proofOf(transactionIndex: number): BlockProof {
  const headers = headersOf();
  const last = headers.at(-1) ?? expect.fail();
  const hash = hashOfHeader(crypto, last);
  const signature = NODE.sign(signedHeadMessage(LEDGER_ID, last.height, hash));
  return {
    height: 4,
    transactionIndex,
    transaction: transactionDigest(crypto, transactions[transactionIndex] ?? expect.fail()),
    path: pathOf(crypto, hashes, transactionIndex).map(toHex),
    headers: headers.map(encodeHeader),
    head: { height: last.height, hash, signature: toBase64(signature) },
  };
}

const verify = (proof: BlockProof): string | undefined =>
  verifyBlockProof(crypto, GENESIS, LEDGER_ID, proof)?.code;

describe('the proof that a transaction is in a block', () => {
  it.each([0, 1, 2, 3, 4])('holds for the transaction at %i', (index) => {
    expect(verify(proofOf(index))).toBeUndefined();
  });

  const good = proofOf(2);
  const [first = '', second = '', third = ''] = good.headers;
  const digest = good.transaction;
  const other = { ...good.head, signature: toBase64(testKey('other').sign(utf8('x'))) };

  it.each<[string, string, Partial<BlockProof>]>([
    ['EVIDENCE_BLOCK_WRONG', 'another place', { transactionIndex: 3 }],
    ['EVIDENCE_BLOCK_WRONG', 'another height', { height: 5 }],
    [
      'EVIDENCE_BLOCK_WRONG',
      'other writes',
      { transaction: { ...digest, writes: '0'.repeat(64) } },
    ],
    ['EVIDENCE_BLOCK_WRONG', 'no batches', { transaction: { ...digest, batches: [] } }],
    ['EVIDENCE_BLOCK_WRONG', 'a path cut short', { path: good.path.slice(1) }],
    ['EVIDENCE_BLOCK_WRONG', 'a path of something else', { path: ['ab', ...good.path.slice(1)] }],
    ['EVIDENCE_BLOCK_WRONG', 'no headers', { headers: [] }],
    ['EVIDENCE_BLOCK_WRONG', 'a header left out', { headers: [first, third] }],
    ['EVIDENCE_BLOCK_WRONG', 'headers in another order', { headers: [second, first, third] }],
    [
      'EVIDENCE_BLOCK_WRONG',
      'a header with another time',
      {
        headers: [first, second.replace('2026', '2027'), third],
      },
    ],
    ['EVIDENCE_HEAD_WRONG', 'the last header missing', { headers: [first, second] }],
    ['EVIDENCE_HEAD_WRONG', 'a head of another height', { head: { ...good.head, height: 7 } }],
    [
      'EVIDENCE_HEAD_WRONG',
      'a head of another hash',
      {
        head: { ...good.head, hash: '0'.repeat(64) },
      },
    ],
    ['EVIDENCE_HEAD_WRONG', 'a signature of another key', { head: other }],
    ['EVIDENCE_HEAD_WRONG', 'a signature that is none', { head: { ...good.head, signature: '*' } }],
  ])('answers %s for %s', (code, _, over) => {
    expect(verify({ ...good, ...over })).toBe(code);
  });

  it('is of one ledger', () => {
    const elsewhere = verifyBlockProof(crypto, GENESIS, '0'.repeat(64), good);
    expect(elsewhere?.code).toBe('EVIDENCE_BLOCK_WRONG');
    const nobody = verifyBlockProof(crypto, { ...GENESIS, nodes: [] }, LEDGER_ID, good);
    expect(nobody?.code).toBe('EVIDENCE_HEAD_WRONG');
  });
});

describe('a transaction', () => {
  const transaction = transactions[0] ?? expect.fail();

  it('is read back as it was written, and has the hash of its digest', () => {
    const decoded = decodeTransaction(encodeTransaction(transaction)) ?? expect.fail();
    expect(toHex(transactionHash(crypto, decoded))).toBe(toHex(hashes[0] ?? expect.fail()));
    const digest = transactionDigest(crypto, transaction);
    expect(toHex(transactionHash(crypto, digest))).toBe(toHex(hashes[0] ?? expect.fail()));
    const [batch] = transaction.batches;
    expect(digest.batches[0]?.root).toBe(toHex(rootOfBatch(crypto, batch ?? expect.fail())));
  });

  it('has another hash for every altered byte of what is logged', () => {
    const encoded = encodeTransaction(transaction);
    const seen = new Set(hashes.map(toHex));
    for (let at = 0; at < encoded.length; at += 7) {
      const altered = Uint8Array.from(encoded);
      altered[at] = (altered[at] ?? 0) ^ 1;
      const decoded = decodeTransaction(altered);
      if (decoded === undefined) continue;
      expect(seen.has(toHex(transactionHash(crypto, decoded)))).toBe(false);
    }
  });
});

describe('a block header', () => {
  const [header] = headersOf();
  const text = encodeHeader(header ?? expect.fail());

  it('is read back as it was written, and only so', () => {
    expect(parseHeader(text)).toEqual(header);
    expect(parseHeader(`${text} `)).toBeUndefined();
    expect(parseHeader(text.replace('"count":5', '"count":-5'))).toBeUndefined();
    expect(parseHeader(text.replace('block/1', 'block/2'))).toBeUndefined();
  });
});

describe('the state hash', () => {
  const entries = Array.from({ length: 2500 }, (_, at): [string, Uint8Array] => [
    `key/${String(at).padStart(6, '0')}`,
    crypto.sha256(utf8(`${at}`)),
  ]);
  const hash = stateHash(crypto, entries);

  it('changes with every key, value and their number', () => {
    const hashOf = (change: (copy: [string, Uint8Array][]) => void): string => {
      const copy = entries.map(([key, value]): [string, Uint8Array] => [key, value]);
      change(copy);
      return stateHash(crypto, copy);
    };
    const others = [0, 1023, 1024, 2499].flatMap((at) => [
      hashOf((copy) => copy.splice(at, 1)),
      hashOf((copy) =>
        copy.splice(at, 1, [`${copy[at]?.[0] ?? ''}x`, copy[at]?.[1] ?? new Uint8Array(32)]),
      ),
      hashOf((copy) => copy.splice(at, 1, [copy[at]?.[0] ?? '', new Uint8Array(32)])),
    ]);
    expect(new Set([hash, ...others]).size).toBe(others.length + 1);
    expect(hashOf(() => undefined)).toBe(hash);
  });
});
