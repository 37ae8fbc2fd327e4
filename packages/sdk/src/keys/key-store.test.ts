import { createHash, generateKeyPairSync, verify, X509Certificate } from 'node:crypto';
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fromBase64, nodeCrypto } from '@bondledger/contract';
import { testAuthority } from '../../test/support/certificate.js';
import { scratchDirectory } from '../../test/support/scratch.js';
import { generateKeys, sealingKeyOf } from './key-pairs.js';
import { createKeyStore, openKeyStore } from './key-store.js';
import { parseKeyStore } from './key-store-file.js';
import { memorySigner } from './memory-signer.js';

const scratch = scratchDirectory();
const authority = testAuthority(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);

const bytesOf = (text: string): Uint8Array => fromBase64(text) ?? new Uint8Array(0);

const keys = generateKeys('HBSEC');
const certificate = authority.certify('HBSEC', keys.signing.spki);
const newStore = async (): Promise<string> => {
  const path = scratch.newPath();
  await createKeyStore(path, 'a passphrase', keys, certificate);
  return path;
};

describe('a key store', () => {
  it('opens to the signer of the keys that were put away', async () => {
    const signer = await openKeyStore(await newStore(), 'a passphrase');
    expect(signer).toMatchObject({
      participant: 'HBSEC',
      keyId: keys.signing.keyId,
      certificate,
      sealing: { keyId: keys.sealing.keyId, publicKey: keys.sealing.publicKey },
    });
    const message = Buffer.from('a batch');
    const signature = await signer.sign(message);
    expect(signature).toHaveLength(64);
    expect(nodeCrypto.verifyEs256(keys.signing.spki, message, signature)).toBe(true);
    const { publicKey } = new X509Certificate(Buffer.from(signer.certificate, 'base64'));
    const key = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const;
    expect(verify('sha256', message, key, signature)).toBe(true);
  });

  it('derives what the other institution derives', async () => {
    const other = memorySigner(generateKeys('DHSEC'), '');
    const signer = await openKeyStore(await newStore(), 'a passphrase');
    const ours = await signer.derive(bytesOf(other.sealing.publicKey));
    const theirs = await other.derive(bytesOf(signer.sealing.publicKey));
    expect(ours).toHaveLength(32);
    expect(ours).toEqual(theirs);
  });

  it('is for its owner alone, with nothing left beside it', async () => {
    const path = await newStore();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const names = readdirSync(dirname(path)).filter((name) => name.endsWith('.new'));
    expect(names).toEqual([]);
  });

  it('shows no private key', async () => {
    const path = await newStore();
    const text = readFileSync(path, 'utf8');
    const { d = '' } = keys.signing.privateKey.export({ format: 'jwk' });
    const pkcs8 = keys.signing.privateKey.export({ format: 'der', type: 'pkcs8' });
    expect(text).not.toContain(d);
    expect(text).not.toContain(pkcs8.toString('base64').slice(60, 90));
    expect(new Set([text, readFileSync(await newStore(), 'utf8')]).size).toBe(2);
  });

  it('takes a passphrase in any composition of its letters', async () => {
    const path = scratch.newPath();
    await createKeyStore(path, '한글 암호'.normalize('NFD'), keys, certificate);
    const signer = await openKeyStore(path, '한글 암호'.normalize('NFC'));
    expect(signer.keyId).toBe(keys.signing.keyId);
  });

  it('keeps old sealing keys, sealed', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const path = scratch.newPath();
    const old = sealingKeyOf(privateKey);
    await createKeyStore(path, 'p', { ...keys, oldSealing: [old] }, certificate);
    const signer = await openKeyStore(path, 'p');
    expect(signer.sealing.keyId).toBe(keys.sealing.keyId);
    const more = parseKeyStore(readFileSync(path, 'utf8'))?.sealed.length ?? 0;
    const less = parseKeyStore(readFileSync(await newStore(), 'utf8'))?.sealed.length ?? 0;
    expect(more).toBeGreaterThan(less + 180);
  });
});

