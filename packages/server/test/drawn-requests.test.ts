import { Agent, request as httpRequest } from 'node:http';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KSD } from '@bondledger/domain';
import { Problem, ROUTES, type Route } from '@bondledger/sdk/api';
import type { FirstAccount } from '../src/index.js';
import { statusOf } from '../src/http/status.js';
import type { Tables } from '../src/store/tables.js';
import { caughtUp } from './support/caught-up.js';
import { requestsOf, type DrawnRequest } from './support/drawn-requests.js';
import { halfADay } from './support/half-a-day.js';
import { OpenApi, type Operation } from './support/open-api.js';
import { nextKey, START_MS, startTestServer, type TestServer } from './support/test-server.js';

/** One person, or none, of each kind; what a machine may do is less. */
const PEOPLE = [
  'nobody',
  'machine',
  'hbsec-maker',
  'hbsec-admin',
  'ksd-maker',
  'ksd-checker',
  'ksd-admin',
  'bok-maker',
];
const MACHINE = {
  institution: 'HBSEC',
  rights: ['READ', 'MAKE', 'AUDIT', 'OPERATE'] as const,
};
const RUNS = 800;
/** Of an answer that does not end by itself, or is a long file, the beginning is read. */
const READ_BYTES = 200_000;
const SOURCES = fileURLToPath(new URL('../../../', import.meta.url));

let server: TestServer;
let api: OpenApi;
let words: readonly string[];
let token = '';
const agent = new Agent({ keepAlive: true });

beforeAll(async () => {
  server = await startTestServer({ trades: 40 });
  api = await OpenApi.of(server.url);
  await halfADay(server);
  const { height } = await server.consortium.ledger.head();
  await caughtUp(server.server.services.readModel, KSD, height);
  const admin = await server.as('hbsec-admin');
  const body = { name: 'machine', rights: [...MACHINE.rights] };
  token = (await admin.call('addToken', { body })).secret;
  words = await wordsOfWorld();
}, START_MS);
afterAll(async () => {
  agent.destroy();
  await server.close();
}, START_MS);

/** Identifiers of what there is, and of what there is not. */
async function wordsOfWorld(): Promise<readonly string[]> {
  const [ksd, seller] = [await server.as('ksd-maker'), await server.as('hbsec-maker')];
  const { items: trades, next = 'x' } = await ksd.call('trades', { query: { limit: 20 } });
  const { items: books } = await seller.call('officeTrades', { query: { limit: 5 } });
  const { payments } = await ksd.call('payments', { query: {} });
  const { participants } = await ksd.call('participants', {});
  return [
    next,
    ...trades.flatMap(({ tradeId, isin, reference, tradeDate, settlementDate, faceAmount }) => [
      tradeId,
      `trade/${tradeId}`,
      isin,
      reference,
      tradeDate,
      settlementDate,
      faceAmount,
    ]),
    ...books.map(({ officeId }) => officeId),
    ...payments.map(({ paymentNo }) => paymentNo),
    ...participants.map(({ code }) => code),
    '20260921-0123456789ABCDEFGHJKMNPQRS',
    '20260921-C0123456789ABC',
    '2026-02-28',
    'SETTLED,READY',
    'DVP',
    'a'.repeat(64),
  ];
}

type Asker = Pick<FirstAccount, 'institution' | 'rights'>;

/** Most often somebody who may: what is wrong shows behind the gate. */
function peopleOf({ operationId }: Operation): fc.Arbitrary<string> {
  const { access, only }: Pick<Route, 'access' | 'only'> = Object.hasOwn(ROUTES, operationId)
    ? ROUTES[operationId as keyof typeof ROUTES]
    : { access: 'READ' };
  const mayCall = PEOPLE.filter((who) => {
    if (access === 'public') return true;
    const asker: Asker | undefined =
      who === 'machine' ? MACHINE : server.accounts.find(({ user }) => user === who);
    const isOf = only === undefined || asker?.institution === only;
    if (asker === undefined || !isOf) return false;
    return access === 'signed-in' || asker.rights.includes(access);
  });
  return fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...mayCall) },
    { weight: 1, arbitrary: fc.constantFrom(...PEOPLE) },
  );
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  /** Whether it was read to its end. */
  readonly isWhole: boolean;
}

/** The headers of a right request of a person. */
async function rightHeaders({ who, method }: DrawnRequest): Promise<Record<string, string>> {
  const key: Record<string, string> = method === 'GET' ? {} : { 'idempotency-key': nextKey() };
  if (who === 'nobody') return key;
  if (who === 'machine') return { ...key, authorization: `Bearer ${token}` };
  return { ...key, ...(await server.as(who)).headers };
}

/** By the platform's own client: the others mend what is wrong with a request. */
async function sent(drawn: DrawnRequest): Promise<Answer> {
  const { method, address, headers, body } = drawn;
  const all: Record<string, string | readonly string[]> = {};
  for (const [name, value] of Object.entries({ ...(await rightHeaders(drawn)), ...headers })) {
    if (value !== undefined) all[name] = value;
  }
  return new Promise((resolve, reject) => {
    const options = { method, agent, headers: { ...all, 'content-length': body?.length ?? 0 } };
    const sending = httpRequest(server.url + address, options, (response) => {
      const pieces: Buffer[] = [];
      let length = 0;
      const told = (isWhole: boolean): void => {
        const { statusCode: status = 0 } = response;
        const text = Buffer.concat(pieces).toString('utf8');
        const type = response.headers['content-type'] ?? '';
        resolve({ status, type, headers: response.headers, body: text, isWhole });
        if (!isWhole) response.destroy();
      };
      const isEndless = /event-stream|octet-stream/.test(response.headers['content-type'] ?? '');
      response.on('data', (bytes: Buffer) => {
        pieces.push(bytes);
        length += bytes.length;
        if (isEndless || length > READ_BYTES) told(false);
      });
      response.on('end', () => told(true));
      response.on('error', reject);
    });
    sending.on('error', reject);
    sending.end(body);
  });
}

