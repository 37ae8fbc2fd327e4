import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addFailure, countSuite, failure, isSkipped, lastLine, sum } from './count.mjs';
import { choose } from './plan.mjs';
import { install } from './prepare.mjs';
import { endOnInterrupt, run } from './run.mjs';

/** @typedef {import('./count.mjs').Count} Count */

/** @param {string} text */
const print = (text) => process.stdout.write(`${text}\n`);

/** @param {number} begun */
const secondsSince = (begun) => (performance.now() - begun) / 1000;

/** @param {import('./plan.mjs').Check} check @returns {Promise<Count>} */
async function runCheck({ name, seconds, args }) {
  const begun = performance.now();
  const { code, output, late } = await run(args, { seconds });
  const took = `${secondsSince(begun).toFixed(1)} s`;
  if (code === 0 && !late) {
    print(`✓ ${name}  ${took}`);
    return { passed: 1, failed: 0, skipped: 0, problems: [] };
  }
  const why = late ? `over its budget of ${seconds} s` : `ended with code ${code}`;
  print(`${output.trimEnd()}\n✗ ${name}  ${took}  ${why}`);
  return failure(why);
}

/**
 * @param {{ name: string, seconds: number, needs?: string }} suite
 * @param {string} directory for the report
 * @returns {Promise<Count>}
 */
async function runSuite({ name, seconds, needs }, directory) {
  print(`\n── ${name}, at most ${seconds} s ──`);
  const report = join(directory, `${name}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--project', name, ...reporters];
  const { code, late } = await run(args, { show: true, seconds });
  const count = countSuite(readIfThere(report), code, needs);
  return late
    ? addFailure({ ...count, failed: 0, problems: [] }, `over its budget of ${seconds} s`)
    : count;
}

/** @param {string} path */
function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** @param {{ name: string, count: Count, took: number, seconds: number, needs?: string }[]} rows */
function printTable(rows) {
  const width = Math.max(...rows.map(({ name }) => name.length));
  print(`\n${'suite'.padEnd(width)}  passed  failed  skipped  seconds  budget`);
  for (const { name, count, took, seconds } of rows) {
    const cells = [
      String(count.passed).padStart(6),
      String(count.failed).padStart(6),
      String(count.skipped).padStart(7),
      took.toFixed(1).padStart(7),
      String(seconds).padStart(6),
    ];
    print(`${name.padEnd(width)}  ${cells.join('  ')}`);
  }
  for (const { name, count, needs } of rows) {
    if (isSkipped(count)) print(`– ${name}: skipped, for it needs ${needs}`);
    for (const problem of count.problems) print(`✗ ${name}: ${problem}`);
  }
}

/** @typedef {import('./plan.mjs').Check & { count: Count, took: number }} CheckRow */

/** @param {import('./plan.mjs').Check} check @returns {Promise<CheckRow>} */
async function checkRow(check) {
  const from = performance.now();
  const count = await runCheck(check);
  return { ...check, count, took: secondsSince(from) };
}

/**
 * The build first, since others read what it writes; then two at a time, for each of them keeps one
 * core busy.
 *
 * @param {import('./plan.mjs').Check[]} checks
 * @returns {Promise<CheckRow[]>} in the order of the checks
 */
async function runChecks(checks) {
  /** @type {CheckRow[]} */
  const rows = [];
  const waiting = [...checks.entries()];
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [at, check] = next;
      rows[at] = await checkRow(check);
    }
  };
  const [first] = checks;
  if (first?.name === 'build') {
    waiting.shift();
    rows[0] = await checkRow(first);
  }
  await Promise.all([lane(), lane()]);
  return rows;
}

/** @param {Exclude<ReturnType<typeof choose>, { wrong: string }>} plan */
async function runAll({ checks, suites }) {
  const begun = performance.now();
  const directory = mkdtempSync(join(tmpdir(), 'bondledger-test-'));
  const rows = [];
  try {
    rows.push(...(await runChecks(checks)));
    for (const suite of suites) {
      const from = performance.now();
      const count = await runSuite(suite, directory);
      rows.push({ ...suite, count, took: secondsSince(from) });
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
  printTable(rows);
  print(`${secondsSince(begun).toFixed(0)} s in all`);
  return sum(rows.map(({ count }) => count));
}

const plan = choose(process.argv.slice(2));
endOnInterrupt();
if ('wrong' in plan) {
  process.stderr.write(`${plan.wrong}\n`);
  process.exitCode = 2;
} else {
  const total = (await install()) ? await runAll(plan) : failure('not installed');
  process.exitCode = total.failed > 0 ? 1 : 0;
  print(lastLine(total));
}
