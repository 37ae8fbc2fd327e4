import type { common } from '@hyperledger/fabric-protos';
import type { Block, Crypto, FabricProof } from '@bondledger/contract';
import { BondledgerError } from '@bondledger/domain';
import type { Head, Position } from '@bondledger/ledger';
import { makeBlock, Signal, writesOf } from '@bondledger/ledger/engine';
import type { ChainStore } from './chain-store.js';
import { untrusted, type ChannelChecks } from './channel-checks.js';
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
  /** What is checked before anything is derived. */
  readonly checks: Pick<ChannelChecks, 'requireOrdered' | 'isEndorsed'>;
  /** What is made of a block of the channel: of the first peer's whose block is taken. */
  readonly fetch: FetchBlock;
}

/** Hands a peer's block over; where it is refused, that of another peer. */
export type FetchBlock = <T>(number: bigint, use: (block: common.Block) => T) => Promise<T>;

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
  /** Hash of the header of the channel's newest block that was taken in, where it is known. */
  #before: Uint8Array | undefined;
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

  /**
   * Learns which block of the channel the next one has to follow, where the store had some already.
   *
   * @throws BondledgerError BLOCK_UNTRUSTED
   */
  async resume(): Promise<void> {
    if (this.#next === 0n) return;
    const newest = this.#next - 1n;
    this.#before = await this.#options.fetch(newest, (block) => this.#ordered(newest, block));
  }

  /**
   * Takes in the channel's next block; one that was taken in before is passed over.
   *
   * @throws BondledgerError BLOCK_UNTRUSTED where it does not hold: nothing of it is derived.
   */
  take(block: common.Block): void {
    const number = block.getHeader()?.getNumber();
    if (number !== undefined && BigInt(number) < this.#next) return;
    const hash = this.#ordered(this.#next, block, this.#before);
    const derived = this.#derive(block);
    if (derived.transactions.length > 0) this.#append(this.#next, derived);
    this.#next += 1n;
    this.#before = hash;
    this.#answer(derived);
    this.changed.notify();
  }

  /** Where on the channel a transaction of the ledger stands. Rejects with BLOCK_UNKNOWN. */
  async fabricProof({ height, transactionIndex }: Position): Promise<FabricProof> {
    const { number } = this.#originOf(height);
    return this.#options.fetch(number, (block) => {
      this.#ordered(number, block);
      const { committed } = this.#derive(block);
      const index = committed.findIndex((each) => each.transactionIndex === transactionIndex);
      return proveInBlock(block, index);
    });
  }

  /** A block of the ledger. Rejects with BLOCK_UNKNOWN. */
  async block(height: number): Promise<Block> {
    const known = this.#recent.get(height);
    if (known !== undefined) return known;
    const { number, previous } = this.#originOf(height);
    return this.#options.fetch(number, (block) => {
      this.#ordered(number, block);
      const made = this.#make({ height: height - 1, hash: previous }, this.#derive(block));
      // A peer alone says what of a signed block is valid: as it did before, or it is not trusted.
      if (made.hash !== this.hashAt(height)) throw untrusted(Number(number), 'validity');
      return made.block;
    });
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

  /** Hash of the header of a block that is the one with this number. */
  #ordered(number: bigint, block: common.Block, before?: Uint8Array): Uint8Array {
    const given = block.getHeader()?.getNumber();
    if (given === undefined || BigInt(given) !== number) throw untrusted(Number(number), 'number');
    return this.#options.checks.requireOrdered(block, before);
  }

  #derive(block: common.Block): Derived {
    const { channel, chaincode, checks } = this.#options;
    const derived = deriveBlock(block, channel, chaincode);
    if (derived.calls.every((call) => checks.isEndorsed(call))) return derived;
    throw untrusted(block.getHeader()?.getNumber() ?? -1, 'endorsement');
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
      store.settle().catch(onFailure);
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
