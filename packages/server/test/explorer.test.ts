import { toHex } from '@bondledger/contract';
import { BondledgerError } from '@bondledger/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { componentsOf } from '../src/observation/components.js';
import { startTestServer, type SignedInClient, type TestServer } from './support/test-server.js';

let server: TestServer;
let client: SignedInClient;
let tradeId = '';
let leaf = '';
let seller = '';
let stranger = '';
beforeAll(async () => {
  server = await startTestServer({ seed: 'explorer' });
  const [ticket] = server.day.tickets;
  if (ticket === undefined) throw new Error('the day has no trade');
  const { terms, sellerSide } = ticket;
  seller = terms.seller;
  const institution = server.consortium.institution(seller);
  const [result] = await institution.take([{ step: 'SUBMIT', terms, own: sellerSide }]);
  if (result?.status !== 'ACCEPTED') throw new Error(JSON.stringify(result));
  tradeId = result.tradeId ?? '';
  leaf = result.leaf;
  await institution.caughtUp();
  client = await server.as(`${seller.toLowerCase()}-maker`);
  await Promise.all(server.consortium.institutions().map((each) => each.caughtUp()));
  const other = server.consortium
    .institutions()
    .find(({ book }) => book.trade(tradeId) === undefined);
  stranger = other?.participant ?? '';
}, 240_000);
afterAll(() => server.close());

const search = (text: string, as = client) => as.call('search', { query: { text } });

describe('the explorer', () => {
  it('lists the blocks, newest first, page by page, each once', async () => {
    const { height, hash } = await server.consortium.ledger.head();
    const heights: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await client.call('blocks', {
        query: { limit: 3, ...(cursor === undefined ? {} : { cursor }) },
      });
      if (cursor === undefined) expect(page.items[0]?.hash).toBe(hash);
      heights.push(...page.items.map((each) => each.height));
      cursor = page.next;
    } while (cursor !== undefined);
    expect(heights).toEqual(Array.from({ length: height + 1 }, (_, at) => height - at));
  });

  it('shows a block with leaves, what was accepted, and writes by key and size', async () => {
    const { height } = await server.consortium.ledger.head();
    const block = await client.call('block', { params: { height } });
    expect(block.details).toHaveLength(block.transactions);
    const [transaction] = block.details;
    expect(transaction?.batches).toEqual([{ leaves: [leaf], accepted: [true] }]);
    expect(transaction?.writes.map(({ key }) => key)).toContain(`trade/${tradeId}`);
    const { transactions } = await server.consortium.ledger.block(height);
    const values = transactions.flatMap(({ writes }) => writes.map(({ value }) => toHex(value)));
    const shown = JSON.stringify(block);
    for (const value of values) expect(shown).not.toContain(value.slice(0, 40));
    const previous = await client.call('block', { params: { height: height - 1 } });
    expect(block.previous).toBe(previous.hash);
  });

  it('finds a block by number and hash, a transaction by its hash and by a leaf', async () => {
    const { height } = await server.consortium.ledger.head();
    const block = await client.call('block', { params: { height } });
    const { hash } = block.details[0] ?? { hash: '' };
    const found = { height, index: 0, kind: 'TRANSACTION' };
    expect(await search(height.toString())).toMatchObject({ found: [{ kind: 'BLOCK', height }] });
    expect(await search(block.hash)).toMatchObject({ found: [{ kind: 'BLOCK', height }] });
    expect(await search(` ${hash.toUpperCase()} `)).toEqual({ found: [{ ...found, id: hash }] });
    expect(await search(leaf)).toEqual({ found: [{ ...found, id: leaf }] });
  });

  it('finds what came after the index was made', async () => {
    const { terms, sellerSide } = server.day.tickets[1] ?? {};
    if (terms === undefined || sellerSide === undefined) throw new Error('no second trade');
    const institution = server.consortium.institution(terms.seller);
    const [result] = await institution.take([{ step: 'SUBMIT', terms, own: sellerSide }]);
    const later = result?.status === 'ACCEPTED' ? result.leaf : '';
    const { height } = await server.consortium.ledger.head();
    expect(await search(later)).toMatchObject({ found: [{ kind: 'TRANSACTION', height }] });
  });

  it("finds one's own trade, and another's no more than one that does not exist", async () => {
    const id = `trade/${tradeId}`;
    expect(await search(tradeId)).toEqual({
      found: [
        { kind: 'TRADE', id: tradeId },
        { kind: 'KEY', id },
      ],
    });
    const other = await server.as(`${stranger.toLowerCase()}-maker`);
    expect(await search(tradeId, other)).toEqual({ found: [] });
    const none = `${tradeId.slice(0, -1)}${tradeId.endsWith('0') ? '1' : '0'}`;
    expect(await search(none)).toEqual({ found: [] });
    for (const text of ['999999', 'f'.repeat(64), 'registry/none', '거래']) {
      expect(await search(text)).toEqual({ found: [] });
    }
  });

  it('shows every version of a key by place, size and hash', async () => {
    const key = `trade/${tradeId}`;
    const { versions } = await client.call('keyHistory', { query: { key } });
    expect(versions).toMatchObject([{ index: 0 }]);
    const nothing = await client.call('keyHistory', { query: { key: 'trade/none' } });
    expect(nothing.versions).toEqual([]);
  });

  it('refuses a block that is not there and a cursor that is none', async () => {
    const unknown = client.call('block', { params: { height: 999_999 } });
    await expect(unknown).rejects.toMatchObject({ code: 'BLOCK_UNKNOWN' });
    for (const cursor of ['x', '999999']) {
      const wrong = client.call('blocks', { query: { cursor, limit: 1 } });
      await expect(wrong).rejects.toMatchObject({ code: 'REQUEST_MALFORMED' });
    }
  });
});

describe('monitoring', () => {
  it('tells of minutes, stages, queues, components and sizes', async () => {
    const now = await client.call('monitoring', {});
    expect(now.engine).toBe('embedded');
    expect(now.minutes).toHaveLength(60);
    const blocks = now.minutes.reduce((sum, minute) => sum + minute.blocks, 0);
    expect(blocks).toBeGreaterThan(0);
    const commit = now.stages.find(({ stage }) => stage === 'commit');
    expect(commit?.count).toBeGreaterThan(0);
    expect(commit?.p99Ms).toBeGreaterThanOrEqual(commit?.p50Ms ?? Infinity);
    expect(now.stages.find(({ stage }) => stage === 'endorse')?.p50Ms).toBeNull();
    expect(now.queues.map(({ queue }) => queue)).toContain('institutions');
    expect(now.sizes.find(({ what }) => what === 'blocks')?.bytes).toBeGreaterThan(0);
    expect(now.alarms.filter(({ severity }) => severity === 'CRITICAL')).toEqual([]);
    const { components } = await client.call('components', {});
    expect(components).toContainEqual(
      expect.objectContaining({ component: 'database', status: 'OK' }),
    );
  });

  it('says of a database that is gone that it is down, and why', async () => {
    const gone = (): never => {
      throw new BondledgerError({ code: 'DATABASE_DOWN' });
    };
    const { services } = server.server;
    const database = { ...services.database, schema: gone };
    const components = await componentsOf({ ...services, database, progress: () => [] });
    expect(components).toContainEqual(
      expect.objectContaining({ component: 'database', status: 'DOWN', code: 'DATABASE_DOWN' }),
    );
  });
});
