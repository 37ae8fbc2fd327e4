import { describe, expect, it } from 'vitest';
import { BondledgerError, type ErrorCode } from '@bondledger/domain';
import { MemoryOrigins } from './origins.js';
import { isOfChannel } from './is-of-channel.js';

/** A store with blocks of the ledger from these blocks of the channel. */
function storeOf(...numbers: readonly number[]) {
  const origins = new MemoryOrigins();
  for (const number of numbers) origins.push({ number: BigInt(number), previous: '' });
  return { origins };
}

describe('a store of blocks', () => {
  /** Whether it is of a channel with so many blocks, and which block of it was looked at. */
  async function asked(channelBlocks: number, refusedWith?: ErrorCode) {
    const looked: number[] = [];
    const store = storeOf(2, 5, 9);
    const chain = {
      height: 2,
      block: (height: number) => {
        looked.push(height);
        if (refusedWith === undefined) return Promise.resolve();
        return Promise.reject(new BondledgerError({ code: refusedWith }));
      },
    };
    return [await isOfChannel(chain, store, BigInt(channelBlocks)), looked];
  }
  it('is looked at by its newest block', async () => {
    expect(await asked(10)).toEqual([true, [2]]);
    expect(await asked(10, 'BLOCK_UNTRUSTED')).toEqual([false, [2]]);
    expect(await asked(10, 'CHANNEL_WRONG')).toEqual([false, [2]]);
  });

  it('is kept where the peers are behind it, and its first block is theirs', async () => {
    expect(await asked(9)).toEqual([true, [0]]);
    expect(await asked(3)).toEqual([true, [0]]);
    expect(await asked(3, 'BLOCK_UNTRUSTED')).toEqual([false, [0]]);
  });

  it('is thrown away where the channel has not even its first block', async () => {
    expect(await asked(2)).toEqual([false, []]);
  });

  it('is kept where nobody can be asked', async () => {
    await expect(asked(10, 'NODE_SILENT')).rejects.toMatchObject({ code: 'NODE_SILENT' });
  });

  it('is anybody’s while it is empty', async () => {
    const chain = { height: -1, block: () => expect.fail() };
    expect(await isOfChannel(chain, storeOf(), 0n)).toBe(true);
  });
});
