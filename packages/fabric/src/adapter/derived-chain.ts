import type { common } from '@hyperledger/fabric-protos';
import type { Block, Crypto, FabricProof } from '@bondledger/contract';
import { BondledgerError } from '@bondledger/domain';
import type { Head, Position } from '@bondledger/ledger';
import { makeBlock, Signal, writesOf } from '@bondledger/ledger/engine';
import type { ChainStore } from './chain-store.js';
import { deriveBlock, type Derived } from './derive-block.js';
import { RECENT_BLOCKS } from './limits.js';
import type { Origin } from './origins.js';
import { proveInBlock } from './prove-block.js';

export interface DerivedChainOptions {
  readonly crypto: Crypto;
  readonly ledgerId: string;
  readonly channel: string;
  readonly chaincode: string;
  readonly store: ChainStore;
  /** Told where the store could not write; it is tried again with the next block. */
  readonly onFailure: (error: unknown) => void;
  /** A block of the channel, from a peer. */
  readonly fetch: (number: bigint) => Promise<common.Block>;
}

/** What became of a transaction, with the place that its block has in the ledger. */
export interface CommittedAt {
  readonly validationCode: number;
  readonly position: Position | undefined;
}

/**
 * The ledger's blocks, derived from the channel's: height is the dense number of blocks that hold
 * transactions of the ledger. Only the newest are kept; others are fetched and derived again.
 */
export class DerivedChain {
  readonly changed = new Signal();
  readonly #options: DerivedChainOptions;
  readonly #recent = new Map<number, Block>();
  readonly #waiting = new Map<string, (committed: CommittedAt) => void>();
  #head: Head;
  #next: bigint;
  #isSettling = false;
  #closed = false;

  constructor(options: DerivedChainOptions) {
    const { head, origins } = options.store;
    this.#options = options;
    this.#head = head;
    this.#next = (origins.at(head.height)?.number ?? -1n) + 1n;
  }

  get head(): Head {
    return this.#head;
  }

  get height(): number {
    return this.#head.height;
  }

  /** The number of the channel's block that is taken in next. */
  get next(): bigint {
    return this.#next;
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  close(): void {
    this.#closed = true;
    this.changed.notify();
  }

  /** Answers when the block with a transaction was taken in. */
  committed(txId: string): { readonly answer: Promise<CommittedAt>; forget(): void } {
    const answer = new Promise<CommittedAt>((resolve) => this.#waiting.set(txId, resolve));
    return { answer, forget: () => this.#waiting.delete(txId) };
  }

  /** Takes in the channel's next block. */
  take(block: common.Block): void {
    const number = BigInt(block.getHeader()?.getNumber() ?? -1);
    if (number !== this.#next) return;
    const derived = this.#derive(block);
    if (derived.transactions.length > 0) this.#append(number, derived);
    this.#next += 1n;
    this.#answer(derived);
    this.changed.notify();
  }

  /** Where on the channel a transaction of the ledger stands. Rejects with BLOCK_UNKNOWN. */
  async fabricProof({ height, transactionIndex }: Position): Promise<FabricProof> {
    const block = await this.#options.fetch(this.#originOf(height).number);
    const { committed } = this.#derive(block);
    return proveInBlock(
      block,
      committed.findIndex((each) => each.transactionIndex === transactionIndex),
    );
  }

  /** A block of the ledger. Rejects with BLOCK_UNKNOWN. */
  async block(height: number): Promise<Block> {
    const known = this.#recent.get(height);
    if (known !== undefined) return known;
    const origin = this.#originOf(height);
    const derived = this.#derive(await this.#options.fetch(origin.number));
    return this.#make({ height: height - 1, hash: origin.previous }, derived).block;
  }

  /** Hash of a block's header, where the ledger has the block. */
  hashAt(height: number): string | undefined {
    if (height === this.height) return this.#head.hash;
    return this.#options.store.origins.at(height + 1)?.previous;
  }

  #originOf(height: number): Origin {
    const origin = this.#options.store.origins.at(height);
    if (origin !== undefined) return origin;
    throw new BondledgerError({ code: 'BLOCK_UNKNOWN', params: { height: height.toString() } });
  }

  #derive(block: common.Block): Derived {
    return deriveBlock(block, this.#options.channel, this.#options.chaincode);
  }

  #make(previous: Head, { time, transactions }: Derived): ReturnType<typeof makeBlock> {
    const { crypto, ledgerId } = this.#options;
    return makeBlock(crypto, ledgerId, previous, time, transactions);
  }

  #append(number: bigint, derived: Derived): void {
    const { state, origins } = this.#options.store;
    const made = this.#make(this.#head, derived);
    const { height } = made.block.header;
    origins.push({ number, previous: this.#head.hash });
    state.accept(height, made.hash, writesOf(made.block));
    this.#head = { height, hash: made.hash };
    this.#recent.set(height, made.block);
    this.#recent.delete(height - RECENT_BLOCKS);
    this.#settleSoon();
  }

  /** What was taken in is written when those who wait for it have been answered. */
  #settleSoon(): void {
    if (this.#isSettling) return;
    this.#isSettling = true;
    setImmediate(() => {
      this.#isSettling = false;
      if (this.#closed) return;
      const { store, onFailure } = this.#options;
      try {
        store.settle();
      } catch (error) {
        onFailure(error);
      }
    });
  }

  #answer({ committed }: Derived): void {
    for (const { txId, validationCode, transactionIndex } of committed) {
      const resolve = this.#waiting.get(txId);
      if (resolve === undefined) continue;
      this.#waiting.delete(txId);
      const position =
        transactionIndex === undefined ? undefined : { height: this.height, transactionIndex };
      resolve({ validationCode, position });
    }
  }
}
