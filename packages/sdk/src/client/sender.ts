import {
  decodeSubmission,
  encodeSubmission,
  openReceipts,
  parseBatchHeader,
  signBatch,
  toHex,
  leafOfParts,
  type Crypto,
  type Submission,
} from '@bondledger/contract';
import { BondledgerError } from '@bondledger/domain';
import type { Signer } from '../keys/signer.js';
import type { Outbox } from '../outbox/outbox.js';
import type { Transport } from '../transport/transport.js';
import type { BuiltInstruction } from './instruction-kit.js';
import type { RandomPool } from '../keys/random-pool.js';
import type { StepResult } from './step-result.js';

export interface SenderParts {
  readonly crypto: Crypto;
  readonly signer: Signer;
  readonly transport: Pick<Transport, 'send' | 'ledgerId'>;
  readonly outbox: Outbox | undefined;
  readonly random: RandomPool;
  /** Told how long building a signature took, in seconds. */
  readonly onSigned?: ((seconds: number) => void) | undefined;
}

/**
 * Signs batches, keeps them in the outbox until their receipts are there, and reads the receipts.
 */
export class Sender {
  readonly #parts: SenderParts;

  constructor(parts: SenderParts) {
    this.#parts = parts;
  }

  /** Signs once, sends, and answers in the order of the instructions. */
  async send(
    built: readonly BuiltInstruction[],
    validUntil: string,
    signal?: AbortSignal,
  ): Promise<readonly StepResult[]> {
    const { crypto, signer, transport, outbox, random, onSigned } = this.#parts;
    signal?.throwIfAborted();
    const instructions = built.map(({ parts }) => parts);
    const options = { ledgerId: transport.ledgerId, validUntil };
    const began = onSigned === undefined ? 0 : performance.now();
    const { batch, root, leaves } = await signBatch(crypto, signer, instructions, options);
    onSigned?.((performance.now() - began) / 1000);
    const opening = {
      receiptKey: random.take(32),
      instructions: built.map((instruction) => instruction.opening),
    };
    const submission: Submission = { batch, opening };
    // Once it is in the file, the end of this process loses nothing; it is flushed while the ledger
    // works, and the receipt ends the need for it.
    const kept = outbox?.keep(encodeSubmission(submission));
    await kept?.written;
    const results = await this.#deliver(submission, root, leaves.map(toHex), signal);
    if (kept !== undefined) outbox?.remove(kept.entry);
    return results.map((result, at) => Object.assign(subjectOf(built[at]), result));
  }

  /** Sends again, byte for byte, what an earlier process kept and got no receipt for. */
  async resendPending(signal?: AbortSignal): Promise<readonly StepResult[]> {
    const { outbox, crypto } = this.#parts;
    const results: StepResult[] = [];
    for (const entry of (await outbox?.pending()) ?? []) {
      const submission = decodeSubmission(entry.bytes);
      if (submission === undefined) throw new BondledgerError({ code: 'OUTBOX_DAMAGED' });
      const leaves = submission.batch.instructions.map((parts) =>
        toHex(leafOfParts(crypto, parts)),
      );
      const root = parseBatchHeader(submission.batch.header)?.root ?? '';
      const delivered = await this.#deliver(submission, root, leaves, signal);
      outbox?.remove(entry);
      results.push(
        ...delivered.map((result, at) => {
          const tradeId = submission.opening.instructions[at]?.trades[0]?.tradeId;
          return tradeId === undefined ? result : { tradeId, ...result };
        }),
      );
    }
    return results;
  }

  async #deliver(
    submission: Submission,
    root: string,
    leaves: readonly string[],
    signal?: AbortSignal,
  ): Promise<readonly StepResult[]> {
    const { outcome } = await this.#parts.transport.send(submission, signal);
    const { receiptKey } = submission.opening;
    const receipts = openReceipts(this.#parts.crypto, receiptKey, root, outcome.receipts);
    if (receipts?.length !== outcome.outcomes.length) {
      throw new BondledgerError({ code: 'RECEIPT_UNREADABLE' });
    }
    if (outcome.rejection !== undefined) {
      const { rejection } = outcome;
      return leaves.map(() => ({ status: 'REFUSED', ...rejection }));
    }
    return receipts.map((receipt, at): StepResult => {
      const said = outcome.outcomes[at];
      if (receipt.status === 'ACCEPTED') {
        return { status: 'ACCEPTED', revision: receipt.revision, leaf: leaves[at] ?? '' };
      }
      const params = said?.status === 'REFUSED' ? said.params : undefined;
      return params === undefined ? receipt : { status: 'REFUSED', code: receipt.code, params };
    });
  }
}

function subjectOf(built: BuiltInstruction | undefined): {
  readonly tradeId?: string;
  readonly chainId?: string;
} {
  const { tradeId, chainId } = built ?? {};
  if (chainId !== undefined) return tradeId === undefined ? { chainId } : { tradeId, chainId };
  return tradeId === undefined ? {} : { tradeId };
}
