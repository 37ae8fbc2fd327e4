import { describe, expect, it } from 'vitest';
import { fitColumns, GROW_MOST, type Column } from './column.js';

const column = (id: string, width: number, more: Partial<Column<string>> = {}): Column<string> => ({
  id,
  title: id,
  width,
  rank: 0,
  draw: (row) => row,
  text: (row) => row,
  ...more,
});

const COLUMNS = [
  column('pick', 40, { pin: 'start' }),
  column('state', 100, { pin: 'start' }),
  column('issue', 200, { rank: 3, grow: 1 }),
  column('face', 150, { rank: 1 }),
  column('result', 110, { pin: 'end' }),
];

const ids = (room: number, all = false): string[] =>
  fitColumns(COLUMNS, room, all).columns.map((each) => each.column.id);

describe('columns in a room', () => {
  it('all stand where there is room, and the growing one takes what is left', () => {
    const { columns, hidden } = fitColumns(COLUMNS, 700, false);
    expect(columns.map(({ width }) => width)).toEqual([40, 100, 300, 150, 110]);
    expect(hidden).toEqual([]);
  });

  it('the growing one stops where the eye would travel too far', () => {
    const wide = fitColumns(COLUMNS, 2_000, false).columns.map(({ width }) => width);
    expect(wide).toEqual([40, 100, 200 + GROW_MOST, 150, 110]);
  });

  it('the least important goes first and is told of', () => {
    expect(ids(450)).toEqual(['pick', 'state', 'face', 'result']);
    expect(fitColumns(COLUMNS, 450, false).hidden.map(({ id }) => id)).toEqual(['issue']);
  });

  it('what must stay stays, however narrow it is', () => {
    expect(ids(100)).toEqual(['pick', 'state', 'result']);
  });

  it('none goes where a reader wants them all', () => {
    expect(ids(100, true)).toHaveLength(5);
  });

  it('pinned ones know how far from their edge they stick', () => {
    const { columns } = fitColumns(COLUMNS, 700, false);
    expect(columns.map(({ offset }) => offset)).toEqual([0, 40, 140, 440, 0]);
  });
});
