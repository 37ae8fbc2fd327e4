import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KSD } from '@bondledger/domain';
import type { TradeView } from '@bondledger/sdk';
import { ApiError, ROUTES, type Route, type RouteInput, type RouteName } from '@bondledger/sdk/api';
import { caughtUp } from './support/caught-up.js';
import { halfADay } from './support/half-a-day.js';
import { raw } from './support/raw.js';
import { startTestServer, type SignedInClient, type TestServer } from './support/test-server.js';

let server: TestServer;
let height = 0;

beforeAll(async () => {
  server = await startTestServer({ trades: 60 });
  await halfADay(server);
  ({ height } = await server.consortium.transport.head());
  for (const { participant } of server.consortium.institutions()) {
    await caughtUp(server.server.services.readModel, participant, height);
  }
});

afterAll(() => server.close());

const as = (institution: string): Promise<SignedInClient> =>
  server.as(`${institution.toLowerCase()}-maker`);

const viewsOf = (institution: string): readonly TradeView[] => [
  ...server.consortium.institution(institution).book.trades(),
];

const institutions = (): readonly string[] =>
  server.consortium.institutions().map(({ participant }) => participant);

/** The problem with which a call is answered. */
async function problemOf<N extends RouteName>(
  institution: string,
  name: N,
  input: RouteInput<N>,
): Promise<unknown> {
  const client = await as(institution);
  try {
    await client.call(name, input);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const { status, code, params, sentence } = error.problem;
    return { status, code, params, sentence };
  }
  throw new Error('it was not refused');
}

describe('a trade over HTTP', () => {
  it('has a history whose signatures were verified here', async () => {
    for (const institution of institutions()) {
      const client = await as(institution);
      const view = viewsOf(institution).at(0);
      if (view === undefined) continue;
      const params = { tradeId: view.tradeId };
      const { steps } = ROUTES.history.reply.parse(await client.call('history', { params }));
      expect(steps.map(({ leaf }) => leaf)).toEqual(view.core.steps.map(([leaf]) => leaf));
      expect(steps.at(-1)?.after).toBe(view.core.state);
      expect(steps.map(({ signature }) => signature)).not.toContain('WRONG');
      for (const step of steps) {
        // Who took a step is told where it was verified; its operator only to its own house.
        expect(step.by !== undefined).toBe(step.signature === 'VERIFIED');
        expect(step.operator !== undefined && step.by !== institution).toBe(false);
      }
    }
  });

  it('tells each step to the depository, and withholds the other side from a party', async () => {
    const withFund = viewsOf(KSD).find(({ core }) =>
      core.steps.some(([, step, , side]) => step === 'INSTRUCT' && side === 'buyer'),
    );
    const params = { tradeId: withFund?.tradeId ?? '' };
    const seen = async (institution: string): Promise<readonly string[]> => {
      const { steps } = await (await as(institution)).call('history', { params });
      return steps.map(({ signature }) => signature);
    };
    expect(new Set(await seen(KSD))).toEqual(new Set(['VERIFIED']));
    expect(await seen(withFund?.core.terms.seller ?? '')).toContain('WITHHELD');
  });

  it('has evidence that can be verified offline', async () => {
    const { verifyEvidence, parseEvidence } = await import('@bondledger/sdk');
    const { nodeCrypto } = await import('@bondledger/contract');
    const client = await as(KSD);
    const params = { tradeId: viewsOf(KSD)[0]?.tradeId ?? '' };
    const text = JSON.stringify(await client.call('evidence', { params }));
    const parsed = parseEvidence(text);
    if (!parsed.ok) throw new Error(parsed.rejection.code);
    const genesis = await server.consortium.transport.genesis();
    expect(verifyEvidence(parsed.value, genesis, nodeCrypto).ok).toBe(true);
  });

  it('says why it is not settled to each that sees it', async () => {
    for (const institution of institutions()) {
      const client = await as(institution);
      for (const { tradeId, core } of viewsOf(institution).slice(0, 20)) {
        const why = ROUTES.why.reply.parse(await client.call('why', { params: { tradeId } }));
        expect(why).toMatchObject({ state: core.state, settled: core.state === 'SETTLED' });
        const isOver = ['SETTLED', 'REJECTED', 'CANCELLED', 'FAILED', 'EXPIRED'];
        expect(why.missing.length > 0).toBe(!isOver.includes(core.state));
        const { whys } = await client.call('whys', { query: { tradeId } });
        expect(whys).toEqual([why]);
      }
    }
  });

  it('of another institution is answered like one that is not there, by every route', async () => {
    const missing = '20260921-00000000000000000000000000';
    const outsider = institutions().find((each) => each !== KSD && each !== 'BOK') ?? '';
    const own = new Set(viewsOf(outsider).map(({ tradeId }) => tradeId));
    const foreign = viewsOf(KSD).find(({ tradeId }) => !own.has(tradeId));
    const tradeId = foreign?.tradeId ?? '';
    const byTrade = (Object.entries(ROUTES) as [RouteName, Route][]).filter(
      ([, { params }]) => params !== undefined && 'tradeId' in params.shape,
    );
    expect(byTrade.length).toBeGreaterThan(4);
    for (const [name] of byTrade as ['trade' | 'history' | 'why', Route][]) {
      const answer = await problemOf(outsider, name, { params: { tradeId } });
      const expected = await problemOf(outsider, name, { params: { tradeId: missing } });
      const text = JSON.stringify(answer).replaceAll(tradeId, missing);
      expect(JSON.parse(text)).toEqual(expected);
      expect(answer).toMatchObject({ status: 404, code: 'TRADE_UNKNOWN' });
    }
    const client = await as(outsider);
    const asked = await client.call('whys', { query: { tradeId: `${tradeId},${missing}` } });
    expect(asked).toEqual({ whys: [] });
    const reference = foreign?.core.terms.reference ?? '';
    const found = await client.call('trades', { query: { reference } });
    expect(found).toMatchObject({ items: [], totals: { count: 0 } });
    const { headers } = client;
    for (const path of ['/api/trades/export', '/api/back-office/export']) {
      const exported = async (query: string): Promise<readonly string[]> =>
        (await raw(`${server.url}${path}?format=csv${query}`, { headers })).text
          .trim()
          .split('\r\n');
      const [title, ...rows] = await exported('');
      expect(rows.length, path).toBeGreaterThan(0);
      expect(rows.join('')).not.toContain(reference);
      expect(await exported(`&reference=${reference}`)).toEqual([title]);
    }
  });
});

