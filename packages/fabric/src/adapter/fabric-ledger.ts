import type { KeyObject } from 'node:crypto';
import {
  encodeHeader,
  leavesOf,
  ledgerIdOf,
  prepare,
  signedHeadMessage,
  toBase64,
  type Block,
  type BlockProof,
  type Crypto,
  type Genesis,
  type Page,
  type RangeQuery,
  type SignedHead,
  type Submission,
  type Transaction,
} from '@bondledger/contract';
import { BOK, BondledgerError, KSD } from '@bondledger/domain';
import type {
  Head,
  Health,
  KeyVersion,
  Ledger,
  Position,
  TransactionOutcome,
} from '@bondledger/ledger';
import {
  follow,
  LedgerQueries,
  QUEUED_INSTRUCTIONS_MAX,
  QUEUED_TRANSACTIONS_MAX,
  requireTransaction,
  signEs256,
  tradesOfSubmission,
} from '@bondledger/ledger/engine';
import type { Connection } from '../network/connection.js';
import type { ChainStore } from './chain-store.js';
import type { DerivedChain } from './derived-chain.js';
import { laneOf } from '../wire/endorsers.js';
import type { Follower } from './follower.js';
import { FABRIC_CAPABILITIES, SETTLEMENT_INSTRUCTIONS_MAX } from './limits.js';
import type { PeerPool } from './peer-pool.js';
import { bringTransaction } from './bring-transaction.js';
import type { Submitter } from './submitter.js';
import { Turns } from './turns.js';

export interface FabricLedgerParts {
  readonly connection: Connection;
  readonly genesis: Genesis;
  /** The node's P-256 private key: signs heads. The genesis names its public half. */
  readonly nodeKey: KeyObject;
  readonly crypto: Crypto;
  readonly pool: PeerPool;
  readonly chain: DerivedChain;
  readonly store: ChainStore;
  readonly follower: Follower;
  readonly submitter: Submitter;
}

/** The ledger on a network of Hyperledger Fabric, as one client of it sees it. */
export class FabricLedger implements Ledger {
  readonly engine = 'fabric';
  readonly ledgerId: string;
  readonly capabilities = FABRIC_CAPABILITIES;
  readonly tellsStages = true;
  readonly #parts: FabricLedgerParts;
  readonly #queries: LedgerQueries;
  readonly #turns = new Turns();
  #queued = 0;
  #instructions = 0;
  #isClosing = false;
  #closed: Promise<void> | undefined;

