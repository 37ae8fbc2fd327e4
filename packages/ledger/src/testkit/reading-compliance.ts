import assert from 'node:assert/strict';
import type { Block, RangeQuery } from '@bondledger/contract';
import { codeOf, send, type On } from './checks.js';

/** Blocks, as every engine gives them. */
export function blockCompliance(on: On): void {
  on(
    'gives blocks from a height on, and each new one until it is aborted',
    async (ledger, market) => {
      await send(ledger, await market.issue());
      await send(ledger, await market.holidays('2018-12-24'));
      const control = new AbortController();
      const seen: Block[] = [];
      for await (const block of ledger.blocks(1, control.signal)) {
        seen.push(block);
        if (block.header.height === 2) await send(ledger, await market.holidays('2018-12-26'));
        if (block.header.height === 3) control.abort();
      }
      assert.deepEqual(
        seen.map(({ header }) => header.height),
        [1, 2, 3],
      );
      for (const block of seen) {
        assert.deepEqual((await ledger.block(block.header.height)).header, block.header);
        assert.equal(block.transactions.length, block.header.count);
      }
    },
  );

  on('lets a follower wait, and lets it go when it aborts or the ledger closes', async (ledger) => {
    const control = new AbortController();
    const waiting = [control.signal, undefined].map(async (signal) => {
      const heights: number[] = [];
      for await (const { header } of ledger.blocks(0, signal)) heights.push(header.height);
      return heights;
    });
    await new Promise((resolve) => setImmediate(resolve));
    control.abort();
    assert.deepEqual(await waiting[0], [0]);
    await ledger.close();
    assert.deepEqual(await waiting[1], [0]);
  });

  on('knows no block that is not there, and follows from no such height', async (ledger) => {
    for (const height of [1, -1, 0.5]) {
      assert.equal(await codeOf(ledger.block(height)), 'BLOCK_UNKNOWN');
    }
    const follow = async (): Promise<void> => {
      for await (const block of ledger.blocks(-1)) assert.fail(block.header.time);
    };
    assert.equal(await codeOf(follow()), 'QUERY_INVALID');
  });
}

/** Versions of a key, and records in key order. */
export function recordCompliance(on: On): void {
  on(
    'tells every version of a key, oldest first, and where it was written',
    async (ledger, market) => {
      const key = 'registry/calendar';
      for (const date of ['2018-12-24', '2018-12-26', '2018-12-27']) {
        await send(ledger, await market.holidays(date));
      }
      const versions: string[] = [];
      for await (const { height, transactionIndex, value } of ledger.history(key)) {
        const { transactions } = await ledger.block(height);
        const write = transactions[transactionIndex]?.writes.find((each) => each.key === key);
        assert.deepEqual(Buffer.from(write?.value ?? []), Buffer.from(value));
        versions.push(`${height.toString()} ${Buffer.from(value).toString()}`);
      }
      assert.deepEqual(versions, [
        '0 {"holidays":[]}',
        '1 {"holidays":["2018-12-24"]}',
        '2 {"holidays":["2018-12-24","2018-12-26"]}',
        '3 {"holidays":["2018-12-24","2018-12-26","2018-12-27"]}',
      ]);
      const none: unknown[] = [];
      for await (const version of ledger.history('trade/none')) none.push(version);
      assert.deepEqual(none, []);
    },
  );

  on('pages through a range in key order, each record once', async (ledger, market) => {
    await send(ledger, await market.issue());
    const numbers = Array.from({ length: 11 }, (_, at) => at);
    const trades = await market.submitTogether(numbers);
    const [first] = trades;
    assert.ok(first !== undefined);
    await send(ledger, first.submission);
    const keys: string[] = [];
    let bookmark: string | undefined;
    do {
      const query: RangeQuery = { from: 'trade/', to: 'trade0', limit: 4 };
      const page = await ledger.range(bookmark === undefined ? query : { ...query, bookmark });
      assert.ok(page.records.length <= 4);
      const read = await ledger.read(page.records.map(({ key }) => key));
      for (const { key, value } of page.records) {
        assert.deepEqual(Buffer.from(read.get(key) ?? []), Buffer.from(value));
        keys.push(key);
      }
      bookmark = page.next;
    } while (bookmark !== undefined);
    assert.deepEqual(keys, trades.map(({ key }) => key).sort());
    const nothing = await ledger.range({ from: 'x', to: 'y', limit: 1 });
    assert.deepEqual(nothing, { records: [], next: undefined });
  });

  on('refuses a query that it cannot answer', async (ledger) => {
    for (const query of [
      { from: 'b', to: 'a', limit: 1 },
      { from: 'a', to: 'b', limit: 0 },
      { from: 'a', to: 'b', limit: 1_001 },
      { from: 'a', to: 'b', limit: 1, bookmark: 'c' },
    ]) {
      const asked = (async () => ledger.range(query))();
      assert.equal(await codeOf(asked), 'QUERY_INVALID');
    }
  });
}
