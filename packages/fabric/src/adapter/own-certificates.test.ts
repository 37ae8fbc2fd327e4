import { beforeAll, describe, expect, it } from 'vitest';
import { certify, createAuthority, validFor, type KeyPair } from '../certificates/authority.js';
import { refuseExpired } from './own-certificates.js';

const NOW = new Date('2026-09-01T00:00:00Z');
const DAYS = 10;
const DAY_MS = 86_400_000;

describe('a client’s own certificates', () => {
  let short: KeyPair;
  let long: KeyPair;
  const institution = 'KSD';
  beforeAll(async () => {
    const authority = await createAuthority(institution, 'KSD CA', validFor(100, NOW));
    const of = (days: number): Promise<KeyPair> =>
      certify(authority, { institution, commonName: 'client.ksd', ...validFor(days, NOW) });
    [short, long] = [await of(DAYS), await of(100)];
  });

  const look = (own: KeyPair, tls: KeyPair, days: number) => () =>
    refuseExpired(
      {
        institution,
        mspId: 'KSDMSP',
        ...own,
        tlsCertificate: tls.certificate,
        tlsKey: tls.privateKey,
      },
      NOW.getTime() + days * DAY_MS,
    );

  it('are let through to their last second', () => {
    expect(look(short, long, DAYS)).not.toThrow();
  });

  it.each([
    ['the identity', () => look(short, long, DAYS + 1)],
    ['TLS', () => look(long, short, DAYS + 1)],
  ])('are refused where that of %s has expired', (_, refused) => {
    const params = { node: 'O=KSD, CN=client.ksd', date: '2026-09-11' };
    expect(refused()).toThrow(expect.objectContaining({ code: 'CERTIFICATE_EXPIRED', params }));
  });
});
