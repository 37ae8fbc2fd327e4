import {
  fromBase64,
  genesisWrites,
  hashOfHeader,
  rootOf,
  signedHeadMessage,
  stateHash,
  toHex,
  transactionHash,
  type Block,
  type Crypto,
  type Genesis,
  type SignedHead,
  type Write,
} from '@bondledger/contract';
import type { ErrorCode } from '@bondledger/domain';
import type { ScannedRecord } from '../block-log/scan.js';
import { decodeBlock, headerTextIn } from '../engine/block-codec.js';
import { NO_BLOCK, writesOf } from '../engine/make-block.js';
import type { LmdbState } from '../state/lmdb-state.js';

/** What does not hold, and at which block. */
export class Finding extends Error {
  override readonly name = 'Finding';
  readonly height: number;
  readonly code: ErrorCode;
  readonly detail: string;

  constructor(height: number, code: ErrorCode, detail: string) {
    super(`${code} at block ${height}: ${detail}`);
    this.height = height;
    this.code = code;
    this.detail = detail;
  }
}

export interface BlockVerifierOptions {
  readonly crypto: Crypto;
  readonly genesis: Genesis;
  readonly ledgerId: string;
  readonly heads: readonly SignedHead[];
  readonly state: LmdbState | undefined;
  readonly onProgress: (height: number) => void;
}

const PROGRESS_BLOCKS = 256;

/** Checks block after block; of the state it keeps 32 bytes a key. Throws a Finding. */
export class BlockVerifier {
  readonly crypto: Crypto;
  readonly #options: BlockVerifierOptions;
  readonly #heads: ReadonlyMap<number, SignedHead>;
  readonly #nodes: readonly Uint8Array[];
  readonly #valueHashes = new Map<string, Uint8Array>();
  #height = -1;
  #previous = NO_BLOCK;
  #checkedHeads = 0;
  #stateCompared = false;
  #stateDiffers: Finding | undefined;

  constructor(options: BlockVerifierOptions) {
    this.#options = options;
    this.crypto = options.crypto;
    this.#heads = new Map(options.heads.map((head) => [head.height, head]));
    this.#nodes = options.genesis.nodes.flatMap((node) => fromBase64(node) ?? []);
  }

  /** The newest block that was found good. */
  get height(): number {
    return this.#height;
  }

  get heads(): number {
    return this.#checkedHeads;
  }

  /** The newest block that a signed head attests, be it above the log; -1 where none does. */
  get attested(): number {
    return this.#options.heads.findLast((head) => this.#isSigned(head))?.height ?? -1;
  }

  get stateCompared(): boolean {
    return this.#stateCompared;
  }

  /** Where LMDB holds something else than the blocks give: the log may be good all the same. */
  get stateDiffers(): Finding | undefined {
    return this.#stateDiffers;
  }

  visit({ height, payload }: ScannedRecord): void {
    const block = decoded(height, payload);
    const { crypto, ledgerId } = this.#options;
    const { header, transactions } = block;
    if (header.height !== height || header.previous !== this.#previous) {
      throw new Finding(height, 'LOG_CORRUPT', 'chain');
    }
    if (header.ledgerId !== ledgerId) throw new Finding(height, 'LOG_CORRUPT', 'ledger');
    const hashes = transactions.map((transaction) => transactionHash(crypto, transaction));
    if (toHex(rootOf(crypto, hashes)) !== header.root) {
      throw new Finding(height, 'LOG_CORRUPT', 'root');
    }
    const writes = writesOf(block);
    if (height === 0) this.#checkGenesis(writes);
    const hash = hashOfHeader(crypto, headerTextIn(payload));
    this.#checkHead(height, hash);
    for (const { key, value } of writes) this.#valueHashes.set(key, crypto.sha256(value));
    if (height === this.#options.state?.height) this.#compareState(height, hash);
    this.#height = height;
    this.#previous = hash;
    if (height % PROGRESS_BLOCKS === 0) this.#options.onProgress(height);
  }

  /** After the last block. */
  finish(headsDamage: number): void {
    if (headsDamage > 0) {
      const detail = `${headsDamage.toString()} bytes of heads.log are no heads`;
      throw new Finding(this.#height, 'EVIDENCE_HEAD_WRONG', detail);
    }
    // The ledger signs block 0 when it is made: without a head, heads.log was taken away.
    if (this.#checkedHeads === 0) {
      throw new Finding(this.#height, 'HEADS_MISSING', 'heads.log');
    }
    this.#options.onProgress(this.#height);
  }

  *sortedState(): Iterable<readonly [string, Uint8Array]> {
    for (const key of [...this.#valueHashes.keys()].sort()) {
      const hash = this.#valueHashes.get(key);
      if (hash !== undefined) yield [key, hash];
    }
  }

  #checkGenesis(writes: readonly Write[]): void {
    const expected = genesisWrites(this.crypto, this.#options.genesis);
    const isSame =
      writes.length === expected.length &&
      writes.every(({ key, value }, at) => {
        const write = expected[at];
        return write?.key === key && Buffer.from(write.value).equals(value);
      });
    if (!isSame) throw new Finding(0, 'LOG_CORRUPT', 'genesis');
  }

  #checkHead(height: number, hash: string): void {
    const head = this.#heads.get(height);
    if (head === undefined) return;
    const wrong = (detail: string): Finding => new Finding(height, 'EVIDENCE_HEAD_WRONG', detail);
    if (head.hash !== hash) throw wrong('hash');
    if (!this.#isSigned(head)) throw wrong('signature');
    this.#checkedHeads += 1;
  }

  #isSigned({ height, hash, signature }: SignedHead): boolean {
    const message = signedHeadMessage(this.#options.ledgerId, height, hash);
    const bytes = fromBase64(signature) ?? new Uint8Array(0);
    return this.#nodes.some((spki) => this.crypto.verifyEs256(spki, message, bytes));
  }

  #compareState(height: number, hash: string): void {
    const { crypto, state } = this.#options;
    if (state === undefined) return;
    this.#stateCompared = true;
    const isSame =
      state.hash === hash && hashOfStored(crypto, state) === stateHash(crypto, this.sortedState());
    if (!isSame) this.#stateDiffers = new Finding(height, 'STATE_DIFFERS', 'state');
  }
}

function decoded(height: number, payload: Buffer): Block {
  try {
    return decodeBlock(payload);
  } catch (error) {
    if (error instanceof RangeError) throw new Finding(height, 'LOG_CORRUPT', 'content');
    throw error;
  }
}

/** The hash of what LMDB holds; undefined where it cannot be read. */
function hashOfStored(crypto: Crypto, state: LmdbState): string | undefined {
  try {
    return stateHash(crypto, hashed(crypto, state));
  } catch {
    return undefined;
  }
}

function* hashed(crypto: Crypto, state: LmdbState): Iterable<readonly [string, Uint8Array]> {
  for (const [key, value] of state.entries()) yield [key, crypto.sha256(value)];
}
