import { rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RangeQuery } from '@bondledger/contract';
import { refusal, temporaryDirectory } from '../../test/world.js';
import { LmdbState } from './lmdb-state.js';
import { MemoryState } from './memory-state.js';
import { writesOfNames } from '../../test/names.js';

let directory: ReturnType<typeof temporaryDirectory>;
beforeEach(() => {
  directory = temporaryDirectory();
});
afterEach(() => directory.remove());

const name = fc.constantFrom(
  'holding/0',
  'registry/day',
  'trade/1',
  'trade/10',
  'trade/2',
  'trade/é',
);
const query = (from: string, to: string, limit: number, bookmark?: string): RangeQuery => ({
  from,
  to,
  limit,
  ...(bookmark === undefined ? {} : { bookmark }),
});

describe('the state in LMDB', { timeout: 60_000 }, () => {
  it('is what a map would be, whenever it is committed and however often reopened', async () => {
    const block = fc.record({
      names: fc.array(name, { minLength: 1, maxLength: 5 }),
      then: fc.constantFrom('nothing', 'settle', 'reopen'),
    });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(block, { minLength: 1, maxLength: 12 }), async (blocks) => {
        run += 1;
        const path = join(directory.path, run.toString());
        let state = new LmdbState(path, 'ledger');
        const model = new MemoryState();
        for (const [height, { names, then }] of blocks.entries()) {
          const writes = writesOfNames(height, names);
          state.accept(height, `hash ${height.toString()}`, writes);
          model.accept(height, '', writes);
          if (then !== 'nothing') await state.settle();
          if (then !== 'reopen') continue;
          await state.close();
          state = new LmdbState(path, 'ledger');
        }
        expect(state.height).toBe(model.height);
        expect(state.hash).toBe(`hash ${model.height.toString()}`);
        for (const [key, value] of model.entries()) expect(state.get(key)).toEqual(value);
        const asText = ([key, value]: readonly [string, Uint8Array]): string =>
          `${key}=${Buffer.from(value).toString()}`;
        expect(Array.from(state.entries(), asText)).toEqual(Array.from(model.entries(), asText));
        for (const [key] of model.entries()) expect(state.places(key)).toEqual(model.places(key));
        expect(state.places('trade/none')).toEqual([]);
        await state.close();
        rmSync(path, { recursive: true });
      }),
      { numRuns: 40 },
    );
  });

  it('pages through a range with bookmarks, and misses nothing', async () => {
    const state = new LmdbState(directory.path, 'ledger');
    const model = new MemoryState();
    const names = Array.from({ length: 25 }, (_, at) => `trade/${at.toString().padStart(2, '0')}`);
    for (const each of [state, model]) each.accept(0, '', writesOfNames(0, ['a', ...names, 'z']));
    for (const each of [state, model]) {
      const found: string[] = [];
      let bookmark: string | undefined;
      do {
        const page = each.range(query('trade/', 'trade0', 7, bookmark));
        expect(page.records.length).toBeLessThanOrEqual(7);
        found.push(...page.records.map(({ key }) => key));
        bookmark = page.next;
      } while (bookmark !== undefined);
      expect(found).toEqual(names);
    }
    await state.close();
  });

  it.each([
    ['from', query('b', 'a', 1)],
    ['from', query('', 'a', 1)],
    ['limit', query('a', 'b', 0)],
    ['limit', query('a', 'b', 1_001)],
    ['limit', query('a', 'b', 1.5)],
    ['bookmark', query('b', 'c', 1, 'a')],
    ['bookmark', query('b', 'c', 1, 'c')],
  ])('refuses a query with a wrong %s', async (field, wrong) => {
    const state = new LmdbState(directory.path, 'ledger');
    for (const each of [state, new MemoryState()]) {
      const refused = await refusal(Promise.resolve().then(() => each.range(wrong)));
      expect(refused).toMatchObject({ code: 'QUERY_INVALID', params: { field } });
    }
    await state.close();
  });

  it('commits no block that came after it told that it takes them', async () => {
    const state = new LmdbState(directory.path, 'ledger');
    const taken: number[] = [];
    const take = (): void => void taken.push(state.height);
    const accept = (height: number): void =>
      state.accept(height, '', writesOfNames(height, ['trade/1']));
    accept(0);
    const commits = [state.settle(take)];
    accept(1);
    commits.push(state.settle(take));
    // The second commit waits for the first, and takes this one along.
    accept(2);
    await Promise.all(commits);
    await state.close();
    const again = new LmdbState(directory.path, 'ledger');
    expect(again.height).toBe(taken.at(-1));
    await again.close();
  });

  it('of another ledger counts as empty', async () => {
    const state = new LmdbState(directory.path, 'ledger');
    state.accept(0, 'hash', writesOfNames(0, ['trade/1']));
    await state.settle();
    await state.close();
    const other = new LmdbState(directory.path, 'another');
    expect(other.height).toBe(-1);
    await other.close();
  });
});
