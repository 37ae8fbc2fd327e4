import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { demoDay, TRADES, type ListedTrade } from './support/demo-day.js';
import { answerOf, command } from './support/terminal.js';

const HASH = /^[0-9a-f]{64}$/;
const { cwd, bondledger, korean, asJson, listed, day } = demoDay();

let sample: ListedTrade;

beforeAll(async () => {
  const trades = await listed('--as', 'KSD', '--data', 'demo');
  sample = trades.find(({ chainId }) => chainId !== undefined) ?? expect.fail('no chain');
});

describe('day --json', () => {
  it('ends with one object', () => {
    expect(day()).toMatchObject({
      trades: TRADES,
      byState: { SETTLED: TRADES },
      conserved: { securities: true, cash: true },
      seed: 'cli',
      tradeDate: '2026-09-21',
    });
    expect(Number(day()['seconds'])).toBeGreaterThan(0);
    expect(String(day()['seconds'])).toMatch(/^\d+(\.\d{1,3})?$/);
    expect(Number(day()['blocks'])).toBeGreaterThan(10);
    expect(Number(day()['bytes'])).toBeGreaterThan(10_000);
    expect(day()['stateHash']).toMatch(HASH);
    const steps = day()['steps'] as readonly Record<string, unknown>[];
    expect(steps.map(({ step }) => step)).toEqual(expect.arrayContaining(['SUBMIT', 'SETTLE']));
    for (const step of steps) {
      expect(Object.keys(step)).toEqual([
        'step',
        'count',
        'batches',
        'seconds',
        'p50Milliseconds',
        'p99Milliseconds',
      ]);
      for (const time of ['seconds', 'p50Milliseconds', 'p99Milliseconds']) {
        expect(String(step[time])).toMatch(/^\d+(\.\d{1,3})?$/);
      }
    }
  });

  it('goes on with a day that was broken off, and does nothing twice', async () => {
    const line = ['day', '--trades', '12', '--data', 'broken', '--json'];
    const stopped = await command(line, { cwd, signal: AbortSignal.abort() });
    expect(stopped.code).toBe(1);
    expect(answerOf(stopped)).toMatchObject({ error: { code: 'REQUEST_ABORTED' } });
    expect(stopped.stderr).toContain('Stopped.');
    const again = await bondledger('day', '--data', 'broken', '--json');
    expect(again.stderr).toContain('Going on with the day of 12 trades');
    expect(answerOf(again)).toMatchObject({ trades: 12, byState: { SETTLED: 12 } });
    const third = await asJson('day', '--data', 'broken');
    expect(third).toMatchObject({ steps: [], stateHash: answerOf(again)['stateHash'] });
    const other = await bondledger('day', '--data', 'broken', '--trades', '13');
    expect(other).toMatchObject({ code: 2, stdout: '' });
    expect(other.stderr).toContain("another day: --trades 12 --seed 'bondledger'");
    const done = await bondledger('day', '--data', 'broken');
    expect(done.stdout).toContain('nothing was left to do');
    expect(done.stdout).not.toContain('trades/s');
    expect(done.stdout).not.toContain('Batches');
  });
});

describe('day in a directory of something else', () => {
  it.each([
    ['a file of someone', ['notes.txt']],
    ['half a consortium', ['keys']],
    ['a genesis alone', ['genesis.json']],
  ])('that holds %s: is refused, and nothing is changed', async (what, names) => {
    const directory = join(cwd, what.replaceAll(' ', '-'));
    mkdirSync(directory);
    for (const name of names) writeFileSync(join(directory, name), 'mine');
    const ran = await bondledger('day', '--trades', '2', '--data', directory, '--json');
    expect(ran.code).toBe(1);
    const error = { code: 'DIRECTORY_NOT_A_LEDGER', params: { path: directory } };
    expect(answerOf(ran)).toMatchObject({ error });
    expect(readdirSync(directory)).toEqual(names);
    expect(readFileSync(join(directory, names[0] ?? ''), 'utf8')).toBe('mine');
  });
});

