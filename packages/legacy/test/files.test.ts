import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  csvSheet,
  ownTicket,
  readImport,
  readTicketCsv,
  ticketFile,
  xlsxSheet,
  type SheetColumn,
  type TicketInput,
} from '../src/index.js';
import { readXlsx } from '../src/xlsx/read-xlsx.js';
import { ticketOf, ticketsOf } from './support/tickets.js';

const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml';

/** Texts, digits and signs as institutions write them, and others. */
const reason = fc
  .oneof(
    fc.constantFrom('=1+1', '+82', '-담보', '@x', '"갑", 을', "'=a", 'a;b', '\u{20bb7}'),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
  )
  .map((text) => text.normalize('NFC'))
  .filter((text) => /^(?!\s)[^\p{C}\u2028\u2029\ufffe\uffff]{1,60}(?<!\s)$/u.test(text))
  // An apostrophe before a sign of formulas is the guard of a spreadsheet, not of the text.
  .filter((text) => !/^'[=+\-@]/.test(text));

const ticket = fc
  .record({
    n: fc.integer({ min: 1, max: 99_999 }),
    reference: fc.stringMatching(/^[A-Za-z0-9._/-]{1,40}$/),
    fopReason: fc.option(reason, { nil: undefined }),
    face: fc.bigInt({ min: 1n, max: 10n ** 18n - 1n }),
    price: fc.bigInt({ min: 1n, max: 10n ** 17n }),
    yieldText: fc.option(fc.constantFrom('3.125', '-0.5', '0', '12'), { nil: undefined }),
  })
  .map(({ n, reference, fopReason, face, price, yieldText }): TicketInput => {
    const { terms, ...sides } = ticketOf(n);
    const { yield: left, ...rest } = terms;
    return {
      ...sides,
      terms: {
        ...rest,
        reference,
        faceAmount: face,
        unitPrice: price,
        settlementAmount: face,
        settlementMethod: fopReason === undefined ? 'DVP' : 'FOP',
        ...(fopReason === undefined ? {} : { fopReason }),
        ...((yieldText ?? left) === undefined ? {} : { yield: yieldText ?? '1.5' }),
      },
    };
  });

const readBack = async (file: Uint8Array, format: 'csv' | 'xlsx'): Promise<TicketInput[]> => {
  const answer = await readImport('HBSEC', file, { format });
  if (!answer.ok) return expect.fail(answer.rejection.code);
  return answer.value.entries.map(({ terms, own }) => ({ terms, ...(own && { sellerSide: own }) }));
};

describe('a file of tickets', () => {
  it.each(['csv', 'xlsx'] as const)('is read from %s as it was written', async (format) => {
    const runs = format === 'csv' ? 60 : 8;
    const check = fc.asyncProperty(
      fc.uniqueArray(ticket, {
        minLength: 1,
        maxLength: 8,
        selector: ({ terms }) => terms.reference,
      }),
      async (tickets) => {
        const given = tickets.map(({ terms, sellerSide }) => ({ terms, sellerSide }));
        const priced = given.map((each) => ({
          ...each,
          terms: { ...each.terms, instrumentType: 'CP' as const },
        }));
        expect(await readBack(await ticketFile(priced as TicketInput[], format), format)).toEqual(
          priced,
        );
      },
    );
    await fc.assert(check, { numRuns: runs });
  });

  it('has for an institution its own side only', async () => {
    const [, , fund] = ticketsOf(3);
    const whole = fund ?? expect.fail();
    expect(ownTicket('HBSEC', whole)).toEqual({ terms: whole.terms, sellerSide: whole.sellerSide });
    expect(ownTicket('SFINC', whole)).toBeUndefined();
    const file = await ticketFile([ownTicket('NRAMC', whole) ?? expect.fail()], 'csv');
    const text = Buffer.from(file).toString('utf8').slice(1);
    expect(text).not.toContain('HBSEC-P-01');
    expect(readTicketCsv(text).good[0]?.value).toEqual({
      terms: whole.terms,
      buyerSide: whole.buyerSide,
      buyerLots: whole.buyerLots,
    });
  });
});

interface Line {
  readonly text: string;
  readonly won: string;
  readonly day: string;
}

const COLUMNS: readonly SheetColumn<Line>[] = [
  { title: { ko: '참조', en: 'Reference' }, width: 20, kind: 'text', value: ({ text }) => text },
  { title: { ko: '금액', en: 'Amount' }, width: 20, kind: 'amount', value: ({ won }) => won },
  { title: { ko: '일자', en: 'Date' }, width: 12, kind: 'date', value: ({ day }) => day },
];

describe('a sheet', () => {
  const lines: readonly Line[] = [
    { text: '=HYPERLINK("http://x")', won: '999999999999999', day: '2026-09-21' },
    { text: '-1', won: '123456789012345678', day: '' },
    { text: '한글', won: '', day: '2026-02-28' },
    { text: 'constructor', won: '', day: '' },
    { text: '__proto__', won: '', day: '' },
    { text: 'a_x0041_b', won: '', day: '' },
  ];

  it('of CSV runs nothing in a spreadsheet, and has amounts in plain digits', async () => {
    let text = '';
    for await (const piece of csvSheet(COLUMNS, lines, 'ko')) text += piece;
    expect(text.split('\r\n')).toEqual([
      '\uFEFF참조,금액,일자',
      `"'=HYPERLINK(""http://x"")",999999999999999,2026-09-21`,
      '-1,123456789012345678,',
      '한글,,2026-02-28',
      'constructor,,',
      '__proto__,,',
      'a_x0041_b,,',
      '',
    ]);
  });

  it('of a workbook has every digit, dates as dates, and texts as texts', async () => {
    const file = await xlsxSheet(COLUMNS, lines, 'en');
    expect(await readXlsx(file)).toEqual({
      ok: true,
      value: [
        ['Reference', 'Amount', 'Date'],
        ['=HYPERLINK("http://x")', '999999999999999', '2026-09-21'],
        ['-1', '123456789012345678', ''],
        ['한글', '', '2026-02-28'],
        ['constructor', '', ''],
        ['__proto__', '', ''],
        ['a_x0041_b', '', ''],
      ],
    });
  });

  it('of a workbook is not made of more rows than it takes', async () => {
    function* many(): Generator<Line> {
      for (let n = 0; n <= 50_000; n += 1) yield { text: 'a', won: '1', day: '' };
    }
    await expect(xlsxSheet(COLUMNS, many(), 'en')).rejects.toMatchObject({
      code: 'FILE_TOO_LARGE',
    });
  });
});

/** An archive with one part, whose headers claim what they are told to. */
function archive(name: string, content: Buffer, claimed = content.length): Buffer {
  const packed = deflateRawSync(content);
  const common = Buffer.alloc(26);
  common.writeUInt16LE(8, 4);
  common.writeUInt32LE(packed.length, 14);
  common.writeUInt32LE(claimed, 18);
  common.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, Buffer.from(name), packed]);
  const central = Buffer.concat([
    Buffer.from('PK\u0001\u0002'),
    Buffer.from([20, 0]),
    common,
    Buffer.alloc(14),
    Buffer.from(name),
  ]);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}

