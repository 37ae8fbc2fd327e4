import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  entriesOf,
  ownTicket,
  readTicketCsv,
  ticketFile,
  type TicketInput,
} from '@bondledger/legacy';
import type { Action } from '@bondledger/sdk';
import type {
  ImportPreview,
  ItemResult,
  NewOfficeTrade,
  OfficeTrade,
  StepReply,
} from '@bondledger/sdk/api';
import {
  nextKey,
  startTestServer,
  type SignedInClient,
  type TestServer,
} from './support/test-server.js';

let server: TestServer;
let seller: SignedInClient;
let buyer: SignedInClient;
beforeAll(async () => {
  server = await startTestServer({ trades: 40 });
  seller = await server.as('hbsec-maker');
  buyer = await server.as('dhsec-maker');
}, 240_000);
afterAll(() => server.close());

const sold = async (): Promise<OfficeTrade[]> =>
  (await seller.call('officeTrades', { query: { role: 'seller', limit: '100' } })).items;

const resultsOf = (reply: StepReply): readonly ItemResult[] =>
  reply.kind === 'RESULTS' ? reply.results : expect.fail(reply.kind);

/** A file as the body. */
const upload = async (file: Uint8Array, query: string, who = seller): Promise<Response> =>
  fetch(`${server.url}/api/back-office/imports?${query}`, {
    method: 'POST',
    headers: {
      ...who.headers,
      'content-type': 'application/octet-stream',
      'idempotency-key': nextKey(),
    },
    body: new Uint8Array(file),
  });

const download = async (path: string, who = seller): Promise<Response> =>
  fetch(`${server.url}${path}`, { headers: { ...who.headers, 'accept-language': 'ko' } });

