import { expect, it } from 'vitest';
import { BlockStore } from './block-store.js';

it('reads a block once for all who ask meanwhile, and again for who asks later', async () => {
  let reads = 0;
  const store = new BlockStore({
    read: () => {
      reads += 1;
      return Promise.reject(new Error('the disk is away'));
    },
  });
  const asked = await Promise.allSettled([store.block(7), store.block(7), store.block(8)]);
  expect(asked.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(reads).toBe(2);
  await expect(store.block(7)).rejects.toThrow('the disk is away');
  expect(reads).toBe(3);
});
