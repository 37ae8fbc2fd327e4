import type { BatchOutcome, Crypto, Submission, Transaction } from '@bondledger/contract';
import { BondledgerError } from '@bondledger/domain';
import type { Position, TransactionOutcome } from '@bondledger/ledger';
import { openAnswer } from '../wire/answer.js';
import { transactionCall } from '../wire/proposal.js';
import { tooLarge } from '../wire/transaction-size.js';
import { coEndorserOf, type ReadValue } from '../wire/endorsers.js';
import type { Submitter } from './submitter.js';

export interface BringOptions {
  readonly crypto: Crypto;
  readonly submitter: Pick<Submitter, 'bring'>;
  readonly read: ReadValue;
  readonly mspOf: Readonly<Record<string, string>>;
}

/** Batches that one pair endorses, with their places in the transaction. */
interface Part {
  readonly coEndorser: string;
  readonly places: readonly number[];
}

/**
 * Brings a transaction to the network. A gateway keeps batches of different co-endorsers apart;
 * where a caller has not, each part goes on its own, one after the other, so that nobody endorses
 * what is not his to see.
 */
export async function bringTransaction(
  options: BringOptions,
  transaction: Transaction,
  leaves: readonly (readonly string[])[],
): Promise<TransactionOutcome> {
  const outcomes: BatchOutcome[] = [];
  const guardRefused: string[] = [];
  let position: Position | undefined;
  for (const part of partsOf(options, transaction.submissions)) {
    const outcome = await bringPart(options, transaction, leaves, part);
    guardRefused.push(...outcome.guardRefused);
    position = outcome.position ?? position;
    part.places.forEach((place, at) => {
      const own = outcome.batches[at];
      if (own !== undefined) outcomes[place] = own;
    });
  }
  if (guardRefused.length > 0) return { position: undefined, batches: [], guardRefused };
  return { position, batches: outcomes, guardRefused };
}

function partsOf(
  { read, mspOf }: BringOptions,
  submissions: readonly Submission[],
): readonly Part[] {
  const parts: { coEndorser: string; places: number[] }[] = [];
  for (const [place, submission] of submissions.entries()) {
    const coEndorser = coEndorserOf(submission, read, mspOf);
    const last = parts.at(-1);
    if (last?.coEndorser === coEndorser) last.places.push(place);
    else parts.push({ coEndorser, places: [place] });
  }
  return parts;
}

async function bringPart(
  { crypto, submitter }: BringOptions,
  { submissions, skip }: Transaction,
  leaves: readonly (readonly string[])[],
  { coEndorser, places }: Part,
): Promise<TransactionOutcome> {
  const own = submissions.filter((_, place) => places.includes(place));
  const part: Transaction = { submissions: own, skip };
  const outcome = await submitter.bring(transactionCall(part), coEndorser, (answered) =>
    answered.some(({ logged }) => logged !== undefined),
  );
  if (outcome.kind === 'refused') {
    const { code, leaves: refused } = outcome.refusal;
    // Only leaves of this very transaction, each once: whoever answers with others is no guard.
    const own = new Set(places.flatMap((place) => leaves[place] ?? []));
    const fresh = refused.filter((leaf) => own.has(leaf) && !skip.includes(leaf));
    if (code === 'GUARD_REFUSED' && fresh.length > 0) {
      return { position: undefined, batches: [], guardRefused: fresh };
    }
    if (code === 'CALL_TOO_LARGE') throw tooLarge();
    throw endorsementFailed(coEndorser, code);
  }
  const ownLeaves = leaves.filter((_, place) => places.includes(place));
  const batches = openAnswer(crypto, part, ownLeaves, outcome.answered);
  if (batches === undefined) throw endorsementFailed(coEndorser, 'answer');
  return { position: outcome.position, batches, guardRefused: [] };
}

const endorsementFailed = (coEndorser: string, detail: string): BondledgerError =>
  new BondledgerError({
    code: 'ENDORSEMENT_FAILED',
    params: { endorsers: `KSD, ${coEndorser}`, detail },
  });