describe("an institution's books over HTTP", () => {
  it('have from the first what it agreed on the day, and nothing of others', async () => {
    for (const [code, client] of [
      ['HBSEC', seller],
      ['DHSEC', buyer],
    ] as const) {
      const { items, totals } = await client.call('officeTrades', { query: { limit: '1000' } });
      const own = server.day.tickets.flatMap((ticket) => entriesOf(code, ticket));
      expect(totals.count).toBe(own.length);
      for (const { role, terms } of items) {
        expect(role === 'seller' || role === 'buyer' ? terms[role] : '').toBe(code);
      }
      const references = (list: readonly { terms: { reference: string } }[]): string[] =>
        list.map(({ terms }) => terms.reference).sort();
      expect(references(items)).toEqual(references(own));
    }
  });

  it('submit an entry once, and follow it on the ledger', async () => {
    const [one, two] = (await sold()).filter(({ state }) => state === 'NEW');
    const officeIds = [one?.officeId ?? '', '999999', two?.officeId ?? ''];
    const [first, second] = await Promise.all([
      seller.call('submitOffice', { body: { officeIds } }),
      seller.call('submitOffice', { body: { officeIds } }),
    ]);
    const statuses = [resultsOf(first), resultsOf(second)].map((results) =>
      results.map(({ status, code }) => code ?? status),
    );
    expect(statuses.flat().sort()).toEqual([
      'ACCEPTED',
      'ACCEPTED',
      'OFFICE_TRADE_SENT',
      'OFFICE_TRADE_SENT',
      'OFFICE_TRADE_UNKNOWN',
      'OFFICE_TRADE_UNKNOWN',
    ]);
    const after = await seller.call('officeTrade', { params: { officeId: one?.officeId ?? '' } });
    expect(after).toMatchObject({ state: 'ON_LEDGER', tradeState: 'SUBMITTED' });
    const params = { tradeId: after.tradeId ?? '' };
    await expect
      .poll(() => seller.call('comparison', { params }).catch(() => undefined))
      .toMatchObject({ own: { officeId: one?.officeId }, differences: [] });
  });

  it('submit thousands as a job, and say which entries are not part of it', async () => {
    const [ticket] = server.day.tickets.filter(({ terms }) => terms.seller === 'HBSEC');
    const [entry] = entriesOf('HBSEC', ticket ?? expect.fail('nothing was sold'));
    const { terms } = entry ?? expect.fail('no entry');
    const named = (at: number): string => `MANY-${at.toString()}`;
    const entries = Array.from({ length: 1_010 }, (_, at) => ({
      ...(entry ?? expect.fail()),
      terms: { ...terms, reference: named(at) },
    }));
    const store = await server.server.services.offices.of('HBSEC');
    await store.captureAll(entries);
    const many: string[] = [];
    for (let cursor: string | undefined; ;) {
      const page = { limit: 1000, ...(cursor === undefined ? {} : { cursor }) };
      const query = { reference: 'MANY-', role: 'seller', ...page } as const;
      const { items, next } = await seller.call('officeTrades', { query });
      many.push(...items.map(({ officeId }) => officeId));
      if (next === undefined) break;
      cursor = next;
    }
    const sent = (await sold()).find(({ state }) => state === 'ON_LEDGER')?.officeId ?? '';
    const officeIds = ['999999', ...many, sent];
    const reply = await seller.call('submitOffice', { body: { officeIds } });
    if (reply.kind !== 'JOB') throw new Error(reply.kind);
    expect(reply.job).toMatchObject({ kind: 'SUBMIT_BACK_OFFICE', total: 1_010 });
    expect(reply.refused).toMatchObject([
      { index: 0, code: 'OFFICE_TRADE_UNKNOWN' },
      { index: 1_011, code: 'OFFICE_TRADE_SENT' },
    ]);
    const params = { jobId: reply.job.jobId };
    await expect
      .poll(() => seller.call('job', { params }), { timeout: 60_000 })
      .toMatchObject({ state: 'DONE', accepted: 1_010, refused: 0 });
    const last = await seller.call('officeTrade', { params: { officeId: many[0] ?? '' } });
    expect(last).toMatchObject({ state: 'ON_LEDGER' });
  }, 120_000);

  it("show the buyer the seller's trade beside its own, with what differs", async () => {
    const entry = (await sold()).find(
      ({ state, terms }) => state === 'NEW' && terms.buyer === 'DHSEC',
    );
    const { terms, own } = entry ?? expect.fail('no trade with DHSEC');
    const altered = { ...terms, reference: `${terms.reference}-X` };
    const agreed = { ...altered, yield: '9.9' };
    await buyer.call('addOfficeTrade', { body: { role: 'buyer', terms: agreed } });
    const reply = await seller.call('takeSteps', {
      body: { step: 'SUBMIT', items: [{ terms: altered, own: own ?? expect.fail() }] },
    });
    const tradeId = resultsOf(reply)[0]?.tradeId ?? expect.fail();
    await expect
      .poll(() => buyer.call('comparison', { params: { tradeId } }).catch(() => undefined))
      .toMatchObject({ own: { role: 'buyer', terms: { yield: '9.9' } }, differences: ['yield'] });
    const many = await buyer.call('comparisons', { query: { tradeId } });
    expect(many.comparisons).toMatchObject([{ tradeId, differences: ['yield'] }]);
    const stranger = await server.as('sfinc-maker');
    expect(await stranger.call('comparisons', { query: { tradeId } })).toEqual({ comparisons: [] });
    await expect(stranger.call('comparison', { params: { tradeId } })).rejects.toMatchObject({
      code: 'TRADE_UNKNOWN',
    });
  });

  it.each<[what: string, alter: (body: NewOfficeTrade) => NewOfficeTrade, code: string]>([
    ['a reference twice', (body) => body, 'OFFICE_TRADE_EXISTS'],
    ['a role that is not its own', (body) => ({ ...body, role: 'buyer' }), 'PARTY_NOT_ALLOWED'],
    [
      'a wrong amount',
      ({ terms, ...body }) => ({
        ...body,
        terms: { ...terms, instrumentType: 'KTB', settlementAmount: '1' },
      }),
      'SETTLEMENT_AMOUNT_WRONG',
    ],
    ['a manager without a side', (body) => ({ ...body, role: 'asset-manager' }), 'FIELD_MISSING'],
  ])('refuse %s', async (_, alter, code) => {
    const [entry] = await sold();
    const { terms, own } = entry ?? expect.fail();
    const body = alter({ role: 'seller', terms, ...(own && { own }) });
    await expect(seller.call('addOfficeTrade', { body })).rejects.toMatchObject({ code });
  });
});

