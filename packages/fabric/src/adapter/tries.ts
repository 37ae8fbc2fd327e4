import { BondledgerError, type ErrorCode } from '@bondledger/domain';
import { detailOf, type CallFailure } from './failure.js';
import {
  CONFLICTS_MAX,
  PATIENCE_MAX,
  PAUSE_MAX_MS,
  PAUSE_MS,
  REGISTRY_READS_MAX,
  TRY_MS,
} from './limits.js';
import { pause } from './pause.js';

/** How often one call was tried, and when it is given up. */
export class Tries {
  readonly #endorsers: string;
  readonly #onConflict: () => void;
  readonly #end = Date.now() + TRY_MS;
  #pauses = 0;
  #conflicts = 0;
  #registryReads = 0;

  constructor(endorsers: string, onConflict: () => void) {
    this.#endorsers = endorsers;
    this.#onConflict = onConflict;
  }

  /**
   * By how much longer than at first the network is given: one that is merely slow would never
   * answer in a time that was too short before.
   */
  get patience(): number {
    return Math.min(2 ** this.#pauses, PATIENCE_MAX);
  }

  /** Waits until the network may be better. Throws once it has taken too long. */
  async wait(failure: CallFailure | undefined): Promise<void> {
    if (Date.now() > this.#end) {
      throw this.failure('ENDORSERS_SILENT', failure?.text ?? 'deadline');
    }
    await pause(Math.min(PAUSE_MS * 2 ** this.#pauses, PAUSE_MAX_MS));
    this.#pauses += 1;
  }

  /** Another transaction was quicker, or endorsers were at different heights. */
  async conflict(code: 'ENDORSEMENT_FAILED' | 'ENDORSERS_DIFFER'): Promise<void> {
    this.#conflicts += 1;
    this.#onConflict();
    if (this.#conflicts > CONFLICTS_MAX) throw this.failure(code, 'conflict');
    if (code === 'ENDORSERS_DIFFER') await this.wait(undefined);
  }

  registryRead(): void {
    this.#registryReads += 1;
    if (this.#registryReads > REGISTRY_READS_MAX) {
      throw this.failure('ENDORSEMENT_FAILED', 'registry');
    }
  }

  /** The error to give up with. */
  failure(code: ErrorCode, text: string): BondledgerError {
    const params = { endorsers: this.#endorsers, detail: detailOf(text) };
    return new BondledgerError({ code, params });
  }
}

/** The error of a transaction that the orderers do not take. */
export const refusedByOrderer = ({ text }: CallFailure): BondledgerError =>
  new BondledgerError({
    code: 'NODE_REFUSED',
    params: { node: 'orderer', detail: detailOf(text) },
  });
