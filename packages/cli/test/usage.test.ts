import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../src/commands/commands.js';
import { TRADE_ROLES } from '@bondledger/sdk';
import { answerOf, command } from './support/terminal.js';
import { scratch } from './support/scratch.js';

const cwd = scratch();
const TRADE = '20260921-4C0R1VM8T5XQWJ2Z7K9P3NDHAB';
const PAYMENT = '20260922-7M2Q9ZK4T0XWB-1';
const LINES = COMMANDS.flatMap((each) =>
  'load' in each
    ? [{ line: [each.name], spec: each }]
    : each.commands.map((spec) => ({ line: [each.name, spec.name], spec })),
);

describe('wrong usage ends with 2 and says what is wrong', () => {
  it.each<[line: string, sentence: string, korean: string]>([
    ['', 'Name a command.', '명령을 입력하십시오.'],
    ['trade', 'Name a command.', '명령을 입력하십시오.'],
    ['settel', "There is no command 'settel'.", "'settel' 명령이 없습니다."],
    ['trade lst', 'Did you mean list?', '혹시 list 아닙니까?'],
    ['day --trade 5', 'Did you mean --trades?', '혹시 --trades 아닙니까?'],
    ['day --trades', "The option '--trades <n>' needs a value.", "'--trades <n>' 옵션에 값이"],
    ['day 5', 'more arguments than this command takes', '이 명령이 받는 것보다 인자가 많습니다'],
    [
      'day --trades x',
      '--trades is a whole number from 1 to 200,000',
      '--trades 값은 1부터 200,000',
    ],
    ['day --trades 0', "not '0'", "('0')"],
    ['day --trades 200001', "not '200001'", "('200001')"],
    ['day --trades 1e3', "not '1e3'", "('1e3')"],
    ['day --date 2026-13-01', '--date is a date', '--date 값은 2026-09-21과 같은 날짜'],
    ['day --date 2026-09-20', 'business day from 2020 to 2040', '2020년부터 2040년까지의 영업일'],
    ['reference-day', "The option '-o, --output <file>' is required.", '옵션은 꼭 주어야'],
    ['reference-day -o day.txt', 'ends in .csv or .json', '.csv 또는 .json으로 끝나야'],
    ['trade show --as A1', "The argument 'trade' is missing.", "'trade' 인자가 빠졌습니다."],
    ['trade list', "The option '--as <institution>' is required.", '옵션은 꼭 주어야'],
    ['trade list --as A1 --state PAYED', '--state is one of SUBMITTED', '--state 값은 SUBMITTED'],
    ['trade list --as A1 --role owner', '--role is one of seller, buyer', '--role 값은 seller'],
    ['trade list --as A1 --date 2026', '--date is a date', '--date 값은'],
    ['trade list --as A1 --date ..', '--date is a date', '--date 값은'],
    ['trade list --as A1 --state NONE', "not 'NONE'", "('NONE')"],
    ['trade list --as A1 --isin KR1', '--isin is an ISIN', '--isin 값은 검증번호까지'],
    ['trade list --as A1 --counterparty a_b', "not 'a_b'", '기관 코드여야 합니다'],
    ['trade list --as A1 --date 2026-09-22..2026-09-21', 'ends before', '끝이 시작보다 빠릅니다'],
    ['trade list --as A1', 'There is no ledger here', '이곳에 원장이 없습니다'],
    ['trade withdraw xyz --as A1', 'this step takes trade numbers', '이 단계에는 거래번호나'],
    ['trade split xyz --as KSD', 'this step takes chain numbers', '이 단계에는 연쇄거래번호나'],
    [`trade reject ${TRADE} --as A1`, 'one of TERMS_DIFFER, NOT_TRADED', '값은 TERMS_DIFFER'],
    [`trade reject ${TRADE} --as A1 --reason FOO`, "not 'FOO'", "('FOO')"],
    ['trade reject a.csv --as A1 --reason FOO', '--reason is one of TERMS_DIFFER', "('FOO')"],
    [`trade decline ${TRADE} --as A1`, 'one of UNCLEAR, MANDATE', '값은 UNCLEAR'],
    [`trade request-cancel ${TRADE} --as A1`, 'one of ENTRY_ERROR', '값은 ENTRY_ERROR'],
    [`trade instruct ${TRADE} --as A1 --side foo`, 'one of seller, buyer', '값은 seller, buyer'],
    [`trade confirm ${TRADE} --as A1`, "'--account' is required", "'--account' 옵션은 꼭"],
    [`trade confirm ${TRADE} --as A1 --account A1-P-01`, 'one of PROP, CLIENT', '값은 PROP'],
    [`trade revoke-payment ${PAYMENT} --as A1`, 'takes trade or chain numbers', '이체번호입니다'],
    ['trade show X --as A1', "'X' is no trade number", '거래번호가 아닙니다'],
    ['trade history X --as A1', "'X' is no trade number", '거래번호가 아닙니다'],
    ['evidence export X --as A1 -o a.json', "'X' is no trade number", '거래번호가 아닙니다'],
    ['trade submit a.csv --as A1 --encoding x', '--encoding is one of utf-8', '--encoding 값은'],
    ['ledger block -1', "not '-1'", "('-1')"],
    ['ledger info --data=', '--data names no directory', '--data 값이 비어 있습니다'],
    ['day --data=', '--data names no directory', '--data 값이 비어 있습니다'],
    ['doctor --data=', '--data names no directory', '--data 값이 비어 있습니다'],
    ['ledger block x', 'height is a whole number', 'height 값은 0부터'],
    ['ledger set-day --phase NOON', '--phase is one of OPEN', '--phase 값은 OPEN'],
    ['evidence verify a.json', "The option '--genesis <file>' is required.", '꼭 주어야'],
    ['day --engine corda', '--engine is one of embedded, fabric', '--engine 값은 embedded'],
    ['day --topology a.yaml', '--topology goes with --engine fabric', '--engine fabric과 함께'],
    ['fabric', 'Name a command.', '명령을 입력하십시오.'],
    ['fabric start', "There is no command 'start'.", "'start' 명령이 없습니다."],
    ['fabric status', 'There is no ledger here', '이곳에 원장이 없습니다'],
    ['fabric logs --lines 0', '--lines is a whole number from 1', '--lines 값은 1부터'],
    ['day --lang de', '--lang is one of ko, en', '--lang is one of ko, en'],
  ])('bondledger %s', async (line, sentence, korean) => {
    const words = line.split(' ').filter((word) => word !== '');
    const english = await command(words, { cwd });
    expect(english.code).toBe(2);
    expect(english.stdout).toBe('');
    expect(english.stderr).toContain(sentence);
    expect(english.stderr).toMatch(/See 'bondledger.* --help'\.\n$/);
    const inKorean = await command(words, { cwd, env: { LANG: 'ko_KR.UTF-8' } });
    expect(inKorean.code).toBe(2);
    if (line.endsWith('--lang de')) return;
    expect(inKorean.stderr).toContain(korean);
    expect(inKorean.stderr).toContain('도움말: bondledger');
  });
});

