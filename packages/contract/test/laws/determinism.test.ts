import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { encodeSubmission, FrameWriter } from '../../src/index.js';
import { openMarket } from '../_kit/market.js';
import { applyAll } from './apply-all.js';
import { moves } from './moves.js';
import { Play } from './play.js';

const here = fileURLToPath(new URL('.', import.meta.url));
const directory = mkdtempSync(join(tmpdir(), 'determinism-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** A day, as the batches that were accepted in it. */
const day = ((): Uint8Array => {
  const play = new Play(openMarket(), [
    ['SEC1-001', 100_000_000_000n],
    ['SEC2-001', 100_000_000_000n],
    ['CUS1-F01', 100_000_000_000n],
  ]);
  for (const all of fc.sample(moves, { seed: 20260921, numRuns: 8 })) {
    for (const move of all) play.move(move);
  }
  const writer = new FrameWriter();
  for (const submission of play.world.history) writer.frame(encodeSubmission(submission));
  return writer.bytes();
})();

const PLACES: readonly (readonly [string, Record<string, string>, readonly string[]])[] = [
  ['Seoul, in Korean', { TZ: 'Asia/Seoul', LANG: 'ko_KR.UTF-8', LC_ALL: 'ko_KR.UTF-8' }, []],
  [
    'Apia, in Turkish, on a small heap',
    { TZ: 'Pacific/Apia', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' },
    ['--max-old-space-size=96', '--max-semi-space-size=1', '--no-opt'],
  ],
];

describe('the same batches', () => {
  const hashes = applyAll(day);

  it('move the ledger with every one of them', () => {
    expect(hashes.length).toBeGreaterThan(30);
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it('give the same state with nothing remembered', () => {
    expect(applyAll(day, true)).toEqual(hashes);
  });

  it.each(PLACES)('give the same state, block by block, in %s', (_, place, flags) => {
    const file = join(directory, 'day.submissions');
    writeFileSync(file, day);
    const hooks = join(here, 'register-hooks.mjs');
    const script = join(here, 'apply-all.ts');
    const ran = spawnSync(process.execPath, [...flags, '--import', hooks, script, file], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'] ?? '', ...place },
    });
    expect(ran.stderr).toBe('');
    expect(ran.stdout.split('\n')).toEqual(hashes);
  });
});
