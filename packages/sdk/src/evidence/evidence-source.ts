import {
  keyKey,
  MerkleTree,
  readRegistry,
  toHex,
  type BlockProof,
  type Crypto,
  type KeyRecord,
  type LoggedBatch,
} from '@bondledger/contract';
import { BondledgerError } from '@bondledger/domain';
import type { Position, Transport } from '../transport/transport.js';
import type { WithheldStep } from './evidence.js';
import { encodePath } from './merkle-path.js';
import { withheldStep } from './withheld-step.js';

export type EvidenceTransport = Pick<
  Transport,
  'ledgerId' | 'history' | 'read' | 'proof' | 'blocks'
>;

const LEAF_BYTES = 32;
/** Answers of a kind that are kept; then all of them are asked for again. */
const ANSWERS_HELD = 2048;

/** What evidence is made of beside the trade's own record, asked for once each. */
export class EvidenceSource {
  readonly transport: EvidenceTransport;
  readonly crypto: Crypto;
  readonly #proofs = new Map<string, Promise<BlockProof>>();
  readonly #certificates = new Map<string, Promise<string>>();
  readonly #batches = new Map<number, Promise<readonly (readonly LoggedBatch[])[]>>();

  constructor(transport: EvidenceTransport, crypto: Crypto) {
    this.transport = transport;
    this.crypto = crypto;
  }

  proof({ height, transactionIndex }: Position): Promise<BlockProof> {
    return once(this.#proofs, `${height}/${transactionIndex}`, () =>
      this.transport.proof({ height, transactionIndex }),
    );
  }

  /** The certificate (DER, base64) of a registered key, revoked or not. KEY_UNKNOWN. */
  certificate(keyId: string): Promise<string> {
    return once(this.#certificates, keyId, async () => {
      const name = keyKey(keyId);
      const record = readRegistry<KeyRecord>((await this.transport.read([name])).get(name));
      if (record !== undefined) return record.certificate;
      throw new BondledgerError({ code: 'KEY_UNKNOWN', params: { keyId } });
    });
  }

  /** A leaf as the block at this place logs it, for a step that cannot be opened. */
  async withheld(leaf: string, position: Position): Promise<WithheldStep> {
    const blocks = await once(this.#batches, position.height, () => this.#read(position.height));
    for (const { leaves } of blocks[position.transactionIndex] ?? []) {
      const list = Array.from({ length: leaves.length / LEAF_BYTES }, (_, at) =>
        leaves.subarray(at * LEAF_BYTES, (at + 1) * LEAF_BYTES),
      );
      const index = list.findIndex((each) => toHex(each) === leaf);
      if (index < 0) continue;
      const path = encodePath(new MerkleTree(this.crypto, list).path(index));
      return withheldStep({ index, leaf, path, proof: await this.proof(position) });
    }
    throw new BondledgerError({ code: 'EVIDENCE_BLOCK_WRONG' });
  }

  /** The batches of each transaction of a block. */
  async #read(height: number): Promise<readonly (readonly LoggedBatch[])[]> {
    const stop = new AbortController();
    try {
      for await (const { transactions } of this.transport.blocks(height, stop.signal)) {
        return transactions.map(({ batches }) => batches);
      }
    } finally {
      stop.abort();
    }
    throw new BondledgerError({ code: 'BLOCK_UNKNOWN', params: { height: height.toString() } });
  }
}

/** What was asked for before is not asked for again; a failure is forgotten. */
function once<K, T>(known: Map<K, Promise<T>>, key: K, ask: () => Promise<T>): Promise<T> {
  const before = known.get(key);
  if (before !== undefined) return before;
  const asked = ask();
  if (known.size >= ANSWERS_HELD) known.clear();
  known.set(key, asked);
  asked.catch(() => known.delete(key));
  return asked;
}
