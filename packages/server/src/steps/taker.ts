import { MAX_BATCH_INSTRUCTIONS } from '@bondledger/contract';
import { BondledgerError, type Rejection } from '@bondledger/domain';
import type { Action } from '@bondledger/sdk';
import type { Desk } from '../desks/desk.js';
import { inTime } from '../desks/in-time.js';
import {
  CATCH_UP_MS,
  STEP_CHUNK_ITEMS,
  STEP_CHUNKS_IN_FLIGHT,
  STEP_ITEMS_WAITING_MAX,
  STEP_TURN_ITEMS,
} from '../limits.js';
import type { Observer } from '../observation/observer.js';
import { Lane, type Group } from './lane.js';
import {
  ledgerFailure,
  outcomeOf,
  refusedOutcome,
  unknownOutcome,
  type ItemOutcome,
} from './outcome.js';
import type { StepItem } from './step-item.js';
import { subjectsOf } from './subjects.js';
import { toAction } from './to-action.js';

/**
 * Takes the steps of one institution for all who ask. While some are on their way, those that
 * arrive wait and are signed together; many requests have their turns, and a large one does not
 * hold up a small one. Two steps on one trade go one after the other.
 */
export class StepTaker {
  readonly #desk: Desk;
  readonly #observer: Observer;
  readonly #lanes: Lane[] = [];
  readonly #busy = new Set<string>();
  readonly #reserved = new Map<Group, readonly string[]>();
  readonly #idle: (() => void)[] = [];
  #waiting = 0;
  #inFlight = 0;
  #isPumping = false;
  #isClosed = false;

  constructor(desk: Desk, observer: Observer) {
    this.#desk = desk;
    this.#observer = observer;
    observer.queue(`steps ${desk.code}`, () => this.#waiting, STEP_ITEMS_WAITING_MAX);
  }

  /**
   * Takes steps and answers in their order. What was sent and got no answer is UNKNOWN, and may be
   * tried again.
   *
   * @param operator Who takes them, 1 to 64 characters.
   * @throws BondledgerError QUEUE_FULL, SERVER_STOPPING, LEDGER_DOWN: then nothing was sent.
   */
  take(items: readonly StepItem[], operator: string): Promise<readonly ItemOutcome[]> {
    if (items.length === 0) return Promise.resolve([]);
    if (this.#isClosed) return Promise.reject(new BondledgerError({ code: 'SERVER_STOPPING' }));
    if (this.#waiting + items.length > STEP_ITEMS_WAITING_MAX) {
      const params = { queue: `steps ${this.#desk.code}` };
      return Promise.reject(new BondledgerError({ code: 'QUEUE_FULL', params }));
    }
    const lane = new Lane(items, operator);
    this.#lanes.push(lane);
    this.#waiting += items.length;
    this.#refuseRepeated(lane);
    this.#pumpSoon();
    return lane.answered;
  }

  /** A trade that one request names again and again would hold up everybody. */
  #refuseRepeated(lane: Lane): void {
    const { book } = this.#desk.institution;
    const seen = new Map<string, number>();
    const repeated = lane.take(Infinity, Infinity, ({ items }) =>
      items.some((item) => {
        // Of a trade with funds on both sides each side is a step of its own.
        const most = item.step === 'SUBMIT' ? 1 : 2;
        return subjectsOf(item, book).some((subject) => count(seen, subject) > most);
      }),
    );
    for (const { first, items } of repeated) {
      this.#waiting -= items.length;
      for (const [at, item] of items.entries()) {
        const code = item.step === 'SUBMIT' ? 'REFERENCE_DUPLICATE' : 'TRADE_TWICE_IN_TRANSACTION';
        this.#answer(lane, first + at, refusedOutcome(item, { code }));
      }
    }
  }

  /** Sends nothing more, and answers when all that was sent is answered. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const stopping = new BondledgerError({ code: 'SERVER_STOPPING' });
    for (const lane of this.#lanes.splice(0)) {
      lane.drop((item) => unknownOutcome(item, stopping), stopping);
    }
    this.#waiting = 0;
    if (this.#inFlight === 0) return;
    await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  /** After this turn of the event loop: what arrives in the same turn goes along. */
  #pumpSoon(): void {
    if (this.#isPumping) return;
    this.#isPumping = true;
    setImmediate(() => {
      this.#isPumping = false;
      this.#pump();
    });
  }

  #pump(): void {
    while (this.#waiting > 0 && this.#inFlight < STEP_CHUNKS_IN_FLIGHT) {
      // What is no whole chunk goes when one comes back.
      if (this.#inFlight > 0 && this.#waiting < STEP_CHUNK_ITEMS) return;
      const chunk = this.#nextChunk();
      if (chunk.length === 0) return;
      this.#inFlight += 1;
      void this.#carry(chunk);
    }
  }

  /** Each lane in turn gives some, until the chunk is full. */
  #nextChunk(): readonly Group[] {
    const chunk: Group[] = [];
    let room = STEP_CHUNK_ITEMS;
    for (let silent = 0; room > 0 && silent < this.#lanes.length;) {
      const lane = this.#lanes.shift();
      if (lane === undefined) break;
      // A linked group that is larger than a chunk goes alone.
      const most = chunk.length === 0 ? MAX_BATCH_INSTRUCTIONS : room;
      const turn = Math.min(STEP_TURN_ITEMS, room);
      const taken = lane.take(turn, most, (group) => this.#reserve(group));
      silent = taken.length === 0 ? silent + 1 : 0;
      for (const group of taken) room -= group.items.length;
      chunk.push(...taken);
      if (!lane.isEmpty) this.#lanes.push(lane);
    }
    for (const { items } of chunk) this.#waiting -= items.length;
    return chunk;
  }

  /** Takes the group's trades, unless one of them is under way. */
  #reserve(group: Group): boolean {
    const { book } = this.#desk.institution;
    const subjects = group.items.flatMap((item) => subjectsOf(item, book));
    if (subjects.some((subject) => this.#busy.has(subject))) return false;
    for (const subject of subjects) this.#busy.add(subject);
    this.#reserved.set(group, subjects);
    return true;
  }

  async #carry(chunk: readonly Group[]): Promise<void> {
    try {
      await this.#knowNewest(chunk);
    } catch (error) {
      this.#finish(chunk);
      const failure = ledgerFailure(error);
      for (const { lane, first, items } of chunk) {
        for (const [at, item] of items.entries()) {
          lane.answerUnsent(first + at, unknownOutcome(item, failure), failure);
        }
      }
      return;
    }
    await this.#send(chunk);
    this.#finish(chunk);
  }

  /** What is built has to look at the ledger as it stands; a ledger that is gone is told here. */
  async #knowNewest(chunk: readonly Group[]): Promise<void> {
    const { institution, transport } = this.#desk;
    const isNew = chunk.every(({ items }) => items.every(({ step }) => step === 'SUBMIT'));
    if (isNew) await inTime(transport.head());
    else await institution.caughtUp(AbortSignal.timeout(CATCH_UP_MS));
  }

