import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex, utf8 } from '../bytes/text.js';
import { nodeCrypto as crypto } from '../crypto/node-crypto.js';
import { openBox, sealBox } from './box.js';
import { GRANT_LENGTH, grantTag, makeGrant, openGrant } from './grant.js';
import { coreKeyOf, pairKeyOf, tradeIdOf } from './pair-key.js';

const key = new Uint8Array(32).fill(3);
const other = new Uint8Array(32).fill(4);
const content = fc.uint8Array({ maxLength: 700 });

describe('a box', () => {
  it('opens with its key at its place, and only so', () => {
    fc.assert(
      fc.property(content, fc.string(), (bytes, place) => {
        const box = sealBox(crypto, key, place, bytes);
        expect(toHex(openBox(crypto, key, place, box) ?? expect.fail())).toBe(toHex(bytes));
        expect(openBox(crypto, other, place, box)).toBeUndefined();
        expect(openBox(crypto, key, `${place}.`, box)).toBeUndefined();
        expect(openBox(crypto, key.subarray(1), place, box)).toBeUndefined();
      }),
    );
  });

  it('says of its content only how many times 256 bytes it fills', () => {
    fc.assert(
      fc.property(content, (bytes) => {
        const { length } = sealBox(crypto, key, 'here', bytes);
        expect(length).toBe(28 + 256 * Math.ceil((bytes.length + 4) / 256));
      }),
    );
  });

  it('is the same for the same, and has another nonce for anything else', () => {
    const nonces = new Set<string>();
    const nonceOf = (...[k, place, text]: [Uint8Array, string, string]): string =>
      toHex(sealBox(crypto, k, place, utf8(text)).subarray(0, 12));
    for (const k of [key, other]) {
      for (const place of ['a', 'b', 'ab', '']) {
        for (const text of ['', 'a', 'b', 'ab', 'a'.repeat(252), 'a'.repeat(253)]) {
          expect(nonceOf(k, place, text)).toBe(nonceOf(k, place, text));
          nonces.add(nonceOf(k, place, text));
        }
      }
    }
    expect(nonces.size).toBe(2 * 4 * 6);
  });

  it('opens nothing that is cut short', () => {
    const box = sealBox(crypto, key, 'here', utf8('content'));
    for (let length = 0; length < box.length; length += 1) {
      expect(openBox(crypto, key, 'here', box.subarray(0, length))).toBeUndefined();
    }
  });
});

describe('a grant', () => {
  const tradeId = '20260921-0123456789ABCDEFGHJKMNPQRS';
  const keys = { coreKey: new Uint8Array(32).fill(1), sideKey: new Uint8Array(32).fill(2) };

  it('is found among others by whoever shares the pair key, and by nobody else', () => {
    const mine = makeGrant(crypto, key, 'SUBMIT', tradeId, keys);
    const grants = Buffer.concat([
      new Uint8Array(GRANT_LENGTH),
      mine,
      new Uint8Array(GRANT_LENGTH * 2),
    ]);
    const opened = openGrant(crypto, key, 'SUBMIT', tradeId, grants);
    expect([opened?.coreKey, opened?.sideKey].map((each) => each && toHex(each))).toEqual(
      [keys.coreKey, keys.sideKey].map(toHex),
    );
    expect(openGrant(crypto, other, 'SUBMIT', tradeId, grants)).toBeUndefined();
    expect(openGrant(crypto, key, 'CONFIRM', tradeId, grants)).toBeUndefined();
    expect(openGrant(crypto, key, 'SUBMIT', `${tradeId.slice(0, -1)}T`, grants)).toBeUndefined();
    expect(openGrant(crypto, key, 'SUBMIT', tradeId, grants.subarray(0, 100))).toBeUndefined();
  });

  it('of a core key alone hands out no side key', () => {
    const grant = makeGrant(crypto, key, 'SUBMIT', tradeId, { coreKey: keys.coreKey });
    expect(openGrant(crypto, key, 'SUBMIT', tradeId, grant)).toEqual({ coreKey: keys.coreKey });
    expect(grant.length).toBe(GRANT_LENGTH);
    expect(toHex(grant.subarray(0, 16))).toBe(toHex(grantTag(crypto, key, 'SUBMIT', tradeId)));
  });
});

describe('a pair key', () => {
  const ends = [
    { participant: 'KSD', sealingKeyId: '1' },
    { participant: 'SEC1', sealingKeyId: '2' },
  ] as const;
  const [ksd, firm] = ends;

  it('is the same for both ends, and another for other keys or another ledger', () => {
    const secret = new Uint8Array(32).fill(8);
    const pair = pairKeyOf(crypto, 'ledger', secret, ksd, firm);
    expect(toHex(pairKeyOf(crypto, 'ledger', secret, firm, ksd))).toBe(toHex(pair));
    const others = [
      pairKeyOf(crypto, 'ledger 2', secret, ksd, firm),
      pairKeyOf(crypto, 'ledger', other, ksd, firm),
      pairKeyOf(crypto, 'ledger', secret, ksd, { ...firm, sealingKeyId: '3' }),
      pairKeyOf(crypto, 'ledger', secret, ksd, { ...firm, participant: 'SEC2' }),
    ];
    expect(new Set([pair, ...others].map(toHex)).size).toBe(5);
  });

  it('gives every trade an identifier and keys of its own', () => {
    const ids = ['A', 'B'].flatMap((reference) =>
      ['2026-09-21', '2026-09-22'].map((date) => tradeIdOf(crypto, key, date, 'SEC1', reference)),
    );
    expect(ids.every((id) => /^2026092[12]-[0-9A-HJKMNP-TV-Z]{26}$/.test(id))).toBe(true);
    expect(new Set(ids.map((id) => id.slice(9))).size).toBe(4);
    expect(new Set(ids.map((id) => toHex(coreKeyOf(crypto, key, id)))).size).toBe(4);
  });
});
