import { generateKeyPairSync, X509Certificate, type KeyObject } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createAuthority, openAuthority } from './authority.js';
import type { IssuedCertificate } from './certificate.js';

const ROOT = { name: 'Demo consortium CA', notBefore: '2026-01-01', notAfter: '2055-12-31' };
const DATES = { notBefore: '2026-09-01', notAfter: '2028-08-31' };

const newKey = (): { der: Uint8Array; publicKey: KeyObject } => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { der: publicKey.export({ type: 'spki', format: 'der' }), publicKey };
};

const read = (issued: IssuedCertificate): X509Certificate =>
  new X509Certificate(Buffer.from(issued.der, 'base64'));

describe('the demo certificate authority', () => {
  it('certifies itself as a root that may sign certificates', async () => {
    const authority = await createAuthority(ROOT);
    const root = read(authority.certificate);
    expect(root.ca).toBe(true);
    expect(root.subject).toBe('CN=Demo consortium CA');
    expect(root.issuer).toBe(root.subject);
    expect(root.checkIssued(root)).toBe(true);
    expect(root.verify(root.publicKey)).toBe(true);
    expect(root.publicKey.asymmetricKeyDetails?.namedCurve).toBe('prime256v1');
    expect(new X509Certificate(authority.certificate.pem).fingerprint256).toBe(root.fingerprint256);
  });

  it('certifies the public key that it is given, for code, name and whole days', async () => {
    const authority = await createAuthority(ROOT);
    const key = newKey();
    const issued = await authority.certify({
      code: 'HBSEC',
      name: '한빛증권, "본점" + 1',
      publicKey: key.der,
      ...DATES,
    });
    const certificate = read(issued);
    const root = read(authority.certificate);
    expect(certificate.checkIssued(root)).toBe(true);
    expect(certificate.verify(root.publicKey)).toBe(true);
    expect(certificate.publicKey.equals(key.publicKey)).toBe(true);
    const subject = certificate.toLegacyObject().subject;
    expect(subject).toEqual({ O: 'HBSEC', CN: '한빛증권, "본점" + 1 signing key' });
    expect(certificate.subject.split('\n')).toHaveLength(2);
    expect(certificate.ca).toBe(false);
    expect(new Date(certificate.validFrom).toISOString()).toBe('2026-09-01T00:00:00.000Z');
    expect(new Date(certificate.validTo).toISOString()).toBe('2028-08-31T23:59:59.000Z');
    expect(certificate.serialNumber.toLowerCase()).toBe(issued.serialNumber.toLowerCase());
  });

  it('never uses a serial number twice', async () => {
    const authority = await createAuthority(ROOT);
    const publicKey = newKey().der;
    const request = { code: 'DHSEC', name: 'Donghae Securities', publicKey, ...DATES };
    const issued = await Promise.all(Array.from({ length: 8 }, () => authority.certify(request)));
    expect(new Set(issued.map((each) => each.serialNumber)).size).toBe(8);
  });

  it('opens again and certifies under the same root', async () => {
    const first = await createAuthority(ROOT);
    const again = await openAuthority(await first.store());
    expect(again.certificate).toEqual(first.certificate);
    const issued = await again.certify({
      code: 'BOK',
      name: 'Bank of Korea',
      publicKey: newKey().der,
      ...DATES,
    });
    const root = read(first.certificate);
    expect(read(issued).checkIssued(root)).toBe(true);
    expect(read(issued).verify(root.publicKey)).toBe(true);
  });

  it('is not taken for another authority of the same name', async () => {
    const ours = await createAuthority(ROOT);
    const theirs = await createAuthority(ROOT);
    const issued = await theirs.certify({
      code: 'KSD',
      name: 'KSD',
      publicKey: newKey().der,
      ...DATES,
    });
    const root = read(ours.certificate);
    expect(read(issued).verify(root.publicKey)).toBe(false);
    expect(read(issued).checkIssued(root)).toBe(false);
  });

  it.each([
    ['a last day before the first', { notBefore: '2026-09-02', notAfter: '2026-09-01' }],
    ['a date with a time', { notBefore: '2026-09-01T00:00:00Z', notAfter: '2027-09-01' }],
    ['a day that is none', { notBefore: '2026-13-01', notAfter: '2027-09-01' }],
  ])('refuses %s', async (_, dates) => {
    const authority = await createAuthority(ROOT);
    const request = { code: 'HBSEC', name: 'x', publicKey: newKey().der, ...dates };
    await expect(authority.certify(request)).rejects.toThrow(RangeError);
    await expect(createAuthority({ ...ROOT, ...dates })).rejects.toThrow(RangeError);
  });

  it('refuses a key of another curve', async () => {
    const authority = await createAuthority(ROOT);
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
    const der = publicKey.export({ type: 'spki', format: 'der' });
    const request = { code: 'HBSEC', name: 'x', publicKey: der, ...DATES };
    await expect(authority.certify(request)).rejects.toThrow();
  });
});