describe('files over HTTP', () => {
  it.each(['csv', 'xlsx'] as const)('are previewed and captured from %s', async (format) => {
    const [ticket] = server.day.tickets.filter(({ terms }) => terms.seller === 'HBSEC');
    const own = ownTicket('HBSEC', ticket ?? expect.fail()) ?? expect.fail();
    const named = (at: string): TicketInput => ({
      ...own,
      terms: { ...own.terms, reference: `FILE-${format}${at}` },
    });
    const fresh = named('');
    const wrong = { ...own, terms: { ...own.terms, seller: 'SFINC', sellerKeeper: 'SFINC' } };
    const answer = await upload(
      await ticketFile([fresh, named('-2'), wrong], format),
      `format=${format}`,
    );
    expect(answer.status).toBe(201);
    const preview = (await answer.json()) as { importId: string; total: number; bad: number };
    expect(preview).toMatchObject({ total: 3, good: 2, bad: 1 });
    const run = { params: { importId: preview.importId } };
    await expect(seller.call('runImport', { ...run, body: {} })).rejects.toMatchObject({
      code: 'IMPORT_HAS_FAULTS',
    });
    await expect(
      buyer.call('runImport', { ...run, body: { skipBad: true } }),
    ).rejects.toMatchObject({
      code: 'IMPORT_UNKNOWN',
    });
    expect(await seller.call('runImport', { ...run, body: { skipBad: true } })).toEqual({
      captured: 2,
      known: 0,
      skipped: 1,
    });
  });

  it('are told what would be refused of each row, before anything is sent', async () => {
    const books = await sold();
    const soldIn = (wanted: OfficeTrade['state']): TicketInput => {
      const references = books.flatMap(({ state, terms }) =>
        state === wanted ? [terms.reference] : [],
      );
      const ticket = server.day.tickets.find(
        ({ terms }) => terms.seller === 'HBSEC' && references.includes(terms.reference),
      );
      return ownTicket('HBSEC', ticket ?? expect.fail(wanted)) ?? expect.fail();
    };
    const own = soldIn('NEW');
    const bought = server.day.tickets.flatMap((ticket) =>
      ticket.terms.buyer === 'HBSEC' ? (ownTicket('HBSEC', ticket) ?? []) : [],
    )[0];
    const { services } = server.server;
    const ksd = services.desks.of('KSD').institution;
    const administer = async (action: Action): Promise<void> => {
      expect(await ksd.take([action])).toMatchObject([{ status: 'ACCEPTED' }]);
    };
    let count = 0;
    const altered = (terms: Partial<TicketInput['terms']>, ticket = own): TicketInput => ({
      ...ticket,
      terms: { ...ticket.terms, reference: `ALTERED-${(count += 1).toString()}`, ...terms },
    });
    const fund = { code: 'F1', assetManager: 'SFINC', custodian: 'CWBK' };
    const side = { account: 'CWBK-F01', capacity: 'TRUST' as const, fund };
    const rows = [
      altered({}),
      soldIn('ON_LEDGER'),
      own,
      altered({ buyer: 'NOBODY', buyerKeeper: 'NOBODY' }),
      altered({ buyer: 'CWBK', buyerKeeper: 'CWBK' }),
      altered({ isin: 'KR103502GA00' }),
      altered({ settlementDate: '2026-12-01' }),
      { ...altered({}), sellerSide: side },
      altered({ seller: 'NOBODY', sellerKeeper: 'NOBODY' }, bought ?? expect.fail()),
    ];
    const heightBefore = (await server.consortium.transport.head()).height;
    await administer({ step: 'SUSPEND_PARTICIPANT', data: { code: 'CWBK', reason: 'a test' } });
    const answer = await upload(await ticketFile(rows, 'csv'), 'format=csv');
    await administer({ step: 'RESUME_PARTICIPANT', data: { code: 'CWBK' } });
    const preview = (await answer.json()) as ImportPreview;
    const told = preview.rows.map(({ faults }) =>
      faults.map(({ column, code }) => `${column} ${code}`).join(),
    );
    expect(told).toEqual([
      '',
      'reference REFERENCE_DUPLICATE',
      'reference OFFICE_TRADE_EXISTS',
      'buyer COUNTERPARTY_UNKNOWN',
      'buyer COUNTERPARTY_SUSPENDED',
      'isin ISSUE_UNKNOWN',
      'settlementDate SETTLEMENT_DATE_TOO_LATE',
      'sellerAssetManager FUND_ROLE',
      'seller COUNTERPARTY_UNKNOWN',
    ]);
    for (const { sentence } of preview.rows.flatMap(({ faults }) => faults)) {
      expect([sentence.ko, sentence.en].every((each) => each.length > 10)).toBe(true);
    }
    const { height } = await server.consortium.transport.head();
    expect(height).toBe(heightBefore + 2);
  });

  it('that are no workbook are refused with their code', async () => {
    const answer = await upload(Buffer.from('a,b'), 'format=xlsx');
    expect(await answer.json()).toMatchObject({ code: 'XLSX_MALFORMED' });
  });

  it.each(['/api/back-office/export', '/api/trades/export'])('are made of %s', async (path) => {
    const csv = await download(`${path}?format=csv`);
    expect(csv.headers.get('content-disposition')).toMatch(/^attachment; filename="[\w-]+\.csv"$/);
    const bytes = Buffer.from(await csv.arrayBuffer());
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    const lines = bytes.toString('utf8').trimEnd().split('\r\n');
    expect(lines[0]).toContain('참조번호');
    // The reader's words, not the program's.
    expect(lines.slice(1).join('')).not.toMatch(/\b(ON_LEDGER|SUBMITTED|MATCHED|READY)\b/);
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines.slice(1)) expect(line).toMatch(/\bHBSEC\b/);
    const xlsx = await download(`${path}?format=xlsx&language=en`);
    expect(xlsx.status).toBe(200);
    expect(
      Buffer.from(await xlsx.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
  });

  it.each(['users', 'participants', 'issues', 'holidays', 'audit'])(
    'are made of the list of %s, for those who may read it',
    async (list) => {
      const path = `/api/${list}/export?format=csv`;
      const text = await (await download(path, await server.as('hbsec-admin'))).text();
      expect(text.trimEnd().split('\r\n').length).toBeGreaterThan(1);
      const isForAll = !['users', 'audit'].includes(list);
      expect((await download(path)).status).toBe(isForAll ? 200 : 403);
    },
  );

  it('are made for who is signed in only, and of right questions only', async () => {
    expect((await fetch(`${server.url}/api/back-office/export?format=csv`)).status).toBe(401);
    expect((await download('/api/trades/export?format=pdf')).status).toBe(400);
  });

  it('of the reference day can be read by the command', async () => {
    const own = server.day.tickets.flatMap((ticket) => ownTicket('NRAMC', ticket) ?? []);
    const text = Buffer.from(await ticketFile(own, 'csv'))
      .toString('utf8')
      .slice(1);
    expect(readTicketCsv(text).faults).toEqual([]);
  });
});
