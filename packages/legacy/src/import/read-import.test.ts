import { encodeTerms } from '@bondledger/domain';
import { describe, expect, it } from 'vitest';
import { ticketOf, ticketsOf } from '../../test/support/tickets.js';
import { TICKET_COLUMNS } from '../tickets/ticket-columns.js';
import { ticketsToCsv } from '../tickets/ticket-csv.js';
import { readImport, type ReadImport } from './read-import.js';

const lines = ticketsToCsv(ticketsOf(6)).slice(1).trimEnd().split('\r\n');

const read = async (text: string, institution = 'HBSEC'): Promise<ReadImport> => {
  const answer = await readImport(institution, Buffer.from(text), { format: 'csv' });
  return answer.ok ? answer.value : expect.fail(answer.rejection.code);
};

/** The file with some cells of one line changed. */
const withCells = (line: number, cells: Readonly<Record<string, string>>): string =>
  lines
    .map((text, at) => {
      if (at !== line - 1) return text;
      const row = text.split(',');
      for (const [name, cell] of Object.entries(cells)) {
        row[TICKET_COLUMNS.findIndex((column) => column === name)] = cell;
      }
      return row.join(',');
    })
    .join('\n');

const told = ({ preview }: ReadImport): string[] =>
  preview.rows.flatMap(({ line, faults }) =>
    faults.map(({ column, rejection }) => `${line} ${column} ${rejection.code}`),
  );