describe('day in a directory of a ledger that is not whole', () => {
  it.each([
    ['its day', 'day.json', undefined, 'day.json'],
    ['anything in its day', 'day.json', '{}', 'day.json'],
    ['JSON in its day', 'day.json', '{', 'day.json'],
    ['what describes it', 'ledger.json', undefined, 'ledger.json'],
    ['anything in its engine', 'engine.json', '[]', 'engine.json'],
    ["the central bank's journal", 'bok-wire.log', undefined, 'bok-wire.log'],
  ])('that lacks %s: the file is named, and nothing is changed', async (what, name, text, told) => {
    const directory = join(cwd, what.replaceAll(/\W/g, '-'));
    cpSync(join(cwd, 'demo'), directory, { recursive: true });
    if (text === undefined) rmSync(join(directory, name));
    else writeFileSync(join(directory, name), text);
    const before = readdirSync(directory);
    const ran = await bondledger('day', '--data', directory, '--json');
    expect(ran.code).toBe(1);
    const error = { code: 'DIRECTORY_DAMAGED', params: { path: join(directory, told) } };
    expect(answerOf(ran)).toMatchObject({ error });
    expect(readdirSync(directory)).toEqual(before);
  });
});

describe('day in no directory that is named', () => {
  it('shows the day and what to try next, in a directory of its own', async () => {
    const { code, stdout, stderr } = await bondledger('day', '--trades', '12');
    expect(code).toBe(0);
    expect(stderr).toMatch(/A day of 12 trades \(seed bondledger\) in day-2026-09-21-1\n/);
    expect(stderr).toMatch(/Submit: 12 in [\d.]+ s \([\d,]+\/s\)\n/);
    for (const words of ['Settled', 'p99 ms/batch', 'Securities  ✔', 'State hash', 'Total']) {
      expect(stdout).toContain(words);
    }
    const next = stdout.split('\n').filter((line) => line.startsWith('  npx bondledger '));
    expect(next).toHaveLength(7);
    for (const line of next) {
      const words = line.replace('  npx bondledger ', '').split(' ');
      expect(await bondledger(...words), line).toMatchObject({ code: 0 });
    }
  });

  it('speaks Korean, and draws bars on a terminal', async () => {
    const line = ['day', '--trades', '12', '--lang', 'ko'];
    const { code, stdout, stderr } = await command(line, { cwd, terminal: true });
    expect(code).toBe(0);
    expect(stderr).toContain('12건의 하루를 day-2026-09-21-2에 준비합니다');
    expect(stderr).toMatch(/매매자료 제출 +█{16} +12\/12 100%/);
    for (const words of ['매매자료 제출', '결제완료', '합계', '다음에 해 볼 것', '\u001b[1m']) {
      expect(stdout).toContain(words);
    }
    expect(stdout).not.toMatch(/\b(?:Total|Step|Settled)\b|█/);
  });
});

describe('trade list', () => {
  it('shows each institution its own trades', async () => {
    const all = await listed('--as', 'KSD', '--data', 'demo');
    expect(all).toHaveLength(TRADES);
    for (const code of ['HBSEC', 'DHSEC', 'SJINS']) {
      const own = await listed('--as', code, '--data', 'demo');
      const expected = all.filter(({ seller, buyer }) => seller === code || buyer === code);
      expect(own.map(({ tradeId }) => tradeId).sort()).toEqual(
        expected.map(({ tradeId }) => tradeId).sort(),
      );
      for (const trade of own) {
        const other = trade.seller === code ? trade.buyerSide : trade.sellerSide;
        if (trade.seller !== trade.buyer) expect(other).toBeUndefined();
      }
    }
  });

  it.each<[filters: string[], isRight: (trade: ListedTrade) => boolean]>([
    [['--state', 'SETTLED'], ({ state }) => state === 'SETTLED'],
    [['--role', 'seller'], ({ seller }) => seller === 'HBSEC'],
    [['--role', 'buyer'], ({ buyer }) => buyer === 'HBSEC'],
    [['--counterparty', 'dhsec'], ({ seller, buyer }) => [seller, buyer].includes('DHSEC')],
    [['--date', '2026-09-21'], () => true],
    [['--settlement-date', '2026-09-01..2026-09-30'], () => true],
    [['--settlement-date', '2026-09-22..'], () => true],
  ])('filters by %j', async (filters, isRight) => {
    const all = await listed('--as', 'hbsec', '--data', 'demo');
    const some = await listed('--as', 'HBSEC', '--data', 'demo', ...filters);
    expect(some).toEqual(all.filter(isRight));
    expect(some.length).toBeGreaterThan(0);
  });

  it('filters by issue, and finds nothing where nothing is', async () => {
    const some = await listed('--as', 'KSD', '--data', 'demo', '--isin', sample.isin);
    expect(some.map(({ tradeId }) => tradeId)).toContain(sample.tradeId);
    expect(new Set(some.map(({ isin }) => isin))).toEqual(new Set([sample.isin]));
    for (const filter of ['--date', '--settlement-date']) {
      expect(await listed('--as', 'KSD', '--data', 'demo', filter, '..2026-09-20')).toEqual([]);
    }
    expect(await listed('--as', 'KSD', '--data', 'demo', '--state', 'FAILED')).toEqual([]);
  });

  it('is a table with totals for people', async () => {
    const { stdout } = await korean('trade', 'list', '--as', 'CWBK', '--data', 'demo');
    expect(stdout).toMatch(
      /^거래번호 +상태 +역할 +상대 +종목 +액면\(원\) +결제금액\(원\) +결제일\n/,
    );
    expect(stdout).toMatch(/\n\d+건 +[\d,]+ +[\d,]+\n$/);
    expect(stdout).toContain('수탁사');
  });
});