describe('wrong usage with --json', () => {
  it.each<[line: string, sentence: string]>([
    ['ledger block abc --json', 'height is a whole number'],
    ['trade list --json', "The option '--as <institution>' is required."],
    ['trade lst --json', 'Did you mean list?'],
    ['day --lang de --json', '--lang is one of ko, en'],
  ])('%s: one JSON value on stdout', async (line, sentence) => {
    const ran = await command(line.split(' '), { cwd });
    expect(ran.code).toBe(2);
    const error = { code: 'USAGE_WRONG', params: {}, sentence: expect.stringContaining(sentence) };
    expect(answerOf(ran)).toEqual({ error });
    expect(ran.stderr).toContain(sentence);
  });

  it('points to the help of the command, wherever the options stand', async () => {
    const { stderr } = await command(['--lang', 'ko', 'trade', 'list'], { cwd });
    expect(stderr).toContain('도움말: bondledger trade list --help');
  });
});

describe('help', () => {
  it.each(LINES)('of $line is complete in both languages', async ({ line, spec }) => {
    const english = await command([...line, '--help'], { cwd });
    expect(english).toMatchObject({ code: 0, stderr: '' });
    expect(english.stdout).toMatch(/^Usage: bondledger /);
    expect(english.stdout).toContain('--json');
    for (const example of spec.examples) {
      expect(english.stdout).toContain(`  bondledger ${example}`);
      expect(example.startsWith(line.join(' '))).toBe(true);
    }
    const korean = await command([...line, '--help', '--lang', 'ko'], { cwd });
    expect(korean.code).toBe(0);
    expect(korean.stdout).toMatch(/^사용법: bondledger /);
    for (const title of ['옵션:', '예:', '도움말을 봅니다']) expect(korean.stdout).toContain(title);
    expect(korean.stdout).not.toMatch(/Usage:|Options:|Arguments:|display help/);
  });

  it('of trade list names every role', async () => {
    const { stdout } = await command(['trade', 'list', '--help'], { cwd });
    for (const role of TRADE_ROLES) expect(stdout).toContain(role);
  });

  it('of the program names every command', async () => {
    const { code, stdout } = await command(['--help', '--lang=ko'], { cwd });
    expect(code).toBe(0);
    for (const { name, text } of COMMANDS) {
      expect(stdout).toContain(`  ${name} `);
      expect(stdout.replaceAll(/\s+/g, ' ')).toContain(text.ko.split(' ')[0]);
    }
    expect(stdout).toContain('종료 코드: 0 완료');
  });

  it('says the version', async () => {
    expect(await command(['--version'])).toMatchObject({ code: 0, stdout: '0.1.0\n' });
  });
});

describe('what cannot be done ends with 1, its code and its sentence', () => {
  it.each([
    ['ledger info --data nowhere', 'DIRECTORY_NOT_A_LEDGER'],
    ['ledger verify --data nowhere', 'DIRECTORY_NOT_A_LEDGER'],
    ['trade list --as HBSEC --data nowhere', 'DIRECTORY_NOT_A_LEDGER'],
    ['trade submit nowhere.csv --as HBSEC', 'FILE_UNREADABLE'],
    ['trade approve nowhere.csv --as CWBK', 'FILE_UNREADABLE'],
    ['reference-day --trades 1 -o nowhere/day.csv', 'FILE_UNWRITABLE'],
    ['evidence verify nowhere.json --genesis nowhere.json', 'FILE_UNREADABLE'],
  ])('bondledger %s', async (line, code) => {
    const ran = await command(line.split(' '), { cwd });
    expect(ran).toMatchObject({ code: 1, stdout: '' });
    expect(ran.stderr).toMatch(new RegExp(`^error: ${code}  .+\\.\n$`));
    const json = await command([...line.split(' '), '--json'], { cwd, env: { LANG: 'ko' } });
    expect(json.code).toBe(1);
    expect(JSON.parse(json.stdout)).toEqual({
      error: { code, params: expect.any(Object), sentence: expect.stringMatching(/[가-힣]/) },
    });
  });
});
