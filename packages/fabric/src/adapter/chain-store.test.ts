import { mkdtempSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeCrypto, stateHash, utf8 } from '@bondledger/contract';
import { fabricBlock, type MadeTransaction } from '../../test/support/fabric-blocks.js';
import { unverified } from '../../test/support/unverified.js';
import { encodeAnswer } from '../wire/answer.js';
import { openStore, type ChainStore } from './chain-store.js';
import { DerivedChain } from './derived-chain.js';

const LEDGER_ID = 'a'.repeat(64);
const payload = encodeAnswer(
  nodeCrypto,
  { submissions: [], skip: [] },
  { batches: [], logged: undefined },
);

/** Every second block of the channel is one of the ledger. */
const blockAt = (number: number) => {
  const writes = [{ key: `trade/${number.toString()}`, value: utf8('sealed') }];
  const transactions: MadeTransaction[] =
    number % 2 === 0 ? [{ txId: `t${number.toString()}`, payload, writes }] : [];
  return fabricBlock(number, transactions);
};

const chainOver = (store: ChainStore): DerivedChain =>
  new DerivedChain({
    crypto: nodeCrypto,
    ledgerId: LEDGER_ID,
    channel: 'bonds',
    chaincode: 'bonds',
    store,
    onFailure: (error) => expect.fail(String(error)),
    checks: unverified,
    fetch: async (number, use) => Promise.resolve(use(blockAt(Number(number)))),
  });

const hashOf = ({ state }: ChainStore): string =>
  stateHash(
    nodeCrypto,
    [...state.entries()].map(([key, value]) => [key, nodeCrypto.sha256(value)] as const),
  );

describe('what is kept of the channel', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'bondledger-store-'));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  /** Takes in this many blocks of the channel, and closes. */
  async function followed(count: number): Promise<{ head: unknown; hash: string }> {
    const store = await openStore(directory, LEDGER_ID);
    const chain = chainOver(store);
    for (let number = Number(chain.next); number < count; number += 1) chain.take(blockAt(number));
    const kept = { head: chain.head, hash: hashOf(store) };
    chain.close();
    await store.close();
    return kept;
  }

  it('is there when it is opened again, and goes on from there', async () => {
    const first = await followed(9);
    const store = await openStore(directory, LEDGER_ID);
    const chain = chainOver(store);
    expect({ head: chain.head, hash: hashOf(store) }).toEqual(first);
    expect([chain.height, chain.next]).toEqual([4, 9n]);
    const { header } = await chain.block(2);
    expect(header).toMatchObject({ height: 2, previous: chain.hashAt(1) });
    await store.close();
    const more = await followed(15);
    rmSync(directory, { recursive: true });
    expect(await followed(15)).toEqual(more);
  });

  it('belongs to one process at a time', async () => {
    const store = await openStore(directory, LEDGER_ID);
    await expect(openStore(directory, LEDGER_ID)).rejects.toMatchObject({
      code: 'DIRECTORY_LOCKED',
    });
    await store.close();
  });

  it('is thrown away where it is of another ledger, or where a part of it is lost', async () => {
    await followed(9);
    const other = await openStore(directory, 'b'.repeat(64));
    expect([other.head.height, other.origins.count]).toEqual([-1, 0]);
    await other.close();
    await followed(9);
    truncateSync(join(directory, 'origins'), 100);
    const torn = await openStore(directory, LEDGER_ID);
    expect([torn.head.height, torn.origins.count]).toEqual([-1, 0]);
    await torn.close();
  });

  it('is emptied where the channel is another one', async () => {
    await followed(9);
    const store = await openStore(directory, LEDGER_ID);
    const emptied = await store.startOver();
    expect([emptied.head.height, emptied.origins.count]).toEqual([-1, 0]);
    expect([...emptied.state.entries()]).toEqual([]);
    await emptied.close();
  });
});