/** Everything that a write could have changed. */
async function state(): Promise<string> {
  const { database, consortium } = server;
  const tables = database.schema<Tables>('server');
  const users = tables
    .selectFrom('users')
    .select(['user_name', 'name', 'rights', 'status', 'password']);
  const tokens = tables.selectFrom('tokens').select(['token_id', 'name', 'rights', 'expires_at']);
  const { offices } = server.server.services;
  const books = await Promise.all(
    ['HBSEC', KSD].map(async (code) => (await (await offices.of(code)).totals({})).count),
  );
  const { height, hash } = await consortium.ledger.head();
  return JSON.stringify([
    height,
    hash,
    await users.orderBy('user_name').execute(),
    await tokens.orderBy('token_id').execute(),
    books,
  ]);
}

/** Only what the draw itself asked for: a block that is not there, a read model built anew. */
let isRebuilt = false;
const isExplained = (status: number, code: string, { address }: DrawnRequest): boolean =>
  status === 503 &&
  ((code === 'HEIGHT_NOT_REACHED' && address.includes('atLeastHeight')) ||
    (code === 'READ_MODEL_BUILDING' && isRebuilt));

/** What is wrong with an answer; nothing where it is as it should be. */
function faultsOf(drawn: DrawnRequest, answer: Answer): string[] {
  const { status, type, body, isWhole, headers } = answer;
  if (!isWhole) return status < 300 ? [] : [`${status} does not end`];
  const operation = api.operation(drawn.operation);
  const leaks = [/ {4}at /, /node_modules/, /\.[jt]s:\d/].filter((leak) => leak.test(body));
  const faults = leaks.map((leak) => `it tells ${leak.source}`);
  if (body.includes(SOURCES)) faults.push('it tells where the server is');
  if (status < 400) return [...faults, ...api.faultsIn(operation, { status, type, body })];
  if (!type.startsWith('application/problem+json')) return [...faults, `${status} as ${type}`];
  const parsed = Problem.safeParse(JSON.parse(body));
  if (!parsed.success) return [...faults, parsed.error.message];
  const { code, sentence, status: told } = parsed.data;
  if (status >= 500 && !isExplained(status, code, drawn)) faults.push(`${status} ${code}`);
  // 431 is answered before there is a request.
  if (told !== status || (statusOf(code) !== status && status !== 431)) {
    faults.push(`${code} with ${status}, telling ${told}`);
  }
  if (sentence.ko === '' || sentence.en === '') faults.push('it says nothing');
  if (body.length > 20_000) faults.push(`${body.length} bytes`);
  if (status === 429 && headers['retry-after'] === undefined) faults.push('no retry-after');
  return [...faults, ...api.faultsIn(operation, { status, type, body })];
}

describe('a request that is drawn from the document and broken', () => {
  it(
    'is answered with its fault, changes nothing, and shows nothing of the server',
    async () => {
      const seed = Math.trunc(Math.random() * 2 ** 31);
      console.log(`drawn requests: seed ${seed}`);
      // It ends the session that asks.
      const operations = api.operations.filter(({ operationId }) => operationId !== 'signOut');
      // These would let the demo run, or end what the others need.
      const never = new Set(['START', 'RESUME', 'CUT_OFF', 'CLOSED', 'SUSPENDED', 'LOCKED']);
      const codes = new Map<string, number>();
      await fc.assert(
        fc.asyncProperty(requestsOf(operations, peopleOf, { api, words, never }), async (drawn) => {
          const isWrite = drawn.method !== 'GET';
          const before = isWrite ? await state() : '';
          const answer = await sent(drawn);
          const code = /"code":"(\w+)"/.exec(answer.status < 400 ? '' : answer.body)?.[1];
          const kind = `${answer.status} ${code ?? ''}`.trimEnd();
          codes.set(kind, (codes.get(kind) ?? 0) + 1);
          isRebuilt ||= drawn.operation === 'rebuild' && answer.status === 202;
          expect(faultsOf(drawn, answer), answer.body.slice(0, 500)).toEqual([]);
          if (isWrite && answer.status >= 400) expect(await state()).toBe(before);
        }),
        { seed, numRuns: RUNS },
      );
      console.log(
        [...codes]
          .sort()
          .map(([kind, count]) => `${kind}: ${count}`)
          .join(', '),
      );
      // The draw comes past the form: some are answered, some refused by what they mean.
      for (const kind of [
        '200',
        '400 REQUEST_MALFORMED',
        '401 SIGN_IN_NEEDED',
        '404 TRADE_UNKNOWN',
      ]) {
        expect(codes.get(kind) ?? 0, kind).toBeGreaterThan(0);
      }
    },
    START_MS,
  );
});
