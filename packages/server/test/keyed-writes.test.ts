import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemIn, raw, type RawAnswer } from './support/raw.js';
import { nextKey, START_MS, startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ trades: 2 });
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
    server = await startTestServer({ trades: 2, directory, accounts });
    expect(server.server.accounts).toEqual([]);
    expect((await raw(`${server.url}/api/session`, { headers })).status).toBe(200);
    const authorization = `Bearer ${secret}`;
    expect((await raw(`${server.url}/api/day`, { headers: { authorization } })).status).toBe(200);
    const again = await addToken({ key });
    expect(again).toMatchObject({ status: 201, text: first.text });
    expect(again.headers.get('idempotent-replayed')).toBe('true');
  });
});