describe('settlement over HTTP', () => {
  it('shows the depository payments, and members none', async () => {
    const { payments } = await (await as(KSD)).call('payments', { query: {} });
    ROUTES.payments.reply.parse({ payments });
    const book = [...server.consortium.institution(KSD).book.payments()];
    expect(payments.map(({ paymentNo }) => paymentNo).sort()).toEqual(
      book.map(({ paymentNo }) => paymentNo).sort(),
    );
    // The keys of the trades stay in the book.
    const keys = book.flatMap(({ trades }) => trades.map(([, key]) => key));
    expect(keys.some((key) => JSON.stringify(payments).includes(key))).toBe(false);
    const { seller = '' } = viewsOf(KSD)[0]?.core.terms ?? {};
    expect(await (await as(seller)).call('payments', { query: {} })).toEqual({ payments: [] });
    const params = { paymentNo: payments[0]?.paymentNo ?? '' };
    expect(await (await as(KSD)).call('payment', { params })).toEqual(payments[0]);
    const refused = await problemOf(seller, 'payment', { params });
    expect(refused).toMatchObject({ status: 404, code: 'PAYMENT_UNKNOWN' });
  });

  it('shows holdings to their holder and the depository', async () => {
    for (const institution of institutions()) {
      const { holdings } = await (await as(institution)).call('holdings', { query: {} });
      ROUTES.holdings.reply.parse({ holdings });
      const holders = new Set(holdings.map(({ holder }) => holder));
      if (institution !== KSD) {
        expect([...holders].filter((each) => each !== institution)).toEqual([]);
      }
      for (const { balance, restricted, free } of holdings) {
        expect(BigInt(free)).toBe(BigInt(balance) - BigInt(restricted));
      }
    }
  });

  it('shows its holder and the depository what one account has that no trade names', async () => {
    const ksd = server.consortium.institution(KSD);
    const { isin = '' } = viewsOf(KSD)[0]?.core.terms ?? {};
    const account = 'HBSEC-UNTRADED';
    const data = { step: 'OPEN_HOLDING', account, isin, balance: 70_000n } as const;
    expect(await ksd.take([data])).toMatchObject([{ status: 'ACCEPTED' }]);
    const expected = [{ account, holder: 'HBSEC', isin, balance: '70000', free: '70000' }];
    for (const [institution, query, found] of [
      ['HBSEC', { account }, expected],
      [KSD, { account, isin }, expected],
      ['HBSEC', {}, []],
      ['DHSEC', { account }, []],
    ] as const) {
      const { holdings } = await (await as(institution)).call('holdings', { query });
      expect(holdings.filter((each) => each.account === account)).toMatchObject(found);
    }
  });

  it('finds chains, which the depository merges and each member sees its part of', async () => {
    const ksd = server.consortium.institution(KSD);
    const client = await as(KSD);
    const { candidates } = await client.call('chainCandidates', {});
    ROUTES.chainCandidates.reply.parse({ candidates });
    const [first] = candidates;
    if (first === undefined) throw new Error('no chain was found');
    expect(BigInt(first.unitsAfter)).toBeLessThan(BigInt(first.unitsBefore));
    const tradeIds = first.legs.map(({ tradeId }) => tradeId);
    const [merged] = await ksd.take([{ step: 'MERGE', tradeIds }]);
    expect(merged?.status).toBe('ACCEPTED');
    const head = await server.consortium.transport.head();
    for (const code of institutions()) {
      await caughtUp(server.server.services.readModel, code, head.height);
    }
    const { chains } = await client.call('chains', { query: {} });
    ROUTES.chains.reply.parse({ chains });
    const { legs, nets, cash, unitsAfter } = first;
    expect(chains).toEqual([expect.objectContaining({ state: 'CHAINED', nets, cash, unitsAfter })]);
    expect(chains[0]?.legs).toEqual(legs);
    const member = legs[0]?.seller ?? '';
    const own = await (await as(member)).call('chains', { query: {} });
    const seen = new Set(viewsOf(member).map(({ tradeId }) => tradeId));
    expect(own.chains[0]?.legs).toEqual(legs.filter(({ tradeId }) => seen.has(tradeId)));
    const accounts = own.chains[0]?.nets.map(({ account }) => account) ?? [];
    expect(accounts.every((account) => account !== '')).toBe(true);
    const unknown = { params: { chainId: '20260922-C0000000000000' } };
    expect(await problemOf(member, 'chain', unknown)).toMatchObject({ code: 'CHAIN_UNKNOWN' });
  });
});

describe('building anew', () => {
  it('is asked for over HTTP and ends with the same tables', async () => {
    const client = await as(KSD);
    const { readModel } = server.server.services;
    const before = await readModel.trades(KSD, { sort: 'tradeId', limit: 1000 });
    const job = ROUTES.rebuild.reply.parse(await client.call('rebuild', {}));
    expect(job).toMatchObject({ kind: 'REBUILD', state: 'RUNNING' });
    await caughtUp(readModel, KSD, before.height);
    const asked = { params: { jobId: job.jobId } };
    let now = await client.call('job', asked);
    while (now.state === 'RUNNING') now = await client.call('job', asked);
    expect(now).toMatchObject({ state: 'DONE', done: before.height, total: before.height });
    const other = await (await as('HBSEC')).call('job', asked).catch((error: unknown) => error);
    expect(other).toMatchObject({ problem: { code: 'JOB_UNKNOWN' } });
    const after = await readModel.trades(KSD, { sort: 'tradeId', limit: 1000 });
    expect(after.items).toEqual(before.items);
  });
});