describe('what a key store refuses', () => {
  it('a wrong passphrase', async () => {
    const path = await newStore();
    const wrong = { code: 'KEYSTORE_PASSPHRASE_WRONG', params: { path } };
    await expect(openKeyStore(path, 'another')).rejects.toMatchObject(wrong);
    await expect(openKeyStore(path, '')).rejects.toMatchObject(wrong);
  });

  it('a file that is not there, and one that is none', async () => {
    const path = scratch.newPath();
    const wrong = { code: 'KEYSTORE_UNREADABLE', params: { path } };
    await expect(openKeyStore(path, 'p')).rejects.toMatchObject(wrong);
    for (const text of ['', '{}\n', '{"format":"bondledger/keystore/2"}\n', '[1]\n']) {
      writeFileSync(path, text);
      await expect(openKeyStore(path, 'p')).rejects.toMatchObject(wrong);
    }
  });

  it('to replace a file', async () => {
    const path = await newStore();
    const before = readFileSync(path);
    const again = createKeyStore(path, 'b', generateKeys('HBSEC'), certificate);
    await expect(again).rejects.toMatchObject({ code: 'CERTIFICATE_INVALID' });
    const same = createKeyStore(path, 'b', keys, certificate);
    await expect(same).rejects.toMatchObject({ code: 'KEYSTORE_EXISTS', params: { path } });
    expect(readFileSync(path)).toEqual(before);
  });

  it('to write where nothing can be written', async () => {
    const path = join(scratch.newPath(), 'missing', 'store');
    const made = createKeyStore(path, 'b', keys, certificate);
    await expect(made).rejects.toMatchObject({ code: 'FILE_UNWRITABLE', params: { path } });
  });

  it('a certificate of another institution', async () => {
    const foreign = authority.certify('DHSEC', keys.signing.spki);
    const made = createKeyStore(scratch.newPath(), 'p', keys, foreign);
    await expect(made).rejects.toMatchObject({ code: 'CERTIFICATE_INVALID' });
  });

  it('a change of any byte', async () => {
    const path = await newStore();
    const bytes = readFileSync(path);
    // A change of form costs nothing to find; of those that keep it, a sample is worth scrypt.
    const kept: number[] = [];
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      if (parseKeyStore(changed.toString('utf8')) !== undefined) kept.push(at);
    }
    expect(kept.length).toBeGreaterThan(500);
    for (const at of kept.filter((_, index) => index % 40 === 0)) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      writeFileSync(path, changed);
      await expect(openKeyStore(path, 'a passphrase'), `byte ${at}`).rejects.toMatchObject({
        code: 'KEYSTORE_PASSPHRASE_WRONG',
      });
    }
    writeFileSync(path, bytes);
    expect((await openKeyStore(path, 'a passphrase')).participant).toBe('HBSEC');
  });

  it.each([
    ['more work than a machine has', '"N":32768', '"N":2147483648'],
    ['less work than protects', '"N":32768', '"N":2'],
    ['a cost that is no power of two', '"N":32768', '"N":32769'],
    ['another block size', '"r":8', '"r":9'],
    ['a member that is not known', '"sealed"', '"seal":"x","sealed"'],
  ])('%s', async (_, from, to) => {
    const path = await newStore();
    const text = readFileSync(path, 'utf8');
    expect(text).toContain(from);
    writeFileSync(path, text.replace(from, to));
    const wrong = { code: 'KEYSTORE_UNREADABLE' };
    await expect(openKeyStore(path, 'a passphrase')).rejects.toMatchObject(wrong);
  });
});

describe('deriving', () => {
  it('is plain ECDH: the x coordinate of the shared point', async () => {
    const signer = memorySigner(keys, certificate);
    // With the generator as the other key the shared point is one's own public key.
    const generator = Buffer.from(
      '046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296' +
        '4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5',
      'hex',
    );
    const own = bytesOf(signer.sealing.publicKey);
    expect(await signer.derive(generator)).toEqual(own.slice(1, 33));
  });

  it('refuses what is no point of the curve', async () => {
    const signer = memorySigner(keys, certificate);
    const point = bytesOf(signer.sealing.publicKey);
    const beside = Uint8Array.from(point);
    beside[64] = (beside[64] ?? 0) ^ 1;
    const compressed = Uint8Array.from(point);
    compressed[0] = 2;
    for (const wrong of [beside, compressed, point.subarray(0, 64), new Uint8Array(65)]) {
      await expect(signer.derive(wrong)).rejects.toMatchObject({ code: 'FIELD_INVALID' });
    }
  });

  it('names keys by the hash of their SPKI', () => {
    const hash = createHash('sha256').update(keys.signing.spki).digest('hex');
    expect(keys.signing.keyId).toBe(hash.slice(0, 32));
    expect(keys.sealing.keyId).toMatch(/^[0-9a-f]{32}$/);
    expect(keys.sealing.keyId).not.toBe(keys.signing.keyId);
  });
});
