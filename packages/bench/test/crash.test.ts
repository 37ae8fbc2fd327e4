import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { crashRounds } from '../src/crash-rounds.js';

const ROUNDS = 25;
const child = fileURLToPath(new URL('../dist/crash-child.js', import.meta.url));

test(
  'a day that is killed at 25 random points loses nothing that was acknowledged',
  { timeout: 280_000 },
  async () => {
    const seed = Number.parseInt(process.env['CRASH_SEED'] ?? String(Date.now() % 1_000_000), 10);
    process.stdout.write(`crash rounds: seed ${String(seed)}\n`);
    const rounds = await crashRounds({ rounds: ROUNDS, seed, child });
    expect(rounds.flatMap(({ faults }) => faults)).toEqual([]);
    expect(rounds).toHaveLength(ROUNDS);
    // Most rounds do die: a day that always ends before its death would prove nothing.
    expect(rounds.filter(({ killed }) => killed).length).toBeGreaterThan(ROUNDS / 2);
  },
);
