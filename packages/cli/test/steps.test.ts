import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { scratch } from './support/scratch.js';
import { answerOf, command, type Ran } from './support/terminal.js';

const cwd = scratch();
const file = (name: string): string => join(cwd, name);
const PARTIES = ['HBSEC', 'DHSEC', 'NRAMC', 'CWBK', 'SFINC', 'SJINS'];
const TRADES = 20;

interface Taken {
  readonly status: string;
  readonly code?: string;
  readonly sentence?: string;
  readonly line?: number;
  readonly item?: number;
  readonly tradeId?: string;
  readonly chainId?: string;
  readonly reference?: string;
}

interface Report {
  readonly step: string;
  readonly accepted: number;
  readonly refused: number;
  readonly leftAside: number;
  readonly results: readonly Taken[];
  readonly faults: readonly { code: string; line?: number; column?: number; field?: string }[];
  readonly good: readonly object[];
}

interface Listed {
  readonly tradeId: string;
  readonly reference: string;
  readonly state: string;
  readonly chainId?: string;
  readonly seller: string;
  readonly buyer: string;
}

const bondledger = (...line: string[]): Promise<Ran> =>
  command([...line, '--data', 'demo'], { cwd });

/** A trade verb and what it answered. */
async function take(...line: string[]): Promise<Report & { readonly exit: number }> {
  const ran = await bondledger('trade', ...line, '--json');
  return { ...(JSON.parse(ran.stdout) as Report), exit: ran.code };
}

async function list(code: string, ...filters: string[]): Promise<readonly Listed[]> {
  const ran = await bondledger('trade', 'list', '--as', code, ...filters, '--json');
  return answerOf(ran)['trades'] as readonly Listed[];
}

const stateHash = async (): Promise<unknown> =>
  answerOf(await bondledger('ledger', 'info', '--json'))['stateHash'];

/** Lists what is in a state into a file, and takes a step on all of it. */
async function takeAll(verb: string, code: string, state: string): ReturnType<typeof take> {
  const ran = await bondledger('trade', 'list', '--as', code, '--state', state, '--json');
  writeFileSync(file('listed.json'), ran.stdout);
  return take(verb, 'listed.json', '--as', code);
}

const moveDay = async (...line: string[]): Promise<void> => {
  expect(await bondledger('ledger', 'set-day', ...line)).toMatchObject({ code: 0 });
};

let lines: readonly string[];
let chains: readonly { readonly tickets: readonly number[] }[];
let references: readonly string[];

beforeAll(async () => {
  const size = ['--trades', TRADES.toString()];
  expect(await bondledger('init', ...size)).toMatchObject({ code: 0 });
  for (const name of ['day.csv', 'day.json']) {
    const ran = await command(['reference-day', ...size, '-o', name, '--json'], { cwd });
    expect(answerOf(ran)).toMatchObject({ file: file(name), trades: TRADES });
  }
  const day = JSON.parse(readFileSync(file('day.json'), 'utf8')) as {
    readonly chains: typeof chains;
    readonly tickets: readonly { readonly terms: { readonly reference: string } }[];
  };
  ({ chains } = day);
  references = day.tickets.map(({ terms }) => terms.reference);
  lines = readFileSync(file('day.csv'), 'utf8').slice(1).trimEnd().split('\r\n');
});

/** The seller of the first ticket, and its own lines. */
const sellerOf = (line: string | undefined): string => line?.split('-')[0] ?? '';

