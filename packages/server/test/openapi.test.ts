import { KSD } from '@bondledger/domain';
import { PATHS, ROUTES, type RouteInput, type RouteName, type TradeRow } from '@bondledger/sdk/api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { halfADay } from './support/half-a-day.js';
import { caughtUp } from './support/caught-up.js';
import { OpenApi } from './support/open-api.js';
import { nextKey, START_MS, startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
let api: OpenApi;
let rows: readonly TradeRow[];

beforeAll(async () => {
  server = await startTestServer({ trades: 60 });
  api = await OpenApi.of(server.url);
  await halfADay(server);
  const { readModel } = server.server.services;
  const followed = async (): Promise<void> =>
    caughtUp(readModel, KSD, (await server.consortium.ledger.head()).height);
  await followed();
  const ksd = await server.as('ksd-maker');
  const { candidates } = await ksd.call('chainCandidates', {});
  const tradeIds = some(candidates[0]).legs.map(({ tradeId }) => tradeId);
  await server.consortium.institution(KSD).take([{ step: 'MERGE', tradeIds }]);
  await followed();
  rows = (await readModel.trades(KSD, { sort: 'tradeId', limit: 100 })).items;
}, START_MS);
afterAll(() => server.close(), START_MS);

/** Does what was answered keep to what the document says of the status? */
const expectDocumented = (name: RouteName, { status, body, type }: Sent): void =>
  expect(api.faultsIn(api.operation(name), { status, type, body }), body.slice(0, 400)).toEqual([]);

type Input<N extends RouteName> = RouteInput<N> & { readonly file?: string };
type Calls = {
  readonly [N in RouteName]: readonly [user: string, input: () => Input<N> | Promise<Input<N>>];
};

const none = (): object => ({});
const some = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('the half day has no such trade');
  return value;
};
const rowIn = (state: string): TradeRow => some(rows.find((row) => row.state === state));
const byId = () => ({ params: { tradeId: rowIn('SETTLED').tradeId } });
const tickets = () => server.day.tickets.filter(({ terms }) => terms.seller === 'HBSEC');
const latest = async (user: string, name: 'jobs' | 'approvals' | 'tokens'): Promise<string> => {
  const answer: unknown = await (await server.as(user)).call(name, { query: {} });
  const [first] =
    Object.values(Object(answer) as Record<string, Record<string, string>[]>)[0] ?? [];
  return some(first?.[`${name.slice(0, -1)}Id`]);
};
const pending = async (): Promise<string> => {
  const { tradeId } = rowIn('READY');
  const body = { step: 'RESTRICT' as const, items: [{ tradeId }] };
  await (await server.as('ksd-maker')).call('takeSteps', { body });
  return latest('ksd-maker', 'approvals');
};
const many = (count: number) => ({
  step: 'WITHDRAW' as const,
  items: Array.from({ length: count }, () => ({ tradeId: rowIn('SETTLED').tradeId })),
});
const CSV = 'reference\nX-1\n';

