import { expect, it } from 'vitest';
import { readArguments } from './read-arguments.js';

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
