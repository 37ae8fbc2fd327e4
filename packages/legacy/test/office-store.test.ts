import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  entriesOf,
  OfficeStore,
  readImport,
  ticketFile,
  type OfficeRow,
  type ReadImport,
} from '../src/index.js';
import { DATABASES, type TestDatabase } from './support/databases.js';
import { ticketOf, ticketsOf, TRADE_DATE } from './support/tickets.js';

const TRADE_ID = '20260921-ABCDEFGHJKMNPQRSTVWXYZ0123';

// Counted as skipped where root runs the tests in a folder that nobody else may enter.
it.skipIf(DATABASES.length === 1)('a real PostgreSQL server is among the databases', () => {
  expect(DATABASES.map(({ kind }) => kind)).toContain('postgresql');
});

describe.each(DATABASES)('the books of an institution in $kind', ({ make }) => {
  let place: TestDatabase;
  let books: OfficeStore;
  let count = 0;
  let code = '';
  beforeAll(async () => {
    place = await make();
  });
  afterAll(() => place[Symbol.asyncDispose]());

  /** Books of their own for each test, of an institution that sells what it sells as HBSEC. */
  beforeEach(async () => {
    count += 1;
    code = `AB${count.toString()}`;
    books = await OfficeStore.open(place.database, code);
  });

  const soldBy = (numbers: readonly number[]): ReturnType<typeof entriesOf> =>
    numbers.flatMap((n) => entriesOf(code, ticketOf(n, code)));
  const all = async (): Promise<readonly OfficeRow[]> =>
    (await books.page({}, { sort: 'reference', limit: 1_000 })).rows;
  const named = (n: number): { seller: string; reference: string; tradeDate: string } => ({
    seller: code,
    reference: ticketOf(n, code).terms.reference,
    tradeDate: TRADE_DATE,
  });

  it('give back what was captured', async () => {
    const entries = soldBy([1, 2, 3]);
    expect(await books.captureAll(entries)).toEqual({ captured: 3, known: [] });
    const rows = await all();
    expect(rows).toMatchObject(entries.map((entry) => ({ ...entry, state: 'NEW' })));
    expect(rows.map(({ tradeId }) => tradeId)).toEqual([undefined, undefined, undefined]);
  });

  it('keep one entry of a reference, whoever captures it again', async () => {
    await books.captureAll(soldBy([1, 2]));
    expect(await books.captureAll(soldBy([2, 3, 3, 1]))).toEqual({ captured: 1, known: [0, 2, 3] });
    const [again] = soldBy([1]);
    await expect(books.capture(again ?? expect.fail())).rejects.toMatchObject({
      code: 'OFFICE_TRADE_EXISTS',
      params: { reference: again?.terms.reference },
    });
    expect(await all()).toHaveLength(3);
  });

  it('capture one and say which it became', async () => {
    const [entry] = soldBy([7]);
    const row = await books.capture(entry ?? expect.fail());
    expect(row).toMatchObject({ ...entry, state: 'NEW' });
    expect(await books.row(row.officeId)).toEqual(row);
    expect(await books.row('999999')).toBeUndefined();
    expect(await books.row("1'; drop table trade")).toBeUndefined();
  });

  it.each([
    'reference',
    '-settlementAmount',
    'faceAmount',
    '-isin',
    'counterparty',
    'state',
  ] as const)('give every page by %s once, whatever its size', async (sort) => {
    await books.captureAll(soldBy(Array.from({ length: 23 }, (_, n) => n + 1)));
    const whole = await books.page({}, { sort, limit: 100 });
    expect(whole.next).toBeUndefined();
    const paged: OfficeRow[] = [];
    let cursor: string | undefined;
    do {
      const page = await books.page({}, { sort, limit: 5, cursor });
      paged.push(...page.rows);
      cursor = page.next;
    } while (cursor !== undefined);
    expect(paged).toEqual(whole.rows);
    expect(new Set(paged.map(({ officeId }) => officeId)).size).toBe(23);
  });

  it.each([
    ['of another order', { sort: '-reference' as const }, undefined],
    ['that is none', { sort: 'reference' as const }, 'bm9uZQ'],
    [
      'with a value of another type',
      { sort: 'faceAmount' as const },
      Buffer.from('["faceAmount","x","1"]').toString('base64url'),
    ],
    [
      'with an identifier that is none',
      { sort: 'reference' as const },
      Buffer.from('["reference","x","99999999999999999999"]').toString('base64url'),
    ],
  ])('refuse a cursor %s', async (_, { sort }, given) => {
    await books.captureAll(soldBy([1, 2, 3]));
    const page = await books.page({}, { sort: 'reference', limit: 1 });
    const cursor = given ?? page.next;
    await expect(books.page({}, { sort, limit: 1, cursor })).rejects.toMatchObject({
      code: 'REQUEST_MALFORMED',
    });
  });

  it.each<[what: string, wanted: Parameters<OfficeStore['page']>[0], numbers: number[]]>([
    ['counterparty', { counterparty: 'NRAMC' }, [3, 6]],
    ['issue', { isin: 'KR103502GE63' }, [2, 4, 6]],
    ['amount', { amountFrom: '4993500000', amountTo: '5992200000' }, [4, 5]],
    ['reference', { reference: 'AB' }, [1, 2, 3, 4, 5, 6]],
    ['a reference with a sign of patterns', { reference: 'A%' }, []],
    ['trade date', { tradeDateFrom: '2026-09-22' }, []],
    ['two at once', { isin: 'KR103502GE63', counterparty: 'DHSEC', role: 'seller' }, [2, 4]],
    ['state', { state: ['SENT', 'REFUSED'] }, []],
  ])('find by %s, and sum over all pages', async (_, wanted, numbers) => {
    await books.captureAll(soldBy([1, 2, 3, 4, 5, 6]));
    const { rows } = await books.page(wanted, { sort: 'reference', limit: 100 });
    expect(rows.map(({ terms }) => terms.reference)).toEqual(
      numbers.map((n) => named(n).reference),
    );
    const sum = (of: 'faceAmount' | 'settlementAmount'): bigint =>
      rows.reduce((total, { terms }) => total + terms[of], 0n);
    expect(await books.totals(wanted)).toEqual({
      count: numbers.length,
      faceAmount: sum('faceAmount'),
      settlementAmount: sum('settlementAmount'),
    });
  });

  it('mark an entry as sent for one of two that ask at once', async () => {
    await books.captureAll(soldBy([1, 2]));
    const ids = (await all()).map(({ officeId }) => officeId);
    const marked = await Promise.all([
      books.markSent(ids, 'first', 'kim'),
      books.markSent([...ids, ...ids], 'second', 'lee'),
    ]);
    expect(marked.map((rows) => rows.length).sort()).toEqual([0, 2]);
    const submissions = await books.openSubmissions();
    expect([...submissions.values()].map((rows) => rows.length)).toEqual([2]);
  });

  it('mark only what the institution itself has to submit', async () => {
    const bought = entriesOf(code, ticketOf(1, 'HBSEC', code));
    await books.captureAll(bought);
    const [row] = await all();
    expect(row).toMatchObject({ role: 'buyer' });
    expect(await books.markSent([row?.officeId ?? ''], 'a', 'kim')).toEqual([]);
  });

  it('take the answers of a submission, and let what was refused be sent again', async () => {
    await books.captureAll(soldBy([1, 2, 3]));
    const ids = (await all()).map(({ officeId }) => officeId);
    const [, two, three] = ids;
    await books.markSent(ids, 'a', 'kim');
    const another = { ...named(1), status: 'PUT_BACK', submission: 'of another time' } as const;
    expect(await books.applyOutcomes([another])).toEqual([]);
    await books.applyOutcomes([
      { ...named(1), status: 'ACCEPTED', tradeId: TRADE_ID, revision: 1 },
      { ...named(2), status: 'REFUSED', code: 'ISSUE_UNKNOWN', params: { isin: 'X' } },
      { ...named(3), status: 'PUT_BACK', submission: 'a' },
    ]);
    expect(await all()).toMatchObject([
      { state: 'ON_LEDGER', tradeId: TRADE_ID, tradeState: 'SUBMITTED' },
      { state: 'REFUSED', code: 'ISSUE_UNKNOWN', params: { isin: 'X' } },
      { state: 'NEW' },
    ]);
    const again = await books.markSent(ids, 'b', 'kim');
    expect(again.map(({ officeId }) => officeId)).toEqual([two, three]);
    expect(again[0]?.code).toBeUndefined();
  });

  it('bring what the ledger has to the entry of its name, and pass old news over', async () => {
    await books.captureAll(soldBy([1, 2]));
    const news = (n: number, revision: number, state: 'SUBMITTED' | 'MATCHED' | 'SETTLED') => ({
      ...named(n),
      tradeId: TRADE_ID,
      revision,
      state,
    });
    expect(await books.applyLedger([news(1, 1, 'SUBMITTED'), news(1, 2, 'MATCHED')])).toHaveLength(
      1,
    );
    expect(await books.applyLedger([news(1, 1, 'SUBMITTED')])).toEqual([]);
    expect(await books.applyLedger([news(9, 1, 'SUBMITTED')])).toEqual([]);
    const [row] = await books.named(named(1));
    expect(row).toMatchObject({ state: 'ON_LEDGER', tradeState: 'MATCHED', tradeId: TRADE_ID });
    // The answer to the submission comes after the news.
    await books.applyOutcomes([
      { ...named(1), status: 'ACCEPTED', tradeId: TRADE_ID, revision: 1 },
    ]);
    expect(await books.named(named(1))).toMatchObject([{ tradeState: 'MATCHED' }]);
  });

  it('log every change with who and when', async () => {
    await books.captureAll(soldBy([1]));
    const [row] = await all();
    const officeId = row?.officeId ?? '';
    await books.markSent([officeId], 'a', 'kim');
    await books.applyLedger([{ ...named(1), tradeId: TRADE_ID, revision: 1, state: 'SUBMITTED' }]);
    await books.applyLedger([{ ...named(1), tradeId: TRADE_ID, revision: 2, state: 'MATCHED' }]);
    expect(await books.changes(officeId)).toMatchObject([
      { before: 'NEW', after: 'SENT', by: 'kim' },
      { before: 'SENT', after: 'ON_LEDGER', tradeState: 'SUBMITTED' },
      { before: 'ON_LEDGER', after: 'ON_LEDGER', tradeState: 'MATCHED' },
    ]);
    expect(await books.changes('0')).toEqual([]);
  });

  it('are there again after the server was', async () => {
    await books.captureAll(soldBy([1, 2]));
    const before = await all();
    books = await OfficeStore.open(await place.reopen(), code);
    expect(await all()).toEqual(before);
    expect(await books.captureAll(soldBy([1]))).toEqual({ captured: 0, known: [0] });
  });

  const previewOf = async (numbers: readonly number[], isBad: boolean): Promise<ReadImport> => {
    const tickets = numbers.map((n) => ticketOf(n, code));
    const file = Buffer.from(await ticketFile(tickets, 'csv')).toString('utf8');
    const text = isBad ? `${file}x,y\r\n` : file;
    const read = await readImport(code, Buffer.from(text), { format: 'csv' });
    return read.ok ? read.value : expect.fail(read.rejection.code);
  };

  it('take the good rows of a preview, once, also after the server was started again', async () => {
    await books.captureAll(soldBy([2]));
    const { importId } = await books.keepImport(await previewOf([1, 2, 3], true), 'kim');
    await expect(books.runImport(importId, false)).rejects.toMatchObject({
      code: 'IMPORT_HAS_FAULTS',
      params: { bad: '1' },
    });
    books = await OfficeStore.open(await place.reopen(), code);
    expect(await books.runImport(importId, true)).toEqual({ captured: 2, known: 1, skipped: 1 });
    expect(await books.runImport(importId, true)).toEqual({ captured: 0, known: 3, skipped: 1 });
    expect(await all()).toHaveLength(3);
  });

  it('forget a preview when its time is over, and know none of others', async () => {
    let now = new Date('2026-09-21T01:00:00.000Z');
    const own = await OfficeStore.open(place.database, code, () => now);
    const { importId } = await own.keepImport(await previewOf([1], false), 'kim');
    const other = await OfficeStore.open(place.database, 'OTHER');
    await expect(other.runImport(importId, true)).rejects.toMatchObject({ code: 'IMPORT_UNKNOWN' });
    now = new Date('2026-09-21T02:00:00.000Z');
    await expect(own.runImport(importId, true)).rejects.toMatchObject({ code: 'IMPORT_UNKNOWN' });
  });

  it('keep the newest previews only', async () => {
    let minute = 0;
    const own = await OfficeStore.open(place.database, code, () => {
      minute += 1;
      return new Date(Date.UTC(2026, 8, 21, 1, minute));
    });
    const read = await previewOf([1], false);
    const first = await own.keepImport(read, 'kim');
    for (let n = 0; n < 20; n += 1) await own.keepImport(read, 'kim');
    await expect(own.runImport(first.importId, true)).rejects.toMatchObject({
      code: 'IMPORT_UNKNOWN',
    });
  });

  it('are refused where a newer program wrote them', async () => {
    const tables = place.database.schema(`bo_${code.toLowerCase()}`);
    await sql`update ${sql.id(`bo_${code.toLowerCase()}`, 'version')} set version = 99`.execute(
      tables,
    );
    await expect(OfficeStore.open(place.database, code)).rejects.toMatchObject({
      code: 'DATABASE_WRONG',
    });
  });

  it('have nothing of another institution, nor of the other side', async () => {
    const tickets = ticketsOf(9);
    for (const institution of ['HBSEC', 'DHSEC', 'NRAMC', 'SFINC']) {
      const own = await OfficeStore.open(place.database, institution);
      await own.captureAll(tickets.flatMap((ticket) => entriesOf(institution, ticket)));
      const { rows } = await own.page({}, { sort: 'reference', limit: 100 });
      for (const row of rows) {
        const { terms, role, side } = row;
        const fund = row.own?.fund;
        const parties = role === 'asset-manager' ? [fund?.assetManager] : [terms[side]];
        expect(parties).toEqual([institution]);
        expect(role === 'asset-manager' || row.lots === undefined).toBe(true);
      }
      const counts = { HBSEC: 9, DHSEC: 6, NRAMC: 6, SFINC: 0 };
      expect(rows).toHaveLength(counts[institution as keyof typeof counts]);
    }
  });
});