/** One call of each route that has something to answer, in an order in which that is so. */
const CALLS: Calls = {
  info: ['hbsec-maker', none],
  signIn: [
    'hbsec-maker',
    () => ({ body: { user: 'dhsec-maker', password: server.passwordOf('dhsec-maker') } }),
  ],
  session: ['hbsec-maker', none],
  users: ['hbsec-admin', none],
  addUser: [
    'hbsec-admin',
    () => ({ body: { user: 'kim', name: 'Kim', rights: ['READ'], password: 'a long password' } }),
  ],
  changeUser: ['hbsec-admin', () => ({ params: { user: 'kim' }, body: { name: 'Lee' } })],
  addToken: ['hbsec-admin', () => ({ body: { name: 'machine', rights: ['READ'] } })],
  tokens: ['hbsec-admin', none],
  removeToken: [
    'hbsec-admin',
    async () => ({ params: { tokenId: await latest('hbsec-admin', 'tokens') } }),
  ],
  audit: ['hbsec-admin', () => ({ query: {} })],
  trades: ['ksd-maker', () => ({ query: {} })],
  trade: ['ksd-maker', () => ({ ...byId(), query: {} })],
  history: ['ksd-maker', byId],
  why: ['ksd-maker', () => ({ params: { tradeId: rowIn('MATCHED').tradeId } })],
  whys: ['ksd-maker', () => ({ query: { tradeId: rowIn('MATCHED').tradeId } })],
  evidence: ['ksd-maker', byId],
  comparison: [
    'hbsec-maker',
    () => ({ params: { tradeId: some(rows.find(({ buyer }) => buyer === 'HBSEC')).tradeId } }),
  ],
  comparisons: [
    'hbsec-maker',
    () => {
      const { tradeId } = some(rows.find(({ buyer }) => buyer === 'HBSEC'));
      return { query: { tradeId } };
    },
  ],
  summary: ['ksd-maker', () => ({ query: {} })],
  takeSteps: ['hbsec-maker', () => ({ body: many(1_001) })],
  jobs: ['hbsec-maker', none],
  job: ['hbsec-maker', async () => ({ params: { jobId: await latest('hbsec-maker', 'jobs') } })],
  jobResults: [
    'hbsec-maker',
    async () => ({ params: { jobId: await latest('hbsec-maker', 'jobs') }, query: {} }),
  ],
  approvals: [
    'ksd-maker',
    async () => {
      await pending();
      return { query: {} };
    },
  ],
  approve: ['ksd-checker', async () => ({ params: { approvalId: await pending() }, query: {} })],
  refuse: [
    'ksd-checker',
    async () => ({ params: { approvalId: await pending() }, body: { reason: 'Not now' } }),
  ],
  chainCandidates: ['ksd-maker', none],
  chains: ['ksd-maker', () => ({ query: {} })],
  chain: [
    'ksd-maker',
    () => ({
      params: { chainId: some(rows.find(({ chainId }) => chainId !== undefined)?.chainId) },
    }),
  ],
  payments: ['ksd-maker', () => ({ query: {} })],
  payment: [
    'ksd-maker',
    () => ({
      params: { paymentNo: some(rows.find(({ paymentNo }) => paymentNo !== undefined)?.paymentNo) },
    }),
  ],
  holdings: ['ksd-maker', () => ({ query: {} })],
  officeTrades: ['hbsec-maker', () => ({ query: { role: 'seller' } })],
  addOfficeTrade: [
    'hbsec-maker',
    () => {
      const { terms, sellerSide } = some(tickets()[0]);
      const wire = JSON.parse(
        JSON.stringify(terms, (_, value: unknown) =>
          typeof value === 'bigint' ? value.toString() : value,
        ),
      ) as TradeRow;
      return {
        body: { role: 'seller', terms: { ...wire, reference: 'NEW-1' }, own: sellerSide },
      };
    },
  ],
  officeTrade: ['hbsec-maker', async () => ({ params: { officeId: await officeId() } })],
  submitOffice: ['hbsec-maker', async () => ({ body: { officeIds: [await officeId()] } })],
  previewImport: ['hbsec-maker', () => ({ query: { format: 'csv' }, file: CSV })],
  runImport: [
    'hbsec-maker',
    async () => ({ params: { importId: await preview() }, body: { skipBad: true } }),
  ],
  day: ['hbsec-maker', none],
  setDay: [
    'ksd-maker',
    async () => {
      const { businessDate } = await (await server.as('ksd-maker')).call('day', {});
      return { body: { businessDate, phase: 'CUT_OFF' } };
    },
  ],
  participants: ['hbsec-maker', none],
  addParticipant: [
    'ksd-admin',
    () => ({ body: { code: 'INSUR', name: { ko: '보험', en: 'Insurer' }, roles: ['INSURER'] } }),
  ],
  addGatewayToken: [
    'ksd-admin',
    () => ({ params: { code: 'INSUR' }, body: { name: 'gateway', days: 30 } }),
  ],
  gatewayTokens: ['ksd-admin', () => ({ params: { code: 'INSUR' } })],
  removeGatewayToken: [
    'ksd-admin',
    async () => {
      const params = { code: 'INSUR' };
      const { tokens } = await (await server.as('ksd-admin')).call('gatewayTokens', { params });
      return { params: { ...params, tokenId: some(tokens.at(-1)).tokenId } };
    },
  ],
  setParticipantStatus: [
    'ksd-admin',
    () => ({ params: { code: 'INSUR' }, body: { status: 'SUSPENDED' } }),
  ],
  revokeKey: [
    'ksd-admin',
    async () => {
      const { participants } = await (await server.as('ksd-admin')).call('participants', {});
      return {
        params: { keyId: some(participants.find(({ code }) => code === 'INSUR')?.keys[0]?.keyId) },
      };
    },
  ],
  issues: ['hbsec-maker', () => ({ query: {} })],
  addIssue: [
    'ksd-admin',
    () => ({
      body: {
        isin: 'US0378331005',
        name: { ko: '새 종목', en: 'New' },
        instrumentType: 'CORPORATE',
        maturityDate: '2030-01-02',
      },
    }),
  ],
  holidays: ['hbsec-maker', none],
  addHolidays: ['ksd-admin', () => ({ body: { dates: ['2026-11-30'] } })],
  blocks: ['hbsec-maker', () => ({ query: {} })],
  block: ['hbsec-maker', () => ({ params: { height: 1 } })],
  search: ['hbsec-maker', () => ({ query: { text: rowIn('SETTLED').tradeId } })],
  keyHistory: ['hbsec-maker', () => ({ query: { key: `trade/${rowIn('SETTLED').tradeId}` } })],
  monitoring: ['hbsec-maker', none],
  components: ['hbsec-maker', none],
  rebuild: ['hbsec-admin', none],
  drive: ['hbsec-maker', none],
  setDrive: ['ksd-admin', () => ({ body: { speed: 5 } })],
  bok: ['bok-maker', none],
  setBok: ['bok-maker', () => ({ body: { slow: 0 } })],
  changePassword: [
    'dhsec-admin',
    () => ({ body: { current: server.passwordOf('dhsec-admin'), next: 'another password' } }),
  ],
  signOut: ['dhsec-checker', none],
};

