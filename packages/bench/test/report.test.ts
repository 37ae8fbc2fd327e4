import { expect, test } from 'vitest';
import { isReached, spreadOf, tableOf, type Figure } from '../src/index.js';

test('the median of an even number of runs lies between the middle two', () => {
  expect(spreadOf([4, 1, 3, 2])).toMatchObject({ median: 2.5, min: 1, max: 4 });
  expect(spreadOf([3, 1, 2]).median).toBe(2);
});

const figure = (median: number, isLeast: boolean): Figure => ({
  name: 'a figure',
  unit: 's',
  spread: spreadOf([median]),
  target: { must: 3, isLeast },
});

test.each([
  [2, false, true],
  [4, false, false],
  [2, true, false],
  [4, true, true],
])('a median of %d, at least: %s, reaches 3: %s', (median, isLeast, reached) => {
  expect(isReached(figure(median, isLeast))).toBe(reached);
});

test('a table names what was missed', () => {
  const report = { bench: 'b', machine: 'm', node: '20', figures: [figure(4, false)] };
  expect(tableOf(report)).toContain('Missed: a figure.');
  expect(tableOf({ ...report, figures: [figure(2, false)] })).toContain('All targets reached.');
});