  async #send(chunk: readonly Group[]): Promise<void> {
    const { institution } = this.#desk;
    const actions: Action[] = [];
    const places: { readonly lane: Lane; readonly at: number; readonly item: StepItem }[] = [];
    for (const { lane, items, first } of chunk) {
      const built = items.map((item) => toAction(item, institution));
      const isWhole = built.every(({ ok }) => ok);
      for (const [at, item] of items.entries()) {
        const result = built[at];
        if (result === undefined) continue;
        if (!isWhole || !result.ok) {
          const rejection: Rejection = result.ok ? { code: 'LINKED_FAILED' } : result.rejection;
          this.#answer(lane, first + at, refusedOutcome(item, rejection));
          continue;
        }
        const isLinked = at + 1 < items.length;
        actions.push({ operator: lane.operator, linked: isLinked, ...result.value });
        places.push({ lane, at: first + at, item });
      }
    }
    if (actions.length === 0) return;
    try {
      const results = await institution.take(actions, { batchSize: MAX_BATCH_INSTRUCTIONS });
      for (const [at, { lane, at: place, item }] of places.entries()) {
        const result = results[at];
        if (result !== undefined) this.#answer(lane, place, outcomeOf(item, result));
      }
    } catch (error) {
      for (const { lane, at, item } of places) this.#answer(lane, at, unknownOutcome(item, error));
    }
  }

  #answer(lane: Lane, at: number, outcome: ItemOutcome): void {
    if (outcome.code !== undefined) this.#observer.refused(outcome.code);
    lane.answer(at, outcome);
  }

  #finish(chunk: readonly Group[]): void {
    for (const group of chunk) {
      for (const subject of this.#reserved.get(group) ?? []) this.#busy.delete(subject);
      this.#reserved.delete(group);
    }
    this.#inFlight -= 1;
    if (this.#inFlight === 0) for (const resolve of this.#idle.splice(0)) resolve();
    this.#pumpSoon();
  }
}

/** Counts one more, and says how many it is now. */
function count(seen: Map<string, number>, subject: string): number {
  const now = (seen.get(subject) ?? 0) + 1;
  seen.set(subject, now);
  return now;
}