const officeId = async (): Promise<string> => {
  const query = { role: 'seller', limit: 1 } as const;
  const { items } = await (await server.as('hbsec-maker')).call('officeTrades', { query });
  return some(items[0]).officeId;
};

interface Sent {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

async function send(
  name: RouteName,
  headers: Readonly<Record<string, string>>,
  input: object,
): Promise<Sent> {
  const { file } = input as { readonly file?: string };
  const given = input as { params?: object; query?: object; body?: unknown };
  const { method } = ROUTES[name];
  const response = await fetch(server.url + addressIn(name, given), {
    method,
    headers: {
      ...(method === 'GET' ? {} : { 'idempotency-key': nextKey() }),
      ...(file === undefined ? {} : { 'content-type': 'text/csv' }),
      ...(given.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(file === undefined ? {} : { body: file }),
    ...(given.body === undefined ? {} : { body: JSON.stringify(given.body) }),
  });
  const type = response.headers.get('content-type') ?? '';
  return { status: response.status, type, body: await response.text() };
}

function addressIn(
  name: RouteName,
  { params = {}, query = {} }: { params?: object; query?: object },
): string {
  const named = new Map(Object.entries(params).map(([key, value]) => [key, String(value)]));
  const path = ROUTES[name].path.replace(/\{(\w+)\}/g, (_, key: string) =>
    encodeURIComponent(named.get(key) ?? ''),
  );
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) search.set(key, String(value));
  const text = search.toString();
  return text === '' ? path : `${path}?${text}`;
}

const preview = async (): Promise<string> => {
  const { headers } = await server.as('hbsec-maker');
  const { body } = await send('previewImport', headers, { query: { format: 'csv' }, file: CSV });
  return some((JSON.parse(body) as { importId?: string }).importId);
};

describe('the OpenAPI document', () => {
  it('has every route and every stream, each once', () => {
    expect(api.version).toBe('3.1.0');
    const told = api.operations.map(({ operationId }) => operationId);
    expect([...told].sort()).toEqual([...Object.keys(ROUTES), ...Object.keys(PATHS)].sort());
    const paths = api.operations.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(Object.values(PATHS)));
  });
});

describe('an export', () => {
  it.each(['csv', 'xlsx'])('as %s is in the document', async (format) => {
    const { headers } = await server.as('ksd-maker');
    const response = await fetch(`${server.url}${PATHS.exportHolidays}?format=${format}`, {
      headers,
    });
    const type = response.headers.get('content-type') ?? '';
    const answer = { status: response.status, type, body: await response.text() };
    expect(api.faultsIn(api.operation('exportHolidays'), answer)).toEqual([]);
  });
});

describe.each(Object.entries(CALLS) as [RouteName, Calls[RouteName]][])(
  '%s',
  (name, [user, inputOf]) => {
    it('answers what the document says', async () => {
      const { headers } = await server.as(user);
      const answer = await send(name, headers, await inputOf());
      expect(answer.status, answer.body).toBeLessThan(400);
      expectDocumented(name, answer);
    });

    it('refuses as the document says', async () => {
      const isPublic = ROUTES[name].access === 'public';
      if (name === 'info') return;
      const wrong = { params: {}, body: { user: 'nobody', password: 'x' } };
      const answer = await send(name, {}, isPublic ? wrong : {});
      expect(answer.status, answer.body).toBe(401);
      expectDocumented(name, answer);
    });
  },
);
