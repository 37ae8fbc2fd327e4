import { describe, expect, it } from 'vitest';
import { ApiProblem } from '../api/problem.js';
import { RowsStore, type Page, type ReadPage } from './rows-store.js';

interface Row {
  readonly id: string;
  readonly revision: number;
  readonly state: string;
}

const row = (id: string, revision = 1, state = 'SUBMITTED'): Row => ({ id, revision, state });
const pages = (...all: readonly Page<Row>[]): ReadPage<Row> => {
  return async (cursor) => all[Number(cursor ?? '0')] ?? { items: [] };
};
const opened = async (...ids: string[]): Promise<RowsStore<Row>> => {
  const store = new RowsStore<Row>(({ id }) => id);
  await store.read(pages({ items: ids.map((id) => row(id)) }), false);
  return store;
};
const ids = (store: RowsStore<Row>): string[] => store.state.rows.map(({ id }) => id);

describe('rows of a question', () => {
  it('come page after page', async () => {
    const store = new RowsStore<Row>(({ id }) => id);
    const seen: string[] = [];
    store.watch(() => seen.push(`${store.state.phase} ${store.state.rows.length}`));
    const totals = { count: 3, faceAmount: '3', settlementAmount: '3' };
    await store.read(
      pages({ items: [row('a'), row('b')], next: '1', totals }, { items: [row('c')], totals }),
      false,
    );
    expect(seen).toEqual(['first 0', 'more 2', 'done 3']);
    expect(store.state.totals?.count).toBe(3);
  });

  it('stand until all pages of the same question are there', async () => {
    const store = await opened('a', 'b', 'c');
    const seen: number[] = [];
    store.watch(() => seen.push(store.state.rows.length));
    await store.read(pages({ items: [row('a')], next: '1' }, { items: [row('c')] }), true);
    expect(seen).toEqual([3, 2]);
    expect(ids(store)).toEqual(['a', 'c']);
  });

  it('stand through a failure, which is told', async () => {
    const store = await opened('a');
    const sentence = { ko: 'x', en: 'x' };
    await store.read(() => Promise.reject(new ApiProblem('DATABASE_DOWN', 503, sentence)), true);
    expect(store.state).toMatchObject({ phase: 'failed', problem: { code: 'DATABASE_DOWN' } });
    expect(ids(store)).toEqual(['a']);
  });

  it('of an abandoned question are not shown', async () => {
    const store = new RowsStore<Row>(({ id }) => id);
    let answer: (page: Page<Row>) => void = () => undefined;
    const late = new Promise<Page<Row>>((resolve) => {
      answer = resolve;
    });
    const first = store.read(() => late, false);
    await store.read(pages({ items: [row('new')] }), false);
    answer({ items: [row('old')] });
    await first;
    expect(ids(store)).toEqual(['new']);
  });
});

describe('a change', () => {
  it('is made where the row stands, and nothing moves', async () => {
    const store = await opened('a', 'b', 'c');
    const changed = store.patch(new Map([['b', { revision: 2, state: 'MATCHED' }]]));
    expect(changed).toEqual(['b']);
    expect(store.state.rows[1]).toEqual(row('b', 2, 'MATCHED'));
    expect(ids(store)).toEqual(['a', 'b', 'c']);
    expect(store.state).toMatchObject({ changed: 1, others: 0 });
  });

  it('of a trade that does not stand here is counted', async () => {
    const store = await opened('a');
    store.patch(new Map([['z', { revision: 1, state: 'SUBMITTED' }]]));
    expect(store.state).toMatchObject({ changed: 0, others: 1 });
  });

  it('that is older than the row is none', async () => {
    const store = await opened('a');
    expect(store.patch(new Map([['a', { revision: 1, state: 'X' }]]))).toEqual([]);
    expect(store.state.rows[0]?.state).toBe('SUBMITTED');
  });

  it('is forgotten when the rows are read anew', async () => {
    const store = await opened('a');
    store.patch(new Map([['z', { revision: 1, state: 'SUBMITTED' }]]));
    await store.read(pages({ items: [row('a'), row('z')] }), true);
    expect(store.state).toMatchObject({ changed: 0, others: 0 });
  });

  it('are renewed where they stand, by what is not older, and uncounted', async () => {
    const store = await opened('a', 'b');
    store.patch(new Map([['a', row('a', 3, 'MATCHED')]]));
    store.renew([row('b', 2, 'READY'), row('a', 2, 'OLD'), row('elsewhere')]);
    expect(store.state.rows).toEqual([row('a', 3, 'MATCHED'), row('b', 2, 'READY')]);
    expect(store.state).toMatchObject({ changed: 1, others: 0 });
  });
});
