import { generateKeyPairSync, sign } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeCrypto, type Crypto, type SignatureCheck } from '@bondledger/contract';
import { CHECKED_SIGNATURES_MAX } from '../limits.js';
import { SignatureChecker } from './signature-checker.js';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const spki = publicKey.export({ format: 'der', type: 'spki' });

function signed(text: string): SignatureCheck {
  const message = Buffer.from(text);
  const signature = sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' });
  return { spki, message, signature };
}

/** The real port, which counts the signatures that are verified in this thread. */
class CountedCrypto {
  verified = 0;
  readonly port: Crypto = {
    ...nodeCrypto,
    verifyEs256: (...check) => {
      this.verified += 1;
      return nodeCrypto.verifyEs256(...check);
    },
  };
}

let checker: SignatureChecker;
let counted: CountedCrypto;
beforeEach(() => {
  checker = new SignatureChecker();
  counted = new CountedCrypto();
});
afterEach(() => checker.close());

/** Asks until the other thread has answered: the count stays where it is then. */
async function untilAnswered(check: SignatureCheck): Promise<boolean> {
  const crypto = checker.over(counted.port);
  for (;;) {
    const ahead = checker.checkAhead([check]);
    await new Promise((resolve) => setImmediate(resolve));
    const before = counted.verified;
    const isGood = crypto.verifyEs256(check.spki, check.message, check.signature);
    checker.release(ahead);
    if (counted.verified === before) return isGood;
  }
}

describe('signatures that are verified ahead', () => {
  it('are answered by the other thread, good or bad', async () => {
    const good = signed('a batch');
    expect(await untilAnswered(good)).toBe(true);
    expect(await untilAnswered({ ...good, message: Buffer.from('another') })).toBe(false);
    expect(await untilAnswered({ ...good, signature: new Uint8Array(64) })).toBe(false);
  });

  it('have the result that this thread would have computed, whoever was first', async () => {
    const checks = Array.from({ length: 60 }, (_, at) => {
      const check = signed(`batch ${at.toString()}`);
      return at % 3 === 0 ? { ...check, message: Buffer.from('altered') } : check;
    });
    const crypto = checker.over(counted.port);
    for (let round = 0; round < 10; round += 1) {
      const ahead = checker.checkAhead(checks);
      if (round % 2 === 0) await new Promise((resolve) => setImmediate(resolve));
      const results = checks.map((each) =>
        crypto.verifyEs256(each.spki, each.message, each.signature),
      );
      checker.release(ahead);
      expect(results).toEqual(checks.map((_, at) => at % 3 !== 0));
    }
  });

  it('are not taken for others that have the same signature', async () => {
    const check = signed('a batch');
    expect(await untilAnswered(check)).toBe(true);
    const ahead = checker.checkAhead([check]);
    const crypto = checker.over(counted.port);
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey;
    const wrongKey = other.export({ format: 'der', type: 'spki' });
    expect(crypto.verifyEs256(spki, Buffer.from('another'), check.signature)).toBe(false);
    expect(crypto.verifyEs256(wrongKey, check.message, check.signature)).toBe(false);
    checker.release(ahead);
  });

  it('do not stumble over a key that is none', () => {
    const crypto = checker.over(counted.port);
    const check = { ...signed('a batch'), spki: new Uint8Array(3) };
    checker.release(checker.checkAhead([check]));
    expect(crypto.verifyEs256(check.spki, check.message, check.signature)).toBe(false);
  });

  it('are given away only as far as there is room', () => {
    const check = signed('a batch');
    const many = Array.from({ length: CHECKED_SIGNATURES_MAX + 5 }, (_, at) => {
      const signature = new Uint8Array(64);
      new DataView(signature.buffer).setUint32(0, at);
      return { ...check, signature };
    });
    const ahead = checker.checkAhead(many);
    expect(ahead).toHaveLength(CHECKED_SIGNATURES_MAX);
    checker.release(ahead);
    const again = checker.checkAhead([check]);
    expect(again).toHaveLength(1);
    checker.release(again);
  });
});
