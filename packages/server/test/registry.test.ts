import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Institution, openKeyStore, remoteTransport } from '@bondledger/sdk';
import type { ApiError } from '@bondledger/sdk/api';
import {
  START_MS,
  startTestServer,
  type SignedInClient,
  type TestServer,
} from './support/test-server.js';

let server: TestServer;
let ksd: SignedInClient;
let scratch = '';
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'bondledger-registry-'));
  server = await startTestServer();
  ksd = await server.as('ksd-maker');
}, START_MS);
afterAll(async () => {
  await server.close();
  await rm(scratch, { recursive: true, force: true });
});

const ISSUE = {
  isin: 'KR103502GE97',
  name: { ko: '국고채권 시험', en: 'Treasury test' },
  instrumentType: 'KTB',
  maturityDate: '2036-06-10',
} as const;

describe('the registry over HTTP', () => {
  test('shows everybody with their certificates', async () => {
    const { participants } = await (await server.as('hbsec-maker')).call('participants', {});
    expect(participants.map(({ code }) => code)).toEqual(
      [...server.day.participants.map(({ code }) => code)].sort(),
    );
    for (const { code, keys, served } of participants) {
      expect(served).toBe(true);
      expect(keys).toHaveLength(1);
      expect(keys[0]?.certificate.subject).toContain(`O=${code}`);
    }
  });

  test('takes a new issue and a holiday, once, and finds them', async () => {
    await ksd.call('addIssue', { body: ISSUE });
    const { issues } = await ksd.call('issues', { query: { text: 'treasury TEST' } });
    expect(issues).toEqual([ISSUE]);
    const again = await ksd.call('addIssue', { body: ISSUE }).catch((error: unknown) => error);
    expect((again as ApiError).code).toBe('REGISTRY_EXISTS');
    const { holidays } = await ksd.call('addHolidays', { body: { dates: ['2027-11-11'] } });
    expect(holidays).toContainEqual({ date: '2027-11-11' });
  });

  test('is written by the depository alone', async () => {
    const bok = await server.as('bok-maker');
    const refused = bok.call('addHolidays', { body: { dates: ['2027-11-12'] } });
    await expect(refused).rejects.toMatchObject({ code: 'INSTITUTION_NOT_ALLOWED' });
  });

  test('lets a participant join that keeps its keys, and trade through the gateway', async () => {
    const joined = await ksd.call('addParticipant', {
      body: {
        code: 'NEWSEC',
        name: { ko: '새증권', en: 'New Securities' },
        roles: ['SECURITIES_FIRM'],
      },
    });
    expect(joined.participant).toMatchObject({ code: 'NEWSEC', served: false, status: 'ACTIVE' });
    const path = join(scratch, 'newsec.keys');
    await writeFile(path, joined.keyStore ?? '');
    const signer = await openKeyStore(path, joined.passphrase ?? '');
    const transport = await remoteTransport({ url: server.url, credentials: joined.token ?? '' });
    await using institution = await Institution.open({ transport, signer });
    const [ticket] = server.day.tickets;
    if (ticket === undefined) throw new Error('no tickets');
    const { terms } = ticket;
    const [result] = await institution.take([
      {
        step: 'SUBMIT',
        terms: {
          ...terms,
          seller: 'NEWSEC',
          sellerKeeper: 'NEWSEC',
          buyer: 'HBSEC',
          buyerKeeper: 'HBSEC',
        },
        own: { account: 'NEWSEC-0001', capacity: 'PROP' },
      },
    ]);
    expect(result).toMatchObject({ status: 'ACCEPTED', revision: 1 });
    // What comes by the gateway is written down like every other write.
    const { audit } = server.server.services;
    const [entry] = await audit.read('NEWSEC', { limit: 1 });
    const told = { action: 'sendBatch', decision: 'ALLOWED', subject: '1 instructions' };
    expect(entry).toMatchObject(told);
    const hbsec = server.consortium.institution('HBSEC');
    await hbsec.caughtUp();
    expect(hbsec.book.trade(result?.tradeId ?? '')?.core.terms.seller).toBe('NEWSEC');
  });

  test('lets the depository make, see and take back tokens for its gateway', async () => {
    const admin = await server.as('ksd-admin');
    const params = { code: 'NEWSEC' };
    const made = await admin.call('addGatewayToken', { params, body: { name: 'second' } });
    const reach = async (): Promise<number> => {
      const headers = { authorization: `Bearer ${made.secret}` };
      return (await fetch(`${server.url}/api/gateway/head`, { headers })).status;
    };
    expect(await reach()).toBe(200);
    const { tokens } = await admin.call('gatewayTokens', { params });
    expect(tokens.map(({ name }) => name)).toEqual(['NEWSEC gateway', 'second']);
    await admin.call('removeGatewayToken', { params: { ...params, tokenId: made.tokenId } });
    expect(await reach()).toBe(401);
    const other = { params: { code: 'HBSEC' } };
    await expect(admin.call('gatewayTokens', other)).rejects.toMatchObject({
      code: 'INSTITUTION_NOT_ALLOWED',
    });
    const none = { params: { code: 'NOBODY' } };
    await expect(admin.call('gatewayTokens', none)).rejects.toMatchObject({
      code: 'PARTICIPANT_UNKNOWN',
    });
  });

  test('lets nobody in at the gateway who is suspended, until it is resumed', async () => {
    const params = { code: 'NEWSEC' };
    const admin = await server.as('ksd-admin');
    const { secret } = await admin.call('addGatewayToken', { params, body: { name: 'third' } });
    const ask = async (path: string): Promise<Response> =>
      fetch(`${server.url}/api/gateway/${path}`, {
        headers: { authorization: `Bearer ${secret}` },
      });
    const stream = await ask('blocks?from=0');
    const setStatus = (status: 'SUSPENDED' | 'ACTIVE'): Promise<unknown> =>
      ksd.call('setParticipantStatus', { params, body: { status } });
    await setStatus('SUSPENDED');
    const refused = await ask('head');
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({ code: 'PARTICIPANT_SUSPENDED' });
    // The block that suspended it was the last one that its open stream had.
    expect((await stream.arrayBuffer()).byteLength).toBeGreaterThan(0);
    const [entry] = await server.server.services.audit.read('NEWSEC', { limit: 1 });
    expect(entry).toMatchObject({ decision: 'REFUSED', code: 'PARTICIPANT_SUSPENDED' });
    await setStatus('ACTIVE');
    expect((await ask('head')).status).toBe(200);
  });

  test('suspends a participant and takes it back, and revokes its key', async () => {
    const params = { code: 'NEWSEC' };
    const suspended = await ksd.call('setParticipantStatus', {
      params,
      body: { status: 'SUSPENDED' },
    });
    expect(suspended.status).toBe('SUSPENDED');
    const back = await ksd.call('setParticipantStatus', { params, body: { status: 'ACTIVE' } });
    const keyId = back.keys[0]?.keyId ?? '';
    await ksd.call('revokeKey', { params: { keyId } });
    const { participants } = await ksd.call('participants', {});
    const found = participants.find(({ code }) => code === 'NEWSEC');
    expect(found?.keys.map(({ status }) => status)).toEqual(['REVOKED']);
  });

  test('moves the day on, in its order', async () => {
    const { businessDate } = await ksd.call('day', {});
    const skipped = ksd.call('setDay', { body: { businessDate, phase: 'CLOSED' } });
    await expect(skipped).rejects.toMatchObject({ code: 'PHASE_ORDER_WRONG' });
    const day = await ksd.call('setDay', { body: { businessDate, phase: 'CUT_OFF' } });
    expect(day).toMatchObject({ businessDate, phase: 'CUT_OFF' });
  });
});

describe('a demo that somebody joined', () => {
  test('opens again without the keys that are kept elsewhere', async () => {
    const { directory, accounts } = server;
    await server.stop();
    server = await startTestServer({ directory, accounts });
    ksd = await server.as('ksd-maker');
    const { participants } = await ksd.call('participants', {});
    expect(participants.find(({ code }) => code === 'NEWSEC')?.served).toBe(false);
  });
});
