import { once } from 'node:events';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import type { Tables } from '../src/store/tables.js';
import { problemIn, raw, type RawAnswer } from './support/raw.js';
import {
  nextKey,
  START_MS,
  signIn,
  startTestServer,
  type TestServer,
} from './support/test-server.js';

let server: TestServer;
let now = Date.now();
beforeAll(async () => {
  server = await startTestServer({ trades: 2, now: () => new Date(now) });
}, START_MS);
afterAll(() => server.close(), START_MS);

const tryIn = (user: string, password: string): Promise<RawAnswer> =>
  raw(`${server.url}/api/session`, { method: 'POST', body: { user, password } });
const codeOf = (answer: RawAnswer): string => problemIn(answer).code;

const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'none',
    (error: unknown) => (error as { code?: unknown }).code,
  );

describe('signing in', () => {
  it('sets a cookie that no script and no other site gets', async () => {
    const password = server.passwordOf('hbsec-maker');
    const answer = await tryIn('hbsec-maker', password);
    expect(answer.status).toBe(200);
    const [cookie = ''] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^bondledger-session=[\w-]{43}; .*HttpOnly; SameSite=Strict$/);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('answers a wrong name as it answers a wrong password', async () => {
    const [name, password] = [await tryIn('nobody', 'x'), await tryIn('dhsec-maker', 'x')];
    expect([name.status, password.status]).toEqual([401, 401]);
    expect(codeOf(name)).toBe('SIGN_IN_WRONG');
    expect(problemIn(password).params).toEqual(problemIn(name).params);
  });

  it('is locked after some failures, for that user and for some minutes', async () => {
    const right = server.passwordOf('dhsec-checker');
    for (let failures = 0; failures < 5; failures += 1) {
      expect(codeOf(await tryIn('dhsec-checker', 'wrong'))).toBe('SIGN_IN_WRONG');
    }
    const locked = await tryIn('dhsec-checker', right);
    expect(problemIn(locked)).toMatchObject({ code: 'SIGN_IN_LOCKED', params: { minutes: '15' } });
    expect(locked.headers.get('retry-after')).toBe('900');
    expect((await tryIn('dhsec-admin', server.passwordOf('dhsec-admin'))).status).toBe(200);
    now += 15 * 60_000 + 1;
    expect((await tryIn('dhsec-checker', right)).status).toBe(200);
  });
});

describe('a session', () => {
  it('is what frees from the bound on strangers, and no header that looks like one', async () => {
    const isBounded = async (headers: Readonly<Record<string, string>>): Promise<boolean> =>
      (await raw(`${server.url}/api/info`, { headers })).headers.has('x-ratelimit-limit');
    expect(await isBounded({ authorization: 'Bearer made-up' })).toBe(true);
    expect(await isBounded({ cookie: `bondledger-session=${'x'.repeat(43)}` })).toBe(true);
    expect(await isBounded((await server.as('hbsec-maker')).headers)).toBe(false);
  });

  it('is asked for by every route but the public ones', async () => {
    for (const path of ['/api/session', '/api/day', '/api/users', '/api/trades', '/api/events']) {
      expect(codeOf(await raw(server.url + path))).toBe('SIGN_IN_NEEDED');
    }
    expect((await raw(`${server.url}/api/info`)).status).toBe(200);
  });

  it('ends some time after its last use, and a day after the sign-in in any case', async () => {
    const client = await signIn(server.url, 'sjins-admin', server.passwordOf('sjins-admin'));
    const isIn = async (): Promise<boolean> =>
      (await raw(`${server.url}/api/session`, { headers: client.headers })).status === 200;
    for (let halfHours = 1; halfHours < 25; halfHours += 1) {
      now += 29 * 60_000;
      expect(await isIn(), `after ${halfHours}`).toBe(halfHours * 29 < 12 * 60);
    }
    const other = await signIn(server.url, 'sjins-admin', server.passwordOf('sjins-admin'));
    now += 31 * 60_000;
    const late = await raw(`${server.url}/api/session`, { headers: other.headers });
    expect(codeOf(late)).toBe('SESSION_ENDED');
  });

  it('ends by signing out', async () => {
    const client = await signIn(server.url, 'cwbk-maker', server.passwordOf('cwbk-maker'));
    await client.call('signOut', {});
    expect(await failure(client.call('session', {}))).toBe('SESSION_ENDED');
  });

  it('writes only with its token, and from a page of this server', async () => {
    const { headers } = await signIn(server.url, 'bok-maker', server.passwordOf('bok-maker'));
    const { cookie = '' } = headers;
    const out = (more: Readonly<Record<string, string>>): Promise<RawAnswer> =>
      raw(`${server.url}/api/session`, { method: 'DELETE', headers: { cookie, ...more } });
    expect(codeOf(await out({}))).toBe('CSRF_WRONG');
    expect(codeOf(await out({ 'x-csrf-token': 'guessed' }))).toBe('CSRF_WRONG');
    const foreign = { ...headers, origin: 'https://elsewhere.example' };
    expect(codeOf(await out(foreign))).toBe('CSRF_WRONG');
    expect(codeOf(await out({ ...headers, origin: 'null' }))).toBe('CSRF_WRONG');
    expect((await out({ ...headers, origin: server.url })).status).toBe(204);
  });
});

describe('an administrator', () => {
  const person = {
    user: 'kim.min',
    name: '김민',
    rights: ['READ'] as const,
    password: 'long-enough',
  };

  it('adds a user, who has the rights that were given and no more', async () => {
    const admin = await server.as('hbsec-admin');
    const body = { ...person, rights: [...person.rights] };
    expect(await admin.call('addUser', { body })).toMatchObject({ institution: 'HBSEC' });
    expect(await failure(admin.call('addUser', { body }))).toBe('USER_EXISTS');
    const user = await signIn(server.url, person.user, person.password);
    expect(user.session.rights).toEqual(['READ']);
    expect(await failure(user.call('users', {}))).toBe('RIGHT_MISSING');
    const change = {
      params: { user: person.user },
      body: { rights: ['READ' as const, 'AUDIT' as const] },
    };
    await admin.call('changeUser', change);
    expect((await user.call('audit', { query: {} })).items.length).toBeGreaterThan(0);
  });

  it('locks a user, whose sessions end', async () => {
    const admin = await server.as('hbsec-admin');
    const user = await signIn(server.url, person.user, person.password);
    const params = { user: person.user };
    await admin.call('changeUser', { params, body: { status: 'LOCKED' } });
    expect(await failure(user.call('session', {}))).toBe('SESSION_ENDED');
    expect(codeOf(await tryIn(person.user, person.password))).toBe('SIGN_IN_WRONG');
  });

  it('of another institution meets nobody', async () => {
    const other = await server.as('dhsec-admin');
    const change = (user: string) =>
      raw(`${server.url}/api/users/${user}`, {
        method: 'PATCH',
        headers: other.headers,
        body: { name: 'x' },
      });
    const [there, nowhere] = [await change('kim.min'), await change('kim.nim')];
    expect(problemIn(there)).toMatchObject({ status: 404, code: 'USER_UNKNOWN' });
    expect(there.text.replace(/kim.min|"requestId":"[^"]+"/g, '')).toBe(
      nowhere.text.replace(/kim.nim|"requestId":"[^"]+"/g, ''),
    );
    const { users } = await other.call('users', {});
    expect(users.map(({ institution }) => institution)).toEqual(['DHSEC', 'DHSEC', 'DHSEC']);
  });

  it('is not the last one to go together with another', async () => {
    const admin = await server.as('sfinc-admin');
    const second = { ...person, user: 'second.admin', rights: ['ADMINISTER' as const] };
    await admin.call('addUser', { body: second });
    const lock = (user: string): Promise<unknown> =>
      failure(admin.call('changeUser', { params: { user }, body: { rights: ['READ'] } }));
    const both = await Promise.all([lock('second.admin'), lock('sfinc-admin')]);
    expect(both.filter((code) => code === 'none')).toHaveLength(1);
  });

  it('is never the last one to go', async () => {
    const admin = await server.as('hbsec-admin');
    const params = { user: 'hbsec-admin' };
    for (const body of [{ status: 'LOCKED' as const }, { rights: ['READ' as const] }]) {
      expect(await failure(admin.call('changeUser', { params, body }))).toBe('LAST_ADMINISTRATOR');
    }
  });
});

describe('a password', () => {
  it('is changed by whoever knows it, and all sessions end', async () => {
    const old = server.passwordOf('sfinc-maker');
    const one = await signIn(server.url, 'sfinc-maker', old);
    const two = await signIn(server.url, 'sfinc-maker', old);
    const wrong = { body: { current: 'guessed', next: 'another-one' } };
    expect(await failure(one.call('changePassword', wrong))).toBe('PASSWORD_WRONG');
    await one.call('changePassword', { body: { current: old, next: 'another-one' } });
    for (const client of [one, two]) {
      expect(await failure(client.call('session', {}))).toBe('SESSION_ENDED');
    }
    expect(codeOf(await tryIn('sfinc-maker', old))).toBe('SIGN_IN_WRONG');
    expect((await tryIn('sfinc-maker', 'another-one')).status).toBe(200);
  });
});

describe('a stolen session', () => {
  it('guesses the password five times, and is over', async () => {
    const client = await signIn(server.url, 'cwbk-checker', server.passwordOf('cwbk-checker'));
    const guess = (): Promise<unknown> =>
      failure(
        client.call('changePassword', { body: { current: 'guessed', next: 'new-password' } }),
      );
    for (let guesses = 0; guesses < 5; guesses += 1) expect(await guess()).toBe('PASSWORD_WRONG');
    expect(await guess()).toBe('SESSION_ENDED');
  });
});

describe('an API token', () => {
  it('needs no cookie, and is gone when it was taken back or its time is over', async () => {
    const admin = await server.as('hbsec-admin');
    const body = { name: 'loader', rights: ['MAKE' as const], days: 1 };
    const made = await admin.call('addToken', { body });
    const ask = (secret: string): Promise<RawAnswer> =>
      raw(`${server.url}/api/day`, { headers: { authorization: `Bearer ${secret}` } });
    expect((await ask(made.secret)).status).toBe(200);
    expect(codeOf(await ask(`${made.secret}x`))).toBe('SIGN_IN_NEEDED');
    const { tokens } = await admin.call('tokens', {});
    expect(tokens).toMatchObject([{ name: 'loader', rights: ['READ', 'MAKE'] }]);
    expect((await (await server.as('dhsec-admin')).call('tokens', {})).tokens).toEqual([]);
    const params = { tokenId: made.tokenId };
    expect(await failure((await server.as('dhsec-admin')).call('removeToken', { params }))).toBe(
      'TOKEN_UNKNOWN',
    );
    await admin.call('removeToken', { params });
    expect(codeOf(await ask(made.secret))).toBe('SIGN_IN_NEEDED');
    const short = await admin.call('addToken', { body });
    now += 24 * 60 * 60_000 + 1;
    expect(codeOf(await ask(short.secret))).toBe('SIGN_IN_NEEDED');
  });

  it('that is taken back while a body is on its way lets nothing in any more', async () => {
    const admin = await signIn(server.url, 'hbsec-admin', server.passwordOf('hbsec-admin'));
    const made = await admin.call('addToken', { body: { name: 'slow', rights: ['MAKE'] } });
    const body = JSON.stringify({ step: 'WITHDRAW', items: [{ tradeId: 'none' }] });
    const sending = request(`${server.url}/api/steps`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${made.secret}`,
        'content-type': 'application/json',
        'content-length': body.length,
        'idempotency-key': nextKey(),
        expect: '100-continue',
      },
    });
    const answered = new Promise<number | undefined>((resolve, reject) => {
      sending.on('error', reject);
      sending.on('response', (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
    });
    sending.flushHeaders();
    await once(sending, 'continue');
    await admin.call('removeToken', { params: { tokenId: made.tokenId } });
    sending.end(body);
    expect(await answered).toBe(401);
  });

  it('stands still while the user who made it is locked', async () => {
    const admin = await signIn(server.url, 'dhsec-admin', server.passwordOf('dhsec-admin'));
    const second = { user: 'token.maker', name: 'x', rights: ['ADMINISTER' as const] };
    await admin.call('addUser', { body: { ...second, password: 'long-enough' } });
    const maker = await signIn(server.url, second.user, 'long-enough');
    const { secret } = await maker.call('addToken', { body: { name: 'y', rights: ['READ'] } });
    const ask = async (): Promise<number> =>
      (await raw(`${server.url}/api/day`, { headers: { authorization: `Bearer ${secret}` } }))
        .status;
    const params = { user: second.user };
    await admin.call('changeUser', { params, body: { status: 'LOCKED' } });
    expect(await ask()).toBe(401);
    await admin.call('changeUser', { params, body: { status: 'ACTIVE' } });
    expect(await ask()).toBe(200);
  });

  it('never checks what a person made', async () => {
    const admin = await signIn(server.url, 'hbsec-admin', server.passwordOf('hbsec-admin'));
    const answer = await raw(`${server.url}/api/tokens`, {
      method: 'POST',
      headers: admin.headers,
      body: { name: 'x', rights: ['CHECK'] },
    });
    expect(problemIn(answer)).toMatchObject({
      code: 'REQUEST_MALFORMED',
      errors: [{ pointer: '/body/rights/0' }],
    });
  });
});

describe('the audit log', () => {
  it('has who was let in and who was not, of the own institution only', async () => {
    await signIn(server.url, 'nramc-admin', server.passwordOf('nramc-admin'));
    await tryIn('nramc-maker', 'wrong');
    const maker = await signIn(server.url, 'nramc-maker', server.passwordOf('nramc-maker'));
    expect(await failure(maker.call('users', {}))).toBe('RIGHT_MISSING');
    const admin = await signIn(server.url, 'nramc-admin', server.passwordOf('nramc-admin'));
    const { items } = await admin.call('audit', { query: { limit: 5 } });
    expect(items.map(({ user, action, decision, code }) => [user, action, decision, code])).toEqual(
      [
        ['nramc-admin', 'signIn', 'ALLOWED', undefined],
        ['nramc-maker', 'users', 'REFUSED', 'RIGHT_MISSING'],
        ['nramc-maker', 'signIn', 'ALLOWED', undefined],
        ['nramc-maker', 'signIn', 'REFUSED', 'SIGN_IN_WRONG'],
        ['nramc-admin', 'signIn', 'ALLOWED', undefined],
      ],
    );
    const first = await admin.call('audit', { query: { limit: 2 } });
    const rest = await admin.call('audit', { query: { limit: 3, cursor: first.next } });
    expect([...first.items, ...rest.items]).toEqual(items);
  });

  it('only grows, whoever writes to the database', async () => {
    const store = server.database.schema<Tables>('server');
    const attempts = [
      sql`update server.audit set decision = 'ALLOWED'`,
      sql`delete from server.audit`,
      sql`truncate server.audit`,
    ];
    for (const attempt of attempts) {
      await expect(attempt.execute(store)).rejects.toThrow('the audit log only grows');
    }
  });
});

describe('what is kept', () => {
  it('is no secret that anybody could use', async () => {
    const client = await signIn(server.url, 'ksd-admin', server.passwordOf('ksd-admin'));
    const body = { name: 'gateway', rights: ['MAKE' as const] };
    const idempotencyKey = nextKey();
    const { secret } = await client.call('addToken', { body }, { idempotencyKey });
    const tables = ['users', 'tokens', 'sessions', 'audit', 'outcomes'];
    const kept = await Promise.all(
      tables.map((table) =>
        sql`select * from ${sql.table(`server.${table}`)}`.execute(
          server.database.schema('server'),
        ),
      ),
    );
    const text = JSON.stringify(kept.map(({ rows }) => rows));
    const cookie = (client.headers['cookie'] ?? '').split('=')[1] ?? '';
    for (const hidden of [secret, cookie, idempotencyKey, server.passwordOf('ksd-admin')]) {
      expect(hidden.length).toBeGreaterThan(8);
      expect(text).not.toContain(hidden);
    }
  });
});