describe('trade show and history', () => {
  it('show what the institution may see', async () => {
    const [ksd, seller] = await Promise.all(
      ['KSD', sample.seller].map((code) =>
        asJson('trade', 'show', sample.tradeId.toLowerCase(), '--as', code, '--data', 'demo'),
      ),
    );
    expect(ksd).toMatchObject({ ...sample, roles: ['depository'] });
    expect(seller).toMatchObject({ tradeId: sample.tradeId, sellerSide: sample.sellerSide });
    expect(seller?.['faceAmount']).toMatch(/^[1-9]\d+$/);
  });

  it('are for people, too', async () => {
    const english = await bondledger(
      'trade',
      'show',
      sample.tradeId,
      '--as',
      sample.buyer,
      '--data',
      'demo',
    );
    expect(english.stdout).toMatch(/^Trade +2026/);
    expect(english.stdout).toContain('Settled (SETTLED)');
    const inKorean = await korean('trade', 'show', sample.tradeId, '--as', 'KSD', '--data', 'demo');
    expect(inKorean.stdout).toContain('결제완료 (SETTLED)');
  });

  it('tell every step, by whom and when', async () => {
    const line = ['trade', 'history', sample.tradeId, '--data', 'demo', '--as'];
    const { history } = await asJson(...line, 'KSD');
    const steps = history as readonly Record<string, unknown>[];
    expect(steps.at(0)).toMatchObject({ revision: 1, step: 'SUBMIT', participant: sample.seller });
    expect(steps.at(1)).toMatchObject({ revision: 2, step: 'CONFIRM', participant: sample.buyer });
    expect(steps.at(-1)).toMatchObject({ step: 'SETTLE', state: 'SETTLED', participant: 'KSD' });
    expect(steps.map(({ revision }) => revision)).toEqual(steps.map((_, at) => at + 1));
    for (const { leaf, time, height } of steps) {
      expect(leaf).toMatch(HASH);
      expect(time).toMatch(/^\d{4}-\d\d-\d\dT/);
      expect(Number(height)).toBeGreaterThan(0);
    }
    expect((await korean(...line, sample.seller)).stdout).toContain('매매자료 제출');
  });

  it('are refused to whom it does not concern', async () => {
    const strangers = ['HBSEC', 'DHSEC', 'SFINC', 'SJINS'].filter(
      (code) => code !== sample.seller && code !== sample.buyer,
    );
    const [stranger = ''] = strangers;
    const ran = await bondledger(
      'trade',
      'show',
      sample.tradeId,
      '--as',
      stranger,
      '--data',
      'demo',
    );
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toContain(`TRADE_NOT_VISIBLE`);
    expect(ran.stderr).toContain(sample.tradeId);
  });

  it.each([
    ['trade list --as NOBODY --data demo', 'PARTICIPANT_UNKNOWN'],
    ['trade list --as ../KSD --data demo', 'PARTICIPANT_UNKNOWN'],
  ])('%s is refused', async (line, code) => {
    const ran = await bondledger(...line.split(' '));
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain(`error: ${code}  `);
  });
});

