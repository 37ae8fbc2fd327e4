import { expect, it } from 'vitest';
import { readArguments, readCrashArguments } from './read-arguments.js';

const read = (...args: string[]): unknown => readArguments(args, ['day', 'codec']);

it('a command line of known benches is read', () => {
  expect(read('day', 'codec', '--runs', '3', '--json', 'out.json')).toEqual({
    names: ['day', 'codec'],
    runs: 3,
    large: false,
    json: 'out.json',
  });
});

it.each([
  [[]],
  [['--help']],
  [['day', '--nix']],
  [['day', '--json']],
  [['day', 'toString']],
  [['day', '--runs', '0']],
  [['day', '--runs', '5x']],
])('a command line that cannot be meant is none: %j', (args) => {
  expect(read(...args)).toBeUndefined();
});

it('a command line of crash rounds is read', () => {
  expect(readCrashArguments([])).toEqual({ rounds: 100, seed: undefined });
  expect(readCrashArguments(['--rounds', '500', '--seed', '7'])).toEqual({ rounds: 500, seed: 7 });
});

it.each([
  [['--help']],
  [['500']],
  [['--rounds']],
  [['--rounds', '0']],
  [['--rounds', '5x']],
  [['--seed', '-1']],
])('a command line of crash rounds that cannot be meant is none: %j', (args) => {
  expect(readCrashArguments(args)).toBeUndefined();
});
