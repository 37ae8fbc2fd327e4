import type { DeliveryProof, Submission } from '@bondledger/contract';
import { BondledgerError } from '@bondledger/domain';
import type { Gateway, Sent } from '@bondledger/ledger';
import {
  FAIR_BATCHES_AHEAD,
  FAIR_INSTRUCTIONS_AHEAD,
  FAIR_QUEUE_BATCHES,
  FAIR_QUEUE_BYTES,
  FAIR_QUEUE_INSTRUCTIONS,
} from '../limits.js';

interface Waiting {
  readonly submission: Submission;
  readonly instructions: number;
  readonly bytes: number;
  readonly go: () => void;
}

/** A batch as it came. */
export interface Arrived {
  readonly submission: Submission;
  /** As it was sent. */
  readonly bytes: number;
}

/** What one institution has here: what waits, and how much of it is on its way. */
interface Lane {
  readonly waiting: Waiting[];
  instructions: number;
  bytes: number;
  ahead: number;
}

/**
 * A gateway that is fair between institutions: each has a bounded queue of its own, and only so
 * much is handed on that nobody waits long behind another's load. The next batch is of whoever has
 * the fewest instructions on their way; who is equal takes turns.
 */
export class FairGateway {
  readonly #gateway: Gateway;
  readonly #lanes = new Map<string, Lane>();
  #batchesAhead = 0;
  #instructionsAhead = 0;
  #queued = 0;

  constructor(gateway: Gateway) {
    this.#gateway = gateway;
  }

  /** Batches that wait here, of all institutions. */
  get queued(): number {
    return this.#queued;
  }

  /**
   * Sends a batch of an institution and answers when it is final. An abort takes it back as long
   * as it waits and nobody has a proof that it is here; else the truth is waited for.
   *
   * @param onDelivered gets the signed proof that the batch is here: before its turn has come, and
   * always before the answer
   * @throws BondledgerError QUEUE_FULL where this institution has too much here already, and what
   * the ledger's gateway throws
   */
  async send(
    institution: string,
    { submission, bytes }: Arrived,
    signal?: AbortSignal,
    onDelivered?: (proof: DeliveryProof) => void,
  ): Promise<Sent> {
    if (signal?.aborted === true) throw new BondledgerError({ code: 'REQUEST_ABORTED' });
    const lane = this.#laneOf(institution);
    const instructions = submission.batch.instructions.length;
    const takenBack = new AbortController();
    const takeBack = (): void => takenBack.abort();
    signal?.addEventListener('abort', takeBack, { once: true });
    const promised = (proof: DeliveryProof): void => {
      signal?.removeEventListener('abort', takeBack);
      if (!takenBack.signal.aborted) onDelivered?.(proof);
    };
    try {
      const turn = this.#queue(lane, { submission, bytes, instructions }, takenBack.signal);
      // A proof that cannot be signed is none; the answer to the batch does not depend on it.
      const proved =
        onDelivered && this.#gateway.deliveryProof(submission).then(promised, () => undefined);
      await turn;
      const sent = await this.#sendOn(institution, lane, submission, takenBack.signal);
      await proved;
      return sent;
    } finally {
      signal?.removeEventListener('abort', takeBack);
    }
  }

  async #sendOn(
    institution: string,
    lane: Lane,
    submission: Submission,
    signal: AbortSignal,
  ): Promise<Sent> {
    const instructions = submission.batch.instructions.length;
    try {
      return await this.#gateway.send(submission, signal);
    } finally {
      this.#batchesAhead -= 1;
      this.#instructionsAhead -= instructions;
      lane.ahead -= instructions;
      if (lane.ahead === 0 && lane.waiting.length === 0) this.#lanes.delete(institution);
      this.#next();
    }
  }

  #laneOf(institution: string): Lane {
    const known = this.#lanes.get(institution);
    if (known !== undefined) return known;
    const lane: Lane = { waiting: [], instructions: 0, bytes: 0, ahead: 0 };
    this.#lanes.set(institution, lane);
    return lane;
  }

  /** Resolves when it is this batch's turn. Throws at once where there is no room for it. */
  #queue(lane: Lane, batch: Omit<Waiting, 'go'>, signal: AbortSignal): Promise<void> {
    const isFull =
      lane.waiting.length >= FAIR_QUEUE_BATCHES ||
      (lane.waiting.length > 0 &&
        (lane.instructions + batch.instructions > FAIR_QUEUE_INSTRUCTIONS ||
          lane.bytes + batch.bytes > FAIR_QUEUE_BYTES));
    if (isFull) throw new BondledgerError({ code: 'QUEUE_FULL', params: { queue: 'institution' } });
    return new Promise<void>((resolve, reject) => {
      const abort = (): void => {
        if (!this.#remove(lane, waiting)) return;
        reject(new BondledgerError({ code: 'REQUEST_ABORTED' }));
      };
      const go = (): void => {
        signal.removeEventListener('abort', abort);
        resolve();
      };
      const waiting: Waiting = { go, ...batch };
      lane.waiting.push(waiting);
      lane.instructions += batch.instructions;
      lane.bytes += batch.bytes;
      this.#queued += 1;
      signal.addEventListener('abort', abort, { once: true });
      this.#next();
    });
  }

  #remove(lane: Lane, waiting: Waiting): boolean {
    const at = lane.waiting.indexOf(waiting);
    if (at === -1) return false;
    lane.waiting.splice(at, 1);
    lane.instructions -= waiting.instructions;
    lane.bytes -= waiting.bytes;
    this.#queued -= 1;
    return true;
  }

  /** Hands on as much as may be ahead; a batch of any size where nothing is. */
  #next(): void {
    while (this.#batchesAhead < FAIR_BATCHES_AHEAD) {
      const lane = this.#fairest();
      const first = lane?.waiting[0];
      if (lane === undefined || first === undefined) return;
      const isRoom = this.#instructionsAhead + first.instructions <= FAIR_INSTRUCTIONS_AHEAD;
      if (this.#batchesAhead > 0 && !isRoom) return;
      this.#remove(lane, first);
      lane.ahead += first.instructions;
      this.#batchesAhead += 1;
      this.#instructionsAhead += first.instructions;
      first.go();
    }
  }

  /** Whose turn it is: who was served goes to the end of the map, so equals take turns. */
  #fairest(): Lane | undefined {
    let fairest: readonly [string, Lane] | undefined;
    for (const each of this.#lanes) {
      const isOpen = each[1].waiting.length > 0;
      if (isOpen && (fairest === undefined || each[1].ahead < fairest[1].ahead)) fairest = each;
    }
    if (fairest === undefined) return undefined;
    this.#lanes.delete(fairest[0]);
    this.#lanes.set(...fairest);
    return fairest[1];
  }
}
