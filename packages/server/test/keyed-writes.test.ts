import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RouteReply } from '@bondledger/sdk/api';
import type { Tables } from '../src/store/tables.js';
import { problemIn, raw, type RawAnswer } from './support/raw.js';
import { submitOf } from './support/small-consortium.js';
import { nextKey, START_MS, startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ trades: 12 });
}, START_MS);
afterAll(() => server.close(), START_MS);

interface Sent {
  readonly key?: string;
  readonly body?: object;
  readonly by?: string;
}

/** Makes a token, which no second request may make again. */
async function addToken({ key, body, by = 'hbsec-admin' }: Sent): Promise<RawAnswer> {
  const { headers } = await server.as(by);
  const response = await fetch(`${server.url}/api/tokens`, {
    method: 'POST',
    headers: {
      ...headers,
      'content-type': 'application/json',
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
    body: JSON.stringify(body ?? { name: 'loader', rights: ['READ'] }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

const tokens = async (by = 'hbsec-admin'): Promise<number> =>
  (await (await server.as(by)).call('tokens', {})).tokens.length;

describe('a write', () => {
  it('needs a key of its own', async () => {
    expect(problemIn(await addToken({})).code).toBe('IDEMPOTENCY_KEY_MISSING');
    for (const key of ['short', 'x'.repeat(101), 'with space and more']) {
      expect(problemIn(await addToken({ key })).code).toBe('IDEMPOTENCY_KEY_MALFORMED');
    }
    expect(await tokens()).toBe(0);
  });

  it('is done once, however often it is sent', async () => {
    const [key, before] = [nextKey(), await tokens()];
    const first = await addToken({ key });
    expect(first.status).toBe(201);
    expect(first.headers.get('idempotent-replayed')).toBeNull();
    for (let times = 0; times < 3; times += 1) {
      const again = await addToken({ key });
      expect(again).toMatchObject({ status: 201, text: first.text });
      expect(again.headers.get('idempotent-replayed')).toBe('true');
    }
    expect(await tokens()).toBe(before + 1);
  });

  it('is done once by many that come at the same time', async () => {
    const [key, before] = [nextKey(), await tokens()];
    const answers = await Promise.all(Array.from({ length: 20 }, () => addToken({ key })));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(await tokens()).toBe(before + 1);
  });

  it('is refused where its key was used for another one', async () => {
    const key = nextKey();
    await addToken({ key });
    const other = await addToken({ key, body: { name: 'other', rights: ['READ'] } });
    expect(problemIn(other)).toMatchObject({ status: 422, code: 'IDEMPOTENCY_KEY_REUSED' });
    const { headers } = await server.as('hbsec-admin');
    const elsewhere = await raw(`${server.url}/api/users`, {
      method: 'POST',
      headers: { ...headers, 'idempotency-key': key },
      body: { user: 'lee', name: 'lee', rights: ['READ'], password: 'long-enough' },
    });
    expect(problemIn(elsewhere).code).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  it('of another person with the same key is another one', async () => {
    const key = nextKey();
    const [one, two] = [await addToken({ key }), await addToken({ key, by: 'dhsec-admin' })];
    expect([one.status, two.status]).toEqual([201, 201]);
    expect(two.text).not.toBe(one.text);
  });

  it('that was refused is answered with the same refusal again', async () => {
    const { headers } = await server.as('hbsec-admin');
    const remove = { method: 'DELETE', headers: { ...headers, 'idempotency-key': nextKey() } };
    const first = await raw(`${server.url}/api/tokens/t-none`, remove);
    expect(problemIn(first)).toMatchObject({ status: 404, code: 'TOKEN_UNKNOWN' });
    expect((await raw(`${server.url}/api/tokens/t-none`, remove)).text).toBe(first.text);
  });
});

describe('a server that starts again', () => {
  it('knows its people, their sessions and tokens, and what writes were answered', async () => {
    const key = nextKey();
    const first = await addToken({ key });
    const { secret } = JSON.parse(first.text) as { readonly secret: string };
    const { headers } = await server.as('hbsec-admin');
    const { directory, accounts } = server;
    await server.stop();
    server = await startTestServer({ trades: 12, directory, accounts });
    expect(server.server.accounts).toEqual([]);
    expect((await raw(`${server.url}/api/session`, { headers })).status).toBe(200);
    const authorization = `Bearer ${secret}`;
    expect((await raw(`${server.url}/api/day`, { headers: { authorization } })).status).toBe(200);
    const again = await addToken({ key });
    expect(again).toMatchObject({ status: 201, text: first.text });
    expect(again.headers.get('idempotent-replayed')).toBe('true');
  });
});

/** A write as a maker sends it, and again with the same key. */
async function post(path: string, key: string, body: object, by = 'hbsec-maker'): Promise<string> {
  const { headers } = await server.as(by);
  const sent = { method: 'POST', headers: { ...headers, 'idempotency-key': key }, body };
  return (await raw(server.url + path, sent)).text;
}

describe('a server that was killed before it kept its answers', () => {
  it('answers the same, does nothing twice, and answers for no other request', async () => {
    const { items } = submitOf(server.day, 'HBSEC');
    const [item] = items;
    const terms = { ...item?.terms, reference: 'KILLED-1' };
    const steps = { step: 'SUBMIT', items: [{ ...item, terms }] };
    const books = await (await server.as('hbsec-maker')).call('officeTrades', { query: {} });
    const officeIds = books.items
      .filter(({ role, state }) => role === 'seller' && state === 'NEW')
      .map(({ officeId }) => officeId);
    expect(officeIds.length).toBeGreaterThan(0);
    const [one, two, three, four] = [nextKey(), nextKey(), nextKey(), nextKey()];
    const entry = { role: 'seller', terms: { ...terms, reference: 'KILLED-2' }, own: item?.own };
    const send = async (): Promise<readonly string[]> => [
      await post('/api/steps', one, steps),
      await post('/api/back-office/submit', two, { officeIds }),
      await post('/api/back-office/trades', four, entry),
    ];
    const first = await send();
    for (const [at, told] of [/ACCEPTED/, /ACCEPTED/, /"NEW"/].entries()) {
      expect(first[at]).toMatch(told);
    }
    const token = JSON.parse((await addToken({ key: three })).text) as RouteReply<'addToken'>;
    const before = await tokens();
    const outcomes = server.database.schema<Tables>('server').updateTable('outcomes');
    await outcomes.set({ status: 0, body: '' }).execute();
    const { directory, accounts } = server;
    await server.stop();
    server = await startTestServer({ trades: 12, directory, accounts });

    const height = (await server.consortium.ledger.head()).height;
    const other = { officeIds: officeIds.slice(1) };
    expect(await post('/api/back-office/submit', two, other)).toMatch(/IDEMPOTENCY_KEY_REUSED/);
    expect(await send()).toEqual(first);
    expect((await server.consortium.ledger.head()).height).toBe(height);
    // Nobody has the secret that was lost: the one token has a new one.
    const again = JSON.parse((await addToken({ key: three })).text) as RouteReply<'addToken'>;
    expect(again.tokenId).toBe(token.tokenId);
    expect(await tokens()).toBe(before);
    for (const [{ secret }, status] of [
      [token, 401],
      [again, 200],
    ] as const) {
      const headers = { authorization: `Bearer ${secret}` };
      expect((await raw(`${server.url}/api/day`, { headers })).status).toBe(status);
    }
  });
});
