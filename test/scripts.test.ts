import { describe, expect, it } from 'vitest';
import { countSuite, failure, lastLine, sum } from '../scripts/house/count.mjs';
import { isRecentEnough } from '../scripts/house/node-version.mjs';
import { ALL_SECONDS, CHECKS, choose, SUITES } from '../scripts/house/plan.mjs';
import { run } from '../scripts/house/run.mjs';
import { runNode } from './support/process.js';
import { packageNames, read } from './support/repository.js';

const report = (...files: object[]): string => JSON.stringify({ testResults: files });
const file = (status: string, ...tests: string[]): object => ({
  name: 'a.test.ts',
  status,
  assertionResults: tests.map((each, index) => ({ status: each, fullName: `test ${index}` })),
});

describe('npm test counts', () => {
  it.each([
    ['what passed', report(file('passed', 'passed', 'passed')), 0, [2, 0, 0]],
    ['what failed', report(file('failed', 'passed', 'failed')), 1, [1, 1, 0]],
    ['what was skipped', report(file('passed', 'passed', 'pending', 'todo')), 0, [1, 0, 2]],
    ['a file that did not load', report(file('failed'), file('passed', 'passed')), 1, [1, 1, 0]],
    ['a suite without tests', report(), 0, [0, 1, 0]],
    ['a suite of skipped tests', report(file('passed', 'skipped')), 0, [0, 1, 1]],
    ['an error outside of tests', report(file('passed', 'passed')), 1, [1, 1, 0]],
    ['a crash', undefined, 139, [0, 1, 0]],
    ['half a report', '{"testResults":[', 1, [0, 1, 0]],
  ])('%s', (_, json, code, [passed, failed, skipped]) => {
    expect(countSuite(json, code)).toMatchObject({ passed, failed, skipped });
  });

  it('a suite that was skipped as a whole, for what a machine may lack, as skipped', () => {
    const skipped = report(file('passed', 'skipped', 'skipped'));
    const expected = { passed: 0, failed: 0, skipped: 2 };
    expect(countSuite(skipped, 0, 'programs')).toMatchObject(expected);
    expect(countSuite(skipped, 1, 'programs')).toMatchObject({ failed: 1 });
    expect(countSuite(report(), 0, 'programs')).toMatchObject({ failed: 1 });
  });

  it('and says so in one line', () => {
    const passed = { passed: 2, failed: 0, skipped: 0, problems: [] };
    expect(lastLine(sum([passed, passed]))).toBe('4 passed, 0 failed');
    expect(lastLine(sum([passed, failure('late')]))).toBe('2 passed, 1 failed');
    expect(lastLine(sum([{ ...passed, skipped: 1 }]))).toBe('2 passed, 0 failed, 1 skipped');
  });
});

describe('the plan of npm test', () => {
  it('has a suite for each package, one for the repository, and one on a network', () => {
    const names = SUITES.map(({ name }) => name).sort();
    expect(names).toEqual([...packageNames(), 'fabric-short', 'repository'].sort());
  });

  it('stays within its time', () => {
    const suites = SUITES.filter(({ needs }) => needs === undefined);
    const seconds = [...CHECKS, ...suites].map((part) => part.seconds);
    expect(seconds.reduce((total, each) => total + each, 0)).toBeLessThanOrEqual(ALL_SECONDS);
  });

  it('can be cut to some parts', () => {
    expect(choose([])).toEqual({ checks: CHECKS, suites: SUITES });
    expect(choose(['--only', 'lint,sdk'])).toMatchObject({
      checks: [{ name: 'lint' }],
      suites: [{ name: 'sdk' }],
    });
  });

  it.each([['--only'], ['--only', 'nothing'], ['--onyl', 'sdk'], ['--only', 'sdk', 'cli']])(
    'refuses %j %j %j',
    (...args) => {
      expect(choose(args)).toHaveProperty('wrong');
    },
  );
});

describe('a part of npm test', () => {
  it('is ended with all that it started when its time is over', async () => {
    const sleep = 'setInterval(() => {}, 1000)';
    const nested =
      "require('child_process').spawn(process.execPath, " +
      `['-e', '${sleep}'], { stdio: 'inherit' })`;
    // The pipe closes only when the nested process has ended too.
    const { late, code } = await run(['-e', nested], { seconds: 1 });
    expect({ late, ended: code !== 0 }).toEqual({ late: true, ended: true });
  });

  it('hands over its output and its exit code', async () => {
    const speak = "console.log('out'); console.error('err'); process.exitCode = 3";
    const { code, output, late } = await run(['-e', speak]);
    expect({ code, late, lines: output.trim().split('\n').sort() }).toEqual({
      code: 3,
      late: false,
      lines: ['err', 'out'],
    });
  });
});

describe('the version of Node', () => {
  it.each([
    ['18.20.8', false],
    ['20.18.3', false],
    ['20.19.0', true],
    ['20.20.2', true],
    ['22.0.0', true],
    ['24.1.0', true],
  ])('%s: %s', (version, expected) => {
    expect(isRecentEnough(version)).toBe(expected);
  });

  it('is the one that package.json asks for', () => {
    const { engines } = JSON.parse(read('package.json')) as { engines: { node: string } };
    const [, oldest = ''] = /^>=(\d+\.\d+)$/.exec(engines.node) ?? [];
    expect(isRecentEnough(`${oldest}.0`)).toBe(true);
    const [major = 0, minor = 0] = oldest.split('.').map(Number);
    expect(isRecentEnough(`${major}.${minor - 1}.9`)).toBe(false);
  });

  it.each([
    ['ko_KR.UTF-8', '이상이 필요합니다'],
    ['en_US.UTF-8', 'or newer is needed'],
    ['C', 'or newer is needed'],
  ])('is asked for in the language of %s', (LANG, words) => {
    const old = "Object.defineProperty(process.versions, 'node', { value: '16.0.0' });";
    const script = `${old} import('./scripts/start.mjs');`;
    const ran = runNode(['--input-type=module', '-e', script], { env: { LANG, LC_ALL: LANG } });
    expect(ran).toMatchObject({ status: 1, stdout: '' });
    expect(ran.stderr).toContain(words);
  });
});