describe('a file that is not in order changes nothing', () => {
  it.each<[what: string, spoil: (line: string) => string, code: string]>([
    ['a cell too many', (line) => `${line},x`, 'CSV_MALFORMED'],
    ['a quote that is not closed', (line) => `"${line}`, 'CSV_MALFORMED'],
    ['a wrong check digit', (line) => line.replace(/KR\w{9}(\d)/, 'KR000000000$1'), 'ISIN_INVALID'],
    ['a float', (line) => line.replace(/,(\d{9,}),/, ',$1.0,'), 'AMOUNT_INVALID'],
    [
      'Hangul in NFD',
      (line) => line.replace(',DVP,,', `,FOP,${'담보'.normalize('NFD')},`),
      'TEXT_NOT_NFC',
    ],
  ])('%s', async (_, spoil, code) => {
    const before = await stateHash();
    const spoilt = lines.map((line, at) => (at === 2 ? spoil(line) : line));
    writeFileSync(file('spoilt.csv'), spoilt.join('\n'));
    const line = ['submit', 'spoilt.csv', '--as', sellerOf(lines[1])];
    const report = await take(...line);
    expect(report).toMatchObject({ exit: 1, accepted: 0, refused: 0, results: [] });
    expect(report.faults).toEqual([expect.objectContaining({ code, line: 3 })]);
    expect(report.good).toHaveLength(TRADES - 1);
    expect(report.good[0]).toEqual({ line: 2, reference: references[0] });
    const people = await command(['trade', ...line, '--data', 'demo', '--lang', 'ko'], { cwd });
    expect(people.stdout).toMatch(new RegExp(`^3행 \\d+열  ${code}  `));
    expect(people.stdout).toContain(`올바른 행: ${TRADES - 1}건`);
    expect(people.stdout).toContain(references[0]);
    expect(await stateHash()).toBe(before);
  });

  it.each<[what: string, bytes: string | Uint8Array, code: string]>([
    ['10 MB and more', new Uint8Array(10_000_001).fill(97), 'FILE_TOO_LARGE'],
    ['no UTF-8', Uint8Array.of(0x72, 0xb1, 0xb9), 'CSV_MALFORMED'],
    ['another table', 'a,b\n1,2\n', 'CSV_COLUMN_UNKNOWN'],
    ['nothing', '', 'FILE_EMPTY'],
    ['a byte order mark and nothing else', '\ufeff\n', 'FILE_EMPTY'],
    ['UTF-16', Buffer.from('\ufeffreference\n', 'utf16le'), 'CSV_MALFORMED'],
  ])('%s', async (_, bytes, code) => {
    const before = await stateHash();
    writeFileSync(file('bad.csv'), bytes);
    const ran = await bondledger('trade', 'submit', 'bad.csv', '--as', 'HBSEC', '--json');
    expect(ran.code).toBe(1);
    expect(ran.stdout).toContain(`"code": "${code}"`);
    expect(await stateHash()).toBe(before);
  });

  it.each(['bad.csv', 'bad.json'])('and says that it is not in the encoding: %s', async (name) => {
    writeFileSync(file(name), Uint8Array.of(0x72, 0xb1, 0xb9));
    const ran = await bondledger('trade', 'submit', name, '--as', 'HBSEC');
    expect(ran).toMatchObject({ code: 1 });
    expect(ran.stdout).toContain('no text in utf-8');
  });
});

describe('a file without rows says so, and nothing is sent', () => {
  it.each<[verb: string, name: string, text: () => string]>([
    ['submit', 'empty.csv', () => `${lines[0] ?? ''}\n`],
    ['submit', 'empty.json', () => '[]'],
    ['submit', 'tickets.json', () => '{"tickets":[]}'],
    ['confirm', 'tickets.json', () => '{"tickets":[]}'],
    ['withdraw', 'trades.json', () => '{"trades":[]}'],
    ['withdraw', 'trades.csv', () => 'tradeId\n'],
    ['withdraw', 'without-a-dot', () => 'tradeId\n'],
  ])('%s %s', async (verb, name, text) => {
    const before = await stateHash();
    writeFileSync(file(name), text());
    const ran = await bondledger('trade', verb, name, '--as', 'HBSEC', '--json');
    expect(ran.code).toBe(1);
    const error = { code: 'FILE_EMPTY', params: { path: file(name) } };
    expect(answerOf(ran)).toMatchObject({ error });
    expect(await stateHash()).toBe(before);
  });
});

