import { BondledgerError, KSD } from '@bondledger/domain';
import type { Meter, Position } from '@bondledger/ledger';
import { decodeAnswer, type AnsweredBatch } from '@bondledger/contract';
import { refusePlaintext, type ProposedCall } from '../wire/proposal.js';
import type { Refusal } from '../wire/refusal.js';
import type { ChannelChecks } from './channel-checks.js';
import { Departures, type Journey } from './departures.js';
import type { CommittedAt, DerivedChain } from './derived-chain.js';
import { commitVerdict, endorseVerdict, failureOf, isRefusedByOrderers } from './failure.js';
import {
  COMMIT_MS,
  COMMIT_MS_PER_BYTE,
  ENDORSE_MS,
  ENDORSE_MS_PER_BYTE,
  SUBMIT_MS,
} from './limits.js';
import type { Endorsed, Proposing, ProposingPeer } from './proposing.js';
import { Stages } from './stages.js';
import { refusedByOrderer, Tries } from './tries.js';
import { within } from './within.js';

/** What a call came to. */
export type CallOutcome =
  | {
      readonly kind: 'answered';
      readonly answered: readonly AnsweredBatch[];
      /** Undefined where nothing was to be ordered. */
      readonly position: Position | undefined;
    }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

export interface SubmitterOptions {
  /** MSP of each institution that runs a peer, by its code. */
  readonly mspOf: Readonly<Record<string, string>>;
  readonly pool: Proposing;
  readonly chain: Pick<DerivedChain, 'committed'>;
  readonly checks: Pick<ChannelChecks, 'endorsersOf'>;
  /** Told of each transaction's stages: `order` includes the wait for others of the same block. */
  readonly meter?: Meter | undefined;
}

/** One call on its way, through all attempts. */
interface Errand {
  readonly call: ProposedCall;
  readonly coEndorser: string;
  readonly isWrite: IsWrite;
  readonly tries: Tries;
  readonly stages: Stages;
  readonly submitted: Submitted[];
}

type Attempt = CallOutcome | 'again';

/** Must an answer be ordered? */
export type IsWrite = (answered: readonly AnsweredBatch[]) => boolean;

/**
 * Brings calls to the network until it is known what became of them. A call that is repeated is
 * endorsed anew, and its batches are never signed again: what was accepted once is answered alike
 * by the contract, so a repetition takes nothing twice. What was submitted and not heard of again
 * is asked for in the same way.
 */
export class Submitter {
  readonly #options: SubmitterOptions;
  readonly #departures = new Departures();

  constructor(options: SubmitterOptions) {
    this.#options = options;
  }

  /**
   * @throws BondledgerError ENDORSEMENT_FAILED, ENDORSERS_DIFFER, ENDORSERS_SILENT; NODE_REFUSED
   * where the orderers do not take it; OUTCOME_UNKNOWN where it may have been taken
   */
  async bring(call: ProposedCall, coEndorser: string, isWrite: IsWrite): Promise<CallOutcome> {
    const stages = new Stages(this.#options.meter);
    const tries = new Tries(`${KSD}, ${coEndorser}`, () => stages.conflicted());
    const submitted: Submitted[] = [];
    const errand = { call, coEndorser, isWrite, tries, stages, submitted };
    try {
      for (;;) {
        const attempt = await this.#attempt(errand);
        if (attempt === 'again') {
          stages.retried();
          continue;
        }
        // A refusal says nothing of an earlier attempt that may have been taken.
        if (attempt.kind === 'refused') await throwIfTaken(submitted, attempt.refusal.code);
        return attempt;
      }
    } catch (error) {
      await throwIfTaken(submitted, error instanceof Error ? error.message : 'unknown');
      throw error;
    } finally {
      for (const each of submitted) each.forget();
    }
  }

  async #attempt(errand: Errand): Promise<Attempt> {
    const journey = this.#departures.begin();
    try {
      return await this.#travel(journey, errand);
    } finally {
      journey.end();
    }
  }

