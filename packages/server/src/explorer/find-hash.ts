import { fromHex, nodeCrypto, toHex, transactionHash, type Block } from '@bondledger/contract';
import type { Found } from '@bondledger/sdk/api';
import type { Services } from '../start/services.js';
import { BLOCKS_INDEXED_TOGETHER } from '../limits.js';
import type { ReadBlock } from './block-reader.js';
import { hashOf, leavesOf } from './block-rows.js';
import { HashIndex } from './hash-index.js';

/**
 * Finds blocks, transactions and leaves by their hash. The index is made when somebody first asks,
 * and then only of what is new.
 */
export class HashFinder {
  readonly #transport: Services['transport'];
  readonly #read: ReadBlock;
  readonly #index = new HashIndex();
  #next = 0;
  #running: Promise<void> = Promise.resolve();

  constructor(transport: Services['transport'], read: ReadBlock) {
    this.#transport = transport;
    this.#read = read;
  }

  /** @param text 64 hexadecimal digits */
  async find(text: string, signal: AbortSignal): Promise<readonly Found[]> {
    const hash = fromHex(text);
    if (hash === undefined) return [];
    await this.#caughtUp(signal);
    const found: Found[] = [];
    for (const height of this.#index.heightsOf(hash)) {
      found.push(...placesIn(await this.#read(height), text));
    }
    return found;
  }

  /** One after the other: who waits for it finds it made. */
  async #caughtUp(signal: AbortSignal): Promise<void> {
    const turn = this.#running.then(() => this.#catchUp(signal));
    this.#running = turn.catch(() => undefined);
    await turn;
  }

  async #catchUp(signal: AbortSignal): Promise<void> {
    const { height } = await this.#transport.head();
    while (this.#next <= height) {
      signal.throwIfAborted();
      const last = Math.min(height, this.#next + BLOCKS_INDEXED_TOGETHER - 1);
      while (this.#next <= last) this.#add(await this.#read(this.#next));
      // Nobody else waits for the whole ledger to be read.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  #add(block: Block): void {
    const { height } = block.header;
    const add = (hash: Uint8Array | undefined): void => {
      if (hash !== undefined) this.#index.add(hash, height);
    };
    add(fromHex(hashOf(block)));
    for (const transaction of block.transactions) {
      add(transactionHash(nodeCrypto, transaction));
      for (const batch of transaction.batches) for (const leaf of leavesOf(batch)) add(leaf);
    }
    this.#next = height + 1;
  }
}

/** What of a block has this very hash. */
function placesIn(block: Block, hash: string): readonly Found[] {
  const { height } = block.header;
  const found: Found[] = hashOf(block) === hash ? [{ kind: 'BLOCK', height, id: hash }] : [];
  for (const [index, transaction] of block.transactions.entries()) {
    const isIt = toHex(transactionHash(nodeCrypto, transaction)) === hash;
    const hasIt = transaction.batches.some((batch) =>
      leavesOf(batch).some((leaf) => toHex(leaf) === hash),
    );
    if (isIt || hasIt) found.push({ kind: 'TRANSACTION', height, index, id: hash });
  }
  return found;
}
