import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROUTES, type Route, type RouteName } from '@bondledger/sdk/api';
import { LARGE_BODIES_AT_WORK } from '../src/limits.js';
import { problemIn, raw, type RawAnswer } from './support/raw.js';
import { nextKey, START_MS, startTestServer, type TestServer } from './support/test-server.js';
import {
  addressOf,
  jsonSchemaOf,
  placesIn,
  samplesOf,
  withAt,
  WRONG,
} from './support/wrong-inputs.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ trades: 2 });
}, START_MS);
afterAll(() => server.close(), START_MS);

const ROWS = (Object.entries(ROUTES) as [RouteName, Route][]).filter(
  // They end the session that asks.
  ([name]) => !['signIn', 'signOut', 'changePassword'].includes(name),
);

/** A user of KSD or BOK who may call the route. */
async function headersFor({ access, only }: Route): Promise<Readonly<Record<string, string>>> {
  const person = { MAKE: 'maker', CHECK: 'checker', ADMINISTER: 'admin', AUDIT: 'admin' };
  const who = Object.hasOwn(person, access) ? person[access as keyof typeof person] : 'maker';
  return (await server.as(`${only === 'BOK' ? 'bok' : 'ksd'}-${who}`)).headers;
}

/** Refused as it should be, or understood after all: never a failure of the server. */
function expectSound(answer: RawAnswer, what: string): void {
  if (answer.status < 400) return;
  const problem = problemIn(answer);
  expect(problem.code, what).not.toBe('INTERNAL');
  expect([500, 501, 502], what).not.toContain(answer.status);
}

const only = (route: Route, part: 'params' | 'query' | 'body'): unknown => {
  const schema = route[part];
  return schema === undefined ? undefined : samplesOf(jsonSchemaOf(schema))[0];
};

describe.each(ROWS)('%s', (_, route) => {
  it('takes wrong parameters and conditions for what they are', async () => {
    const headers = await headersFor(route);
    const [params, query, body] = [
      only(route, 'params'),
      only(route, 'query'),
      only(route, 'body'),
    ];
    const wrongs = WRONG.filter((wrong) => wrong !== '');
    for (const [part, sample] of [
      ['params', params],
      ['query', query],
    ] as const) {
      for (const place of placesIn(sample).slice(1)) {
        for (const wrong of wrongs) {
          const changed = withAt(sample, place, wrong);
          const address = addressOf(
            route,
            part === 'params' ? changed : params,
            part === 'query' ? changed : undefined,
          );
          const answer = await raw(server.url + address, { method: route.method, headers, body });
          expectSound(answer, `${route.method} ${address}`);
        }
      }
    }
  });

  it('refuses a body that is wrong in any field', async () => {
    if (route.body === undefined) return;
    const headers = await headersFor(route);
    const address = server.url + addressOf(route, only(route, 'params'), undefined);
    for (const sample of samplesOf(jsonSchemaOf(route.body))) {
      for (const place of placesIn(sample)) {
        for (const wrong of [...WRONG, undefined]) {
          const body = withAt(sample, place, wrong);
          const answer = await raw(address, { method: route.method, headers, body });
          expectSound(answer, JSON.stringify({ place, wrong }).slice(0, 200));
        }
      }
    }
  });
});

describe('a request that is no request', () => {
  const post = async (
    body: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<RawAnswer> => {
    const admin = await server.as('ksd-admin');
    return raw(`${server.url}/api/tokens`, {
      method: 'POST',
      headers: { ...admin.headers, ...headers },
      body,
    });
  };

  it('is refused by its size before it is read', async () => {
    const large = await post(`{"name":"${'x'.repeat(10_000_000)}"}`);
    expect(problemIn(large)).toMatchObject({ status: 413, code: 'BODY_TOO_LARGE' });
  });

  it('is refused by a smaller size where nobody has to sign in', async () => {
    const body = { user: 'hbsec-maker', password: 'x'.repeat(20_000) };
    const answer = await raw(`${server.url}/api/session`, { method: 'POST', body });
    expect(problemIn(answer)).toMatchObject({ status: 413, code: 'BODY_TOO_LARGE' });
  });

  it('keeps no other waiting while its large body comes, or does not say how large', async () => {
    const { headers } = await server.as('ksd-maker');
    const steps = `${server.url}/api/steps`;
    const type = { 'content-type': 'application/json' };
    const begun = Array.from({ length: LARGE_BODIES_AT_WORK + 1 }, () => {
      const all = { ...headers, ...type, 'idempotency-key': nextKey() };
      const sending = request(steps, { method: 'POST', agent: false, headers: all });
      sending.on('error', () => undefined);
      sending.write('{"step":"SPLIT","items":[');
      return sending;
    });
    const { turns } = server.server.services;
    await expect.poll(() => turns.waiting).toBe(1);
    const small = { step: 'SPLIT', items: [{ chainId: '20260921-C0123456789ABC' }] };
    const answer = await raw(steps, { method: 'POST', headers, body: small });
    expect(answer.status).toBe(200);
    for (const sending of begun) sending.destroy();
    await expect.poll(() => turns.waiting).toBe(0);
  });

  it('is refused where it is deep, no JSON, or changes what an object is', async () => {
    const texts = ['['.repeat(200_000), `${'['.repeat(300)}${']'.repeat(300)}`, '{', 'x', ''];
    for (const text of [...texts, '{"__proto__":{"isAdmin":true},"name":"x","rights":["READ"]}']) {
      expect(problemIn(await post(text))).toMatchObject({ status: 400, code: 'REQUEST_MALFORMED' });
    }
  });

  it('is refused by its kind', async () => {
    const wrong = await post('a=b', { 'content-type': 'application/x-www-form-urlencoded' });
    expect(problemIn(wrong)).toMatchObject({ status: 415, code: 'MEDIA_TYPE_WRONG' });
  });

  it('is told which methods there are, and that there is nothing elsewhere', async () => {
    const { headers } = await server.as('ksd-admin');
    const method = await raw(`${server.url}/api/day`, { method: 'DELETE', headers });
    expect(problemIn(method)).toMatchObject({ status: 405, params: { allowed: 'GET, POST' } });
    for (const path of [
      '/api/nothing',
      '/api',
      '/api/trades/%E0%A4%A',
      `/api/${'x'.repeat(5_000)}`,
    ]) {
      const { code, status } = problemIn(await raw(server.url + path, { headers }));
      expect([status, code]).toEqual(
        path.includes('%') ? [400, 'REQUEST_MALFORMED'] : [404, 'ROUTE_UNKNOWN'],
      );
    }
  });

  it('may expect what nobody knows, and is answered all the same', async () => {
    const status = await new Promise((resolve, reject) => {
      request(`${server.url}/api/info`, { headers: { expect: 'nothing' } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(200);
  });

  it('with too many headers is cut off', async () => {
    const status = await new Promise((resolve, reject) => {
      const headers = { 'x-large': 'x'.repeat(20_000) };
      request(`${server.url}/api/info`, { headers }, ({ statusCode }) => resolve(statusCode))
        .on('error', reject)
        .end();
    });
    expect(status).toBe(431);
  });

  it('leaves the server as it was', async () => {
    expect((await raw(`${server.url}/healthz`)).status).toBe(200);
    expect((await (await server.as('ksd-maker')).call('day', {})).phase).toBe('OPEN');
  });
});