  async #travel(journey: Journey, errand: Errand): Promise<Attempt> {
    const { coEndorser, isWrite, tries, stages, submitted } = errand;
    const peer = this.#options.pool.current();
    stages.begin();
    const endorsed = await this.#endorse(peer, errand);
    if (endorsed === 'again') return 'again';
    if ('kind' in endorsed) return endorsed;
    stages.ended('endorse');
    const answered = decodeAnswer(endorsed.result);
    if (answered === undefined) throw tries.failure('ENDORSEMENT_FAILED', 'answer');
    if (!isWrite(answered)) {
      // No block will say so: the two endorsers' own signatures have to.
      if (!this.#isSigned(endorsed, coEndorser)) {
        this.#options.pool.leave(peer);
        await tries.conflict('ENDORSEMENT_FAILED');
        return 'again';
      }
      // An earlier attempt may have done it: then its block is on its way.
      const position = await positionOf(submitted);
      return { kind: 'answered', answered, position };
    }
    await journey.depart();
    const committed = await this.#order(endorsed, errand);
    if (committed === undefined) return 'again';
    switch (commitVerdict(committed.validationCode)) {
      case 'valid':
        return { kind: 'answered', answered, position: committed.position };
      case 'conflict':
        await tries.conflict('ENDORSEMENT_FAILED');
        return 'again';
      case 'failed':
        throw tries.failure('ENDORSEMENT_FAILED', `code ${committed.validationCode}`);
    }
  }

  async #endorse(
    peer: ProposingPeer,
    { call, coEndorser, tries }: Errand,
  ): Promise<Endorsed | CallOutcome | 'again'> {
    const { pool } = this.#options;
    const organizations = this.#organizations(coEndorser);
    try {
      const patience = patienceFor(call) * tries.patience;
      return await peer.endorse(refusePlaintext(call), organizations, patience);
    } catch (error) {
      if (error instanceof BondledgerError) throw error;
      const failure = failureOf(error);
      const verdict = endorseVerdict(failure);
      switch (verdict.kind) {
        case 'refused':
          if (verdict.refusal.code !== 'REGISTRY_READ') return verdict;
          tries.registryRead();
          return 'again';
        case 'conflict':
          await tries.conflict('ENDORSERS_DIFFER');
          return 'again';
        case 'busy':
          await tries.wait(failure);
          return 'again';
        case 'unreachable':
          pool.leave(peer);
          await tries.wait(failure);
          return 'again';
        case 'failed':
          throw tries.failure('ENDORSEMENT_FAILED', failure.text);
      }
    }
  }

  /** Did the peers of KSD and of the co-endorser sign this very answer to this very proposal? */
  #isSigned(endorsed: Endorsed, coEndorser: string): boolean {
    const { txId, call } = endorsed.answered();
    if (call === undefined || txId !== endorsed.transactionId) return false;
    const endorsers = this.#options.checks.endorsersOf(call);
    return endorsers === undefined || (endorsers.has(KSD) && endorsers.has(coEndorser));
  }

  /** Exactly the MSPs of KSD and the co-endorser. */
  #organizations(coEndorser: string): string[] {
    return [KSD, coEndorser].map((code) => {
      const mspId = this.#options.mspOf[code];
      if (mspId !== undefined) return mspId;
      const params = { endorsers: code, detail: 'MSP' };
      throw new BondledgerError({ code: 'ENDORSEMENT_FAILED', params });
    });
  }

  /** Orders a transaction; undefined where nothing was heard of it in time. */
  async #order(
    endorsed: Endorsed,
    { tries, stages, submitted }: Errand,
  ): Promise<CommittedAt | undefined> {
    const { chain, pool } = this.#options;
    const own = chain.committed(endorsed.transactionId);
    submitted.push(own);
    const peer = pool.current();
    const sent = endorsed.submit(SUBMIT_MS * tries.patience).then(
      () => undefined,
      // An orderer may have taken it all the same: only the blocks say so.
      (error: unknown) => failureOf(error),
    );
    const failure = await Promise.race([sent, own.answer.then(() => undefined)]);
    if (failure === undefined) stages.ended('order');
    const patience = (COMMIT_MS + endorsed.size * COMMIT_MS_PER_BYTE) * tries.patience;
    const committed = await within(own.answer, failure === undefined ? patience : SUBMIT_MS);
    if (committed !== undefined) {
      stages.ended('commit');
      return committed;
    }
    if (failure !== undefined && isRefusedByOrderers(failure)) {
      submitted.splice(submitted.indexOf(own), 1);
      own.forget();
      throw refusedByOrderer(failure);
    }
    pool.leave(peer);
    await tries.wait(failure);
    return undefined;
  }
}

/**
 * Throws OUTCOME_UNKNOWN where one of the attempts was taken, or was not heard of: whatever failed
 * afterwards, it would be wrong to say that nothing was.
 */
async function throwIfTaken(submitted: readonly Submitted[], detail: string): Promise<void> {
  for (const { answer } of submitted) {
    const committed = await within(answer, 0);
    if (committed === undefined || commitVerdict(committed.validationCode) === 'valid') {
      throw new BondledgerError({ code: 'OUTCOME_UNKNOWN', params: { detail } });
    }
  }
}

type Submitted = ReturnType<DerivedChain['committed']>;

/** Where one of the earlier attempts was committed as valid. */
async function positionOf(submitted: readonly Submitted[]): Promise<Position | undefined> {
  for (const { answer } of [...submitted].reverse()) {
    const committed = await within(answer, COMMIT_MS);
    if (committed?.position !== undefined) return committed.position;
  }
  return undefined;
}

/** How long a peer may take to endorse a call, in milliseconds. */
function patienceFor({ transient }: ProposedCall): number {
  const bytes = Object.values(transient).reduce((sum, { length }) => sum + length, 0);
  return ENDORSE_MS + bytes * ENDORSE_MS_PER_BYTE;
}