describe('a preview of a file', () => {
  it('counts the good rows and has the entries that they would bring', async () => {
    const { preview, entries } = await read(lines.join('\r\n'));
    expect(preview).toMatchObject({ format: 'csv', encoding: 'utf-8', total: 6, good: 6, bad: 0 });
    expect(preview.columns).toEqual(TICKET_COLUMNS);
    expect(preview.rows.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6, 7]);
    expect(entries.map(({ terms }) => encodeTerms(terms))).toEqual(
      ticketsOf(6).map(({ terms }) => encodeTerms(terms)),
    );
  });

  it('names every wrong cell of a row', async () => {
    const cells = {
      isin: 'KR103502GE64',
      unitPrice: '9,987'.replace(',', '.'),
      settlementDate: '2026-02-30',
      seller: 'hbsec',
      sellerAccount: 'x',
      sellerLots: 'NRF01',
      buyerCapacity: 'OWN',
      yield: '3%',
    };
    const answer = await read(withCells(3, cells));
    expect(told(answer).sort()).toEqual(
      [
        '3 buyerCapacity FIELD_INVALID',
        '3 isin ISIN_INVALID',
        '3 seller FIELD_INVALID',
        '3 sellerAccount FIELD_INVALID',
        '3 sellerLots FIELD_MISSING',
        '3 settlementDate DATE_INVALID',
        '3 unitPrice AMOUNT_INVALID',
        '3 yield FIELD_INVALID',
      ].sort(),
    );
    expect(answer.preview).toMatchObject({ total: 6, good: 5, bad: 1 });
  });

  it.each<[what: string, cells: Readonly<Record<string, string>>, fault: string]>([
    ['Hangul in NFD', { fopReason: '담보'.normalize('NFD') }, '4 fopReason TEXT_NOT_NFC'],
    ['a wrong amount', { settlementAmount: '1' }, '4 settlementAmount SETTLEMENT_AMOUNT_WRONG'],
    ['a reason that is not asked for', { fopReason: '담보' }, '4 fopReason FOP_REASON_UNEXPECTED'],
    [
      'an account of somebody else',
      { sellerAccount: 'DHSEC-1' },
      '4 sellerAccount ACCOUNT_NOT_OF_HOLDER',
    ],
    ['a fund that is missing', { sellerCapacity: 'TRUST' }, '4 sellerFund FUND_REQUIRED'],
    ['an agent', { sellerKeeper: 'KSD' }, '4 sellerKeeper AGENT_NOT_OFFERED'],
    ['a reference twice', { reference: 'HBSEC-20260921-00001' }, '4 reference OFFICE_TRADE_EXISTS'],
    ["others' trades", { seller: 'SFINC', sellerKeeper: 'SFINC' }, '4 seller PARTY_NOT_ALLOWED'],
  ])('names %s', async (_, cells, fault) => {
    const answer = await read(withCells(4, cells));
    expect(told(answer)).toEqual([fault]);
    expect(answer.entries).toHaveLength(5);
  });

  it('asks rules that need more than the row', async () => {
    const answer = await readImport('HBSEC', Buffer.from(lines.join('\n')), {
      format: 'csv',
      check: (entries) => {
        expect(entries).toHaveLength(6);
        const unknown = entries[1]?.terms.isin;
        return Promise.resolve(({ terms }) =>
          terms.isin === unknown ? { code: 'ISSUE_UNKNOWN' } : undefined,
        );
      },
    });
    expect(answer.ok && told(answer.value)).toEqual([
      '3 isin ISSUE_UNKNOWN',
      '5 isin ISSUE_UNKNOWN',
      '7 isin ISSUE_UNKNOWN',
    ]);
  });

  it.each<[what: string, text: string, faults: string[]]>([
    [
      'a line that is malformed',
      `${lines.slice(0, 2).join('\n')}\nx,"y"z\n`,
      ['3 tradeDate CSV_MALFORMED'],
    ],
    ['a missing column', 'reference\nA\n', ['1 tradeDate CSV_COLUMN_MISSING']],
    [
      'a column named __proto__',
      `${lines[0] ?? ''},__proto__\n`,
      ['1 __proto__ CSV_COLUMN_UNKNOWN'],
    ],
    ['nothing at all', '', ['1 1 CSV_MALFORMED']],
  ])('tells %s', async (_, text, faults) => {
    const answer = await read(text);
    expect(told(answer)).toEqual(expect.arrayContaining(faults));
    expect(answer.preview.bad).toBe(told(answer).length);
    expect(({} as Record<string, unknown>)['A']).toBeUndefined();
  });

  it('gives others their turn while a large file is read', async () => {
    const rows = Array.from({ length: 4_000 }, (_, n) => ticketOf(n + 1));
    let turns = 0;
    let isAtWork = true;
    const count = (): void => {
      turns += 1;
      if (isAtWork) setImmediate(count);
    };
    setImmediate(count);
    const { preview } = await read(ticketsToCsv(rows));
    isAtWork = false;
    expect(preview.total).toBe(4_000);
    // Read in one go it is two turns.
    expect(turns).toBeGreaterThan(4);
  });

  it('shows the first rows and wrong ones, up to limits, and counts all', async () => {
    const many = ticketsToCsv(Array.from({ length: 400 }, (_, n) => ticketOf(n + 1)))
      .slice(1)
      .trimEnd()
      .split('\r\n')
      .map((line, at) => (at > 50 ? line.replace('DVP', 'DVD') : line));
    const { preview } = await read(many.join('\n'));
    expect(preview).toMatchObject({ total: 400, good: 50, bad: 350 });
    expect(preview.rows.filter(({ faults }) => faults.length > 0)).toHaveLength(200);
    expect(preview.rows.filter(({ faults }) => faults.length === 0)).toHaveLength(20);
  });

  it.each([
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${lines.join('\n')}`), 'utf-8'],
    ['CP949', cp949(withCells(2, { settlementMethod: 'FOP', fopReason: '담보' })), 'cp949'],
  ])('finds out %s', async (_, bytes, encoding) => {
    const answer = await readImport('HBSEC', bytes, { format: 'csv' });
    expect(answer).toMatchObject({ ok: true, value: { preview: { encoding, good: 6 } } });
  });

  it('takes the encoding that is asked for, and tells where the bytes are none', async () => {
    const bytes = cp949(withCells(2, { fopReason: '담보' }));
    const answer = await readImport('HBSEC', bytes, { format: 'csv', encoding: 'utf-8' });
    expect(answer).toMatchObject({
      ok: false,
      rejection: { code: 'CSV_MALFORMED', params: { line: '2' } },
    });
  });

  it('refuses a file that is too large, in bytes or in rows', async () => {
    const rows = `${lines[0] ?? ''}\n${`${lines[1] ?? ''}\n`.repeat(20_001)}`;
    for (const bytes of [Buffer.alloc(10_000_001, 'a'), Buffer.from(rows)]) {
      const answer = await readImport('HBSEC', bytes, { format: 'csv' });
      expect(answer).toMatchObject({ ok: false, rejection: { code: 'FILE_TOO_LARGE' } });
    }
  });

  it("takes for a fund's manager what it allots", async () => {
    const { entries } = await read(lines.join('\n'), 'NRAMC');
    expect(entries.map(({ role, lots }) => `${role} ${lots?.length ?? '-'}`)).toEqual([
      'buyer -',
      'asset-manager 2',
      'buyer -',
      'asset-manager 2',
    ]);
  });
});

/** Hangul of this test in CP949, the rest as it is. */
function cp949(text: string): Buffer {
  return Buffer.concat(
    Array.from(text, (sign) => {
      const hangul: Readonly<Record<string, readonly number[]>> = {
        담: [0xb4, 0xe3],
        보: [0xba, 0xb8],
      };
      return Buffer.from(hangul[sign] ?? [sign.charCodeAt(0)]);
    }),
  );
}