describe('evidence', () => {
  const genesis = ['--genesis', 'demo/genesis.json'];

  it('is exported, and verifies with the genesis alone', async () => {
    const line = ['evidence', 'export', sample.tradeId, '--as', sample.seller, '--data', 'demo'];
    const exported = await asJson(...line, '-o', 'evidence.json');
    expect(exported).toMatchObject({
      tradeId: sample.tradeId,
      ledgerId: expect.stringMatching(HASH),
    });
    const verified = await asJson('evidence', 'verify', 'evidence.json', ...genesis);
    expect(verified).toMatchObject({
      ok: true,
      tradeId: sample.tradeId,
      finalState: 'SETTLED',
      terms: { isin: sample.isin, seller: sample.seller, buyer: sample.buyer },
      proved: expect.arrayContaining(['GENESIS', 'SIGNATURES', 'ACCEPTED', 'SELLER_SIDE']),
      notProved: expect.arrayContaining(['BUYER_SIDE', 'LATER_STEPS']),
    });
    const english = await bondledger('evidence', 'verify', 'evidence.json', ...genesis);
    expect(english.stdout).toMatch(/^✔ The evidence holds\./);
    expect(english.stdout).toContain('It does not prove\n');
    const inKorean = await korean('evidence', 'verify', 'evidence.json', ...genesis);
    expect(inKorean.stdout).toMatch(/^✔ 증거가 성립합니다\./);
    expect(inKorean.stdout).toContain('증명하지 않는 것\n');
  });

  it('verifies without the sides', async () => {
    const line = ['evidence', 'export', sample.tradeId, '--as', 'KSD', '--data', 'demo'];
    await asJson(...line, '-o', 'core.json', '--without-sides');
    const verified = await asJson('evidence', 'verify', 'core.json', ...genesis);
    expect(verified['notProved']).toEqual(expect.arrayContaining(['SELLER_SIDE', 'BUYER_SIDE']));
    expect(readFileSync(join(cwd, 'core.json'), 'utf8')).not.toContain('-P-0');
  });

  it('does not hold once it is altered, or beside another genesis', async () => {
    const text = readFileSync(join(cwd, 'evidence.json'), 'utf8');
    writeFileSync(join(cwd, 'altered.json'), text.replace('faceAmount\\":\\"', '$&1'));
    const altered = await bondledger('evidence', 'verify', 'altered.json', ...genesis, '--json');
    expect(altered.code).toBe(1);
    expect(answerOf(altered)).toMatchObject({ ok: false, code: 'EVIDENCE_LEAF_WRONG' });
    const line = ['evidence', 'verify', 'evidence.json', '--genesis', 'broken/genesis.json'];
    const other = await korean(...line);
    expect(other.code).toBe(1);
    expect(other.stdout).toMatch(/^✘ 증거가 성립하지 않으며/);
    expect(other.stdout).toContain('EVIDENCE_WRONG_GENESIS');
    writeFileSync(join(cwd, 'bytes.json'), Uint8Array.of(0xff, 0xfe));
    const swapped = ['evidence', 'verify', 'evidence.json', '--genesis', 'evidence.json'];
    const params = { path: join(cwd, 'evidence.json') };
    const found = answerOf(await bondledger(...swapped, '--json'));
    expect(found).toMatchObject({ ok: false, code: 'EVIDENCE_NOT_GENESIS', params });
    const none = await bondledger('evidence', 'verify', 'bytes.json', ...genesis, '--json');
    expect(answerOf(none)).toMatchObject({ ok: false, code: 'EVIDENCE_MALFORMED' });
  });
});

it('the newest day is taken where no directory is named', async () => {
  const { stderr, code } = await bondledger('ledger', 'info');
  expect(code).toBe(0);
  expect(stderr).toMatch(/^Ledger: day-2026-09-21-\d\n$/);
  const env = { BONDLEDGER_DATA: 'demo', LANG: 'en' };
  const named = await command(['ledger', 'info', '--json'], { cwd, env });
  expect(answerOf(named)).toMatchObject({ trades: TRADES });
});