describe('a day by hand', () => {
  it('sellers submit what they sold, from CSV or JSON', async () => {
    let accepted = 0;
    for (const [at, code] of PARTIES.entries()) {
      const report = await take('submit', at % 2 === 0 ? 'day.csv' : 'day.json', '--as', code);
      expect(report).toMatchObject({ step: 'SUBMIT', refused: 0, faults: [] });
      expect(report.accepted + report.leftAside).toBe(TRADES);
      accepted += report.accepted;
    }
    expect(accepted).toBe(TRADES);
  });

  it('evidence of a trade that was just submitted has one step', async () => {
    const [trade] = await list('KSD');
    const { tradeId = '', seller = '' } = trade ?? {};
    const ran = await bondledger('evidence', 'export', tradeId, '--as', seller, '-o', 'one.json');
    expect(ran.stdout).toContain('1 step, in one.json');
    const own = join('demo', 'blocks', '0000000000000000.log');
    const before = readFileSync(file(own));
    const over = await bondledger('evidence', 'export', tradeId, '--as', seller, '-o', own);
    expect(over.stderr).toContain('FILE_OF_LEDGER');
    expect(readFileSync(file(own))).toEqual(before);
  });

  it('the same file again is refused line by line, and changes nothing', async () => {
    const before = await stateHash();
    const code = sellerOf(lines[1]);
    const report = await take('submit', 'day.csv', '--as', code);
    expect(report).toMatchObject({ exit: 1, accepted: 0 });
    for (const { code: why, reference, line } of report.results) {
      expect(why).toBe('REFERENCE_DUPLICATE');
      expect(reference).toBe(references[(line ?? 0) - 2]);
    }
    const { stdout } = await bondledger('trade', 'submit', 'day.csv', '--as', code);
    expect(stdout).toMatch(/^line 2  REFERENCE_DUPLICATE  \S+  \S+  This reference/m);
    expect(await stateHash()).toBe(before);
  });

  it('whoever may not take a step is told so', async () => {
    const [trade] = await list('KSD');
    const id = trade?.tradeId ?? '';
    const seller = trade?.seller ?? '';
    const own = ['--account', `${seller}-P-01`, '--capacity', 'PROP'];
    for (const [line, code] of [
      [['confirm', id, '--as', seller, ...own], 'PARTY_NOT_ALLOWED'],
      [['settle', id, '--as', 'KSD'], 'STEP_NOT_ALLOWED'],
      [['confirm', id, '--as', 'BOK', ...own], 'TRADE_NOT_VISIBLE'],
      [['confirm-payment', id, '--as', 'BOK'], 'PAYMENT_UNKNOWN'],
      [['approve', id, '--as', seller === 'HBSEC' ? 'HBSEC' : seller], 'PARTY_NOT_ALLOWED'],
    ] as const) {
      const report = await take(...line);
      expect([report.exit, report.results[0]?.code]).toEqual([1, code]);
      expect(report.results[0]?.sentence).toMatch(/\.$/);
    }
    writeFileSync(file('bare.csv'), `tradeId\n${id}\n`);
    const missing = await take('confirm', 'bare.csv', '--as', 'DHSEC');
    expect(missing.faults).toEqual([
      expect.objectContaining({ code: 'FIELD_MISSING', field: 'account' }),
    ]);
  });

  it('what is named twice is taken once', async () => {
    const [trade] = await list('KSD');
    const id = trade?.tradeId ?? '';
    const named = await take('settle', id, id.toLowerCase(), '--as', 'KSD');
    expect(named).toMatchObject({ exit: 1, accepted: 0, refused: 1 });
    writeFileSync(file('twice.csv'), `tradeId\n${id}\n${id}\n`);
    const rows = await take('settle', 'twice.csv', '--as', 'KSD');
    expect(rows.results).toEqual([expect.objectContaining({ line: 2, tradeId: id })]);
  });

  it('a buyer finds what differs from its own books', async () => {
    const row = lines.find((line, at) => at > 0 && / *,DHSEC,/.test(line)) ?? '';
    const columns = lines[0]?.split(',') ?? [];
    const cells = row.split(',');
    const at = columns.indexOf('unitPrice');
    cells[at] = (Number(cells[at]) + 1).toString();
    const buyer = cells[columns.indexOf('buyer')] ?? '';
    writeFileSync(file('own.csv'), `${lines[0] ?? ''}\n${cells.join(',')}\n`);
    const report = await take('confirm', 'own.csv', '--as', buyer);
    expect(report.results).toEqual([
      expect.objectContaining({ code: 'TERMS_DIFFER', params: { fields: 'unitPrice' } }),
    ]);
  });

  it('buyers confirm, managers instruct, custodians approve', async () => {
    for (const code of PARTIES) {
      const report = await take('confirm', 'day.csv', '--as', code);
      expect(report).toMatchObject({ step: 'CONFIRM', refused: 0 });
    }
    const instructed = await take('instruct', 'day.json', '--as', 'NRAMC');
    expect(instructed).toMatchObject({ exit: 0, refused: 0 });
    const approved = await takeAll('approve', 'CWBK', 'MATCHED');
    expect(approved).toMatchObject({ refused: 0, accepted: instructed.accepted });
    expect(await list('KSD', '--state', 'READY')).toHaveLength(TRADES);
  });

  it('two sides cancel, or think better of it', async () => {
    const [trade] = await list('KSD', '--role', 'depository', '--counterparty', 'SFINC');
    const { tradeId = '', seller = '', buyer = '' } = trade ?? {};
    const asked = await take('request-cancel', tradeId, '--as', seller, '--reason', 'ENTRY_ERROR');
    expect(asked).toMatchObject({ exit: 0, accepted: 1 });
    const own = await take('confirm-cancel', tradeId, '--as', seller);
    expect(own.results[0]?.code).toBe('CANCEL_OWN_REQUEST');
    expect(await take('drop-cancel', tradeId, '--as', seller)).toMatchObject({ exit: 0 });
    const none = await take('confirm-cancel', tradeId, '--as', buyer);
    expect(none.results[0]?.code).toBe('CANCEL_NOT_REQUESTED');
  });

  it('KSD merges, restricts and settles; BOK confirms', async () => {
    for (const phase of ['CUT_OFF', 'CLOSED']) await moveDay('--phase', phase);
    await moveDay('--date', '2026-09-22', '--phase', 'OPEN');
    const ids = new Map((await list('KSD')).map(({ reference, tradeId }) => [reference, tradeId]));
    const rows = chains.flatMap(({ tickets }, chain) =>
      tickets.map((at) => `${chain},${ids.get(references[at] ?? '') ?? ''}`),
    );
    writeFileSync(file('chains.csv'), `chain,tradeId\n${rows.join('\n')}\n`);
    const merged = await take('merge', 'chains.csv', '--as', 'KSD');
    expect(merged).toMatchObject({ exit: 0, accepted: chains.length });
    const [chain] = await list('KSD', '--state', 'CHAINED');
    expect(await take('split', chain?.chainId ?? '', '--as', 'KSD')).toMatchObject({ exit: 0 });
    const again = (await list('KSD')).filter(({ chainId }) => chainId === undefined);
    const parts = rows.filter((row) => row.startsWith(rowOf(rows, chain?.tradeId ?? '')));
    expect(again.length).toBeGreaterThanOrEqual(parts.length);
    const members = parts.map((row) => row.split(',')[1] ?? '');
    expect(await take('merge', ...members, '--as', 'KSD')).toMatchObject({ exit: 0, accepted: 1 });

    const singles = await takeAll('restrict', 'KSD', 'READY');
    const bundles = await takeAll('restrict', 'KSD', 'CHAINED');
    expect([singles.refused, bundles.refused]).toEqual([0, 0]);
    const subjects = singles.accepted + bundles.accepted;
    const released = bundles.results[0]?.chainId ?? '';
    expect(await take('release', released, '--as', 'KSD')).toMatchObject({ exit: 0 });
    expect(await take('restrict', released, '--as', 'KSD')).toMatchObject({ exit: 0 });

    expect((await takeAll('request-payment', 'KSD', 'RESTRICTED')).accepted).toBe(subjects);
    const open = await list('KSD', '--state', 'PAYMENT_REQUESTED');
    const single = open.find(({ chainId }) => chainId === undefined)?.tradeId ?? '';
    expect(await take('revoke-payment', single, '--as', 'KSD')).toMatchObject({ exit: 0 });
    expect(await take('confirm-revoked', single, '--as', 'BOK')).toMatchObject({ exit: 0 });
    expect(await take('request-payment', single, '--as', 'KSD')).toMatchObject({ exit: 0 });
    expect(await takeAll('confirm-payment', 'BOK', 'PAYMENT_REQUESTED')).toMatchObject({ exit: 0 });
    expect(await takeAll('settle', 'KSD', 'PAID')).toMatchObject({ exit: 0, accepted: subjects });
    expect(await list('KSD', '--state', 'SETTLED')).toHaveLength(TRADES);
  });

  it('the ledger verifies afterwards', async () => {
    const ran = await bondledger('ledger', 'verify', '--as', 'KSD', '--json');
    expect(answerOf(ran)).toMatchObject({ ok: true, trades: TRADES, failures: 0 });
  });
});

/** The label of the chain that a trade belongs to, with its comma. */
const rowOf = (rows: readonly string[], tradeId: string): string =>
  `${rows.find((row) => row.endsWith(tradeId))?.split(',')[0] ?? 'none'},`;
