import { generateKeyPairSync, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fastSigner, lowSignature } from './fast-signer.js';

const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** r and s of a signature in ASN.1. */
function numbersIn(signature: Uint8Array): readonly bigint[] {
  const bytes = Buffer.from(signature);
  const rLength = bytes[3] ?? 0;
  const r = bytes.subarray(4, 4 + rLength);
  const s = bytes.subarray(6 + rLength);
  expect([bytes[0], bytes[1], bytes[2]]).toEqual([0x30, bytes.length - 2, 0x02]);
  expect([bytes[4 + rLength], bytes[5 + rLength]]).toEqual([0x02, s.length]);
  return [r, s].map((each) => BigInt(`0x${each.toString('hex')}`));
}

describe('the fast signer', () => {
  it('makes signatures that verify and whose s is low', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const sign = fastSigner(privateKey.export({ format: 'pem', type: 'pkcs8' }).toString());
    for (let number = 0; number < 200; number += 1) {
      const message = Buffer.from(`proposal ${number.toString()}`);
      const signature = await sign(message);
      expect(verify('sha256', message, publicKey, signature)).toBe(true);
      const [, s = 0n] = numbersIn(signature);
      expect(s <= ORDER / 2n).toBe(true);
    }
  });

  it('writes small and large numbers as ASN.1 wants them', () => {
    const raw = Buffer.alloc(64);
    raw[31] = 1;
    raw[32] = 0xff;
    const [r, s] = numbersIn(lowSignature(raw));
    expect([r, s]).toEqual([1n, ORDER - (0xffn << 248n)]);
    raw[0] = 0x80;
    expect(numbersIn(lowSignature(raw))[0]).toBe((0x80n << 248n) + 1n);
  });
});
