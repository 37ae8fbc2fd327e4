import { describe, expect, it } from 'vitest';
import { between, moved } from './grid-moves.js';

const EXTENT = { rows: 100, columns: 5, page: 20 };
const press = (code: string, ctrl = false, from = { row: 50, column: 2 }) =>
  moved(from, { code, ctrl }, EXTENT);

describe('a key in the table', () => {
  it.each([
    ['ArrowUp', false, 49, 2],
    ['ArrowDown', false, 51, 2],
    ['ArrowLeft', false, 50, 1],
    ['ArrowRight', false, 50, 3],
    ['Home', false, 50, 0],
    ['End', false, 50, 4],
    ['Home', true, 0, 0],
    ['End', true, 99, 4],
    ['PageUp', false, 30, 2],
    ['PageDown', false, 70, 2],
  ])('%s with ctrl %s goes to row %i, column %i', (code, ctrl, row, column) => {
    expect(press(code, ctrl)).toEqual({ row, column });
  });

  it('stays within the table; above the first row are the titles', () => {
    expect(press('ArrowDown', false, { row: 99, column: 0 })).toEqual({ row: 99, column: 0 });
    expect(press('ArrowUp', false, { row: 0, column: 0 })).toEqual({ row: -1, column: 0 });
    expect(press('ArrowUp', false, { row: -1, column: 0 })).toEqual({ row: -1, column: 0 });
    expect(press('PageUp', false, { row: 3, column: 0 })).toEqual({ row: 0, column: 0 });
  });

  it('that moves nothing is left to others', () => {
    expect(press('KeyX')).toBeUndefined();
  });
});

it('picks what lies between two rows, and not what goes with another', () => {
  const items = [{ key: 'a' }, { key: 'b', fixed: true }, { key: 'c' }, { key: 'd' }];
  expect(between(items, 3, 0)).toEqual(['a', 'c', 'd']);
  expect(between(items, 1, 2)).toEqual(['c']);
});