  constructor(parts: FabricLedgerParts) {
    const { crypto, chain, store, genesis } = parts;
    const { state } = store;
    this.#parts = parts;
    this.ledgerId = ledgerIdOf(crypto, genesis);
    this.#queries = new LedgerQueries({
      crypto,
      state,
      block: (height) => chain.block(height),
      headerText: async (height) => encodeHeader((await chain.block(height)).header),
      headFor: (height) => this.#signedHead(height),
    });
  }

  /** The lane of a batch in a coalescing gateway. */
  laneOf(submission: Submission): string {
    const { store, connection } = this.#parts;
    return laneOf(submission, (key) => store.state.get(key), connection.mspOf);
  }

  /** Instructions that an institution had best sign together; undefined where all are alike. */
  batchSizeOf(participant: string): number | undefined {
    const settles = participant === KSD || participant === BOK;
    return settles ? SETTLEMENT_INSTRUCTIONS_MAX : undefined;
  }

  /** Those that share a lane or a trade go one after the other, so do those without a lane. */
  async submit(
    transaction: Transaction,
    signal?: AbortSignal,
    lane?: string,
  ): Promise<TransactionOutcome> {
    requireTransaction(transaction);
    if (this.#isClosing) throw new BondledgerError({ code: 'LEDGER_CLOSED' });
    if (signal?.aborted === true) throw new BondledgerError({ code: 'REQUEST_ABORTED' });
    const instructions = instructionsOf(transaction);
    this.#throwIfFull(instructions);
    this.#queued += 1;
    this.#instructions += instructions;
    try {
      return await this.#turns.run(this.#namesOf(transaction, lane), async () => {
        if (signal?.aborted === true) throw new BondledgerError({ code: 'REQUEST_ABORTED' });
        return this.#bring(transaction);
      });
    } finally {
      this.#queued -= 1;
      this.#instructions -= instructions;
    }
  }

  async read(keys: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
    return Promise.resolve(this.#queries.read(keys));
  }

  async range(query: RangeQuery): Promise<Page> {
    return Promise.resolve(this.#queries.range(query));
  }

  blocks(from: number, signal?: AbortSignal): AsyncIterable<Block> {
    return follow(this.#parts.chain, from, signal);
  }

  block(height: number): Promise<Block> {
    return this.#parts.chain.block(height);
  }

  history(key: string): AsyncIterable<KeyVersion> {
    return this.#queries.history(key);
  }

  async proof(position: Position): Promise<BlockProof> {
    const proof = await this.#queries.proof(position);
    const { genesis, chain } = this.#parts;
    if (genesis.fabric === undefined) return proof;
    return { ...proof, fabric: await chain.fabricProof(position) };
  }

  async head(): Promise<Head> {
    return Promise.resolve(this.#parts.chain.head);
  }

  async stateHash(): Promise<string> {
    return Promise.resolve(this.#queries.stateHash());
  }

  async health(): Promise<Health> {
    const why = this.#isClosing ? { code: 'LEDGER_CLOSED' } : {};
    const { height } = this.#parts.chain;
    return Promise.resolve({ ok: !this.#isClosing, height, queued: this.#queued, ...why });
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #close(): Promise<void> {
    this.#isClosing = true;
    await this.#turns.ended();
    const { follower, chain, pool, store } = this.#parts;
    await follower.stop();
    chain.close();
    await store.close();
    pool.close();
  }

  /** A transaction of any size is taken where nothing waits. */
  #throwIfFull(instructions: number): void {
    const isFull =
      this.#queued >= QUEUED_TRANSACTIONS_MAX ||
      this.#instructions + instructions > QUEUED_INSTRUCTIONS_MAX;
    if (this.#queued > 0 && isFull) {
      throw new BondledgerError({ code: 'QUEUE_FULL', params: { queue: 'ledger' } });
    }
  }

  /** What of a transaction no other one at the same time may have. */
  #namesOf({ submissions }: Transaction, lane: string | undefined): readonly string[] {
    const trades = submissions.flatMap(tradesOfSubmission);
    const lanes = lane === undefined ? submissions.map((each) => this.laneOf(each)) : [lane];
    const inOrder = lane === undefined ? ['in order'] : [];
    return [...new Set([...inOrder, ...lanes.map((name) => `lane/${name}`), ...trades])];
  }

  #bring(transaction: Transaction): Promise<TransactionOutcome> {
    const { crypto, submitter, store, connection } = this.#parts;
    const prepared = prepare(transaction, { crypto, ledgerId: this.ledgerId });
    return bringTransaction(
      { crypto, submitter, read: (key) => store.state.get(key), mspOf: connection.mspOf },
      transaction,
      leavesOf(prepared),
    );
  }

  /** A head is signed for the very block that a proof is about: its way to it is the shortest. */
  async #signedHead(height: number): Promise<SignedHead | undefined> {
    const hash = this.#parts.chain.hashAt(height);
    if (hash === undefined) return undefined;
    const message = signedHeadMessage(this.ledgerId, height, hash);
    const signature = await signEs256(this.#parts.nodeKey, message);
    return { height, hash, signature: toBase64(signature) };
  }
}

const instructionsOf = ({ submissions }: Transaction): number =>
  submissions.reduce((sum, { batch }) => sum + batch.instructions.length, 0);