describe('a workbook that is none', () => {
  const bomb = Buffer.alloc(101_000_000, ' ');

  it.each<[what: string, file: Buffer, code: string]>([
    ['nothing', Buffer.alloc(0), 'XLSX_MALFORMED'],
    ['a text', Buffer.from('reference,isin\n'), 'XLSX_MALFORMED'],
    ['an archive of something else', archive('a.txt', Buffer.from('a')), 'XLSX_MALFORMED'],
    [
      'parts that are no workbook',
      archive('a.xml', Buffer.from(`<a>${SHEET}</a>`)),
      'XLSX_MALFORMED',
    ],
    [
      'an archive that is cut off',
      archive('a.xml', Buffer.from('<a/>')).subarray(0, 40),
      'XLSX_MALFORMED',
    ],
    ['a part that unpacks to too much', archive('a.xml', bomb), 'FILE_TOO_LARGE'],
    ['one that claims to be small', archive('a.xml', bomb, 10), 'FILE_TOO_LARGE'],
  ])('%s is refused', async (_, file, code) => {
    const answer = await readImport('HBSEC', file, { format: 'xlsx' });
    expect(answer).toMatchObject({ ok: false, rejection: { code } });
  });

  it('any bytes are answered with a code', async () => {
    const good = Buffer.from(await ticketFile(ticketsOf(2), 'xlsx'));
    const altered = fc.record({
      at: fc.nat({ max: good.length - 1 }),
      byte: fc.integer({ min: 0, max: 255 }),
      length: fc.integer({ min: good.length - 60, max: good.length }),
    });
    const check = fc.asyncProperty(altered, async ({ at, byte, length }) => {
      const bytes = Buffer.from(good.subarray(0, length));
      bytes[Math.min(at, length - 1)] = byte;
      const answer = await readImport('HBSEC', bytes, { format: 'xlsx' });
      expect(answer.ok || /^(XLSX_MALFORMED|FILE_TOO_LARGE)$/.test(answer.rejection.code)).toBe(
        true,
      );
    });
    await fc.assert(check, { numRuns: 15 });
  });
});
