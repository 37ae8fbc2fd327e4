import { createCipheriv, createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex, utf8 } from '../bytes/text.js';
import { nodeCrypto } from './node-crypto.js';

const hex = (text: string): Uint8Array => fromHex(text) ?? expect.fail();
const bytes = (max: number): fc.Arbitrary<Uint8Array> => fc.uint8Array({ maxLength: max });

describe('SHA-256', () => {
  it.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  ])('of %j (FIPS 180-4)', (text, digest) => {
    expect(toHex(nodeCrypto.sha256(utf8(text)))).toBe(digest);
  });

  it('of any bytes, and a digest is never changed by a later one', () => {
    fc.assert(
      fc.property(bytes(200), bytes(200), (one, other) => {
        const digest = nodeCrypto.sha256(one);
        nodeCrypto.sha256(other);
        expect(toHex(digest)).toBe(createHash('sha256').update(one).digest('hex'));
      }),
    );
  });
});

describe('HMAC', () => {
  it('SHA-256, test case 2 of RFC 4231', () => {
    const mac = nodeCrypto.hmacSha256(utf8('Jefe'), utf8('what do ya want for nothing?'));
    expect(toHex(mac)).toBe('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843');
  });

  it.each([0, 1, 31, 32, 63, 64, 65, 200])('with a key of %i bytes', (length) => {
    const key = new Uint8Array(length).fill(5);
    fc.assert(
      fc.property(bytes(1200), (data) => {
        const [short, long] = [nodeCrypto.hmacSha256(key, data), nodeCrypto.hmacSha512(key, data)];
        expect(toHex(short)).toBe(createHmac('sha256', key).update(data).digest('hex'));
        expect(toHex(long)).toBe(createHmac('sha512', key).update(data).digest('hex'));
      }),
      { numRuns: 30 },
    );
  });

  it('at the border of what is hashed in one go', () => {
    const key = new Uint8Array(32).fill(9);
    for (const length of [1023, 1024, 1025, 5000]) {
      const data = new Uint8Array(length).fill(length & 255);
      const mac = createHmac('sha256', key).update(data).digest('hex');
      expect(toHex(nodeCrypto.hmacSha256(key, data))).toBe(mac);
    }
  });
});

describe('AES-256-GCM', () => {
  const key = new Uint8Array(32).fill(1);
  const nonce = new Uint8Array(12).fill(2);

  it('seals as Node does, nonce first and tag last', () => {
    fc.assert(
      fc.property(bytes(600), bytes(60), (plain, associated) => {
        const cipher = createCipheriv('aes-256-gcm', key, nonce);
        cipher.setAAD(associated);
        const body = Buffer.concat([nonce, cipher.update(plain), cipher.final()]);
        const sealed = nodeCrypto.aesGcmSeal(key, nonce, associated, plain);
        expect(toHex(sealed)).toBe(Buffer.concat([body, cipher.getAuthTag()]).toString('hex'));
        const opened = nodeCrypto.aesGcmOpen(key, associated, sealed);
        expect(toHex(opened ?? expect.fail())).toBe(toHex(plain));
      }),
    );
  });

  it('test case 14 of the GCM specification', () => {
    const zero = new Uint8Array(32);
    const sealed = nodeCrypto.aesGcmSeal(
      zero,
      new Uint8Array(12),
      new Uint8Array(0),
      new Uint8Array(16),
    );
    expect(toHex(sealed)).toBe(
      `${'00'.repeat(12)}cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919`,
    );
  });

  it('opens nothing that is altered anywhere', () => {
    const sealed = nodeCrypto.aesGcmSeal(key, nonce, utf8('here'), utf8('content'));
    for (let at = 0; at < sealed.length; at += 1) {
      const altered = Uint8Array.from(sealed);
      altered[at] = (altered[at] ?? 0) ^ 1;
      expect(nodeCrypto.aesGcmOpen(key, utf8('here'), altered)).toBeUndefined();
    }
    expect(nodeCrypto.aesGcmOpen(key, utf8('there'), sealed)).toBeUndefined();
    expect(nodeCrypto.aesGcmOpen(key, utf8('here'), sealed.subarray(0, 27))).toBeUndefined();
  });
});

describe('ES256 and certificates', () => {
  it.each([
    ['no key', new Uint8Array(10), new Uint8Array(64)],
    ['a signature of the wrong length', hex('00'), new Uint8Array(10)],
  ])('verifies nothing with %s', (_, spki, signature) => {
    expect(nodeCrypto.verifyEs256(spki, utf8('message'), signature)).toBe(false);
  });

  it('reads no certificate where there is none', () => {
    expect(nodeCrypto.readCertificate(new Uint8Array(0))).toBeUndefined();
    expect(nodeCrypto.certificateIssuedBy(new Uint8Array(3), new Uint8Array(3))).toBe(false);
  });
});
