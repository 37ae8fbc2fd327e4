import { randomBytes } from 'node:crypto';
import type { ServerEvent } from '@bondledger/sdk/api';
import { EVENTS_KEPT } from '../limits.js';
import type { EventHub } from './event-hub.js';

/** An event with its place in the stream. */
export interface Numbered {
  readonly id: string;
  readonly event: ServerEvent;
}

interface Kept {
  readonly number: number;
  readonly institution: string | undefined;
  readonly event: ServerEvent;
}

export type Listener = (numbered: Numbered) => void;

/**
 * The newest events, so that a client that was away catches up, and those who listen now. Numbers
 * begin anew with the process, so a number carries the process's own mark.
 */
export class Hub implements EventHub {
  readonly #mark = randomBytes(6).toString('hex');
  readonly #kept: Kept[] = [];
  readonly #listeners = new Map<Listener, string>();
  #number = 0;

  publish(institution: string | undefined, event: ServerEvent): void {
    this.#number += 1;
    this.#kept.push({ number: this.#number, institution, event });
    // Twice as many before any is dropped: a shift for each would copy them all each time.
    if (this.#kept.length >= 2 * EVENTS_KEPT) this.#kept.splice(0, EVENTS_KEPT);
    const numbered = { id: this.#idOf(this.#number), event };
    for (const [listener, of] of this.#listeners) {
      if (institution === undefined || institution === of) listener(numbered);
    }
  }

  /** The place after the newest event. */
  get newest(): string {
    return this.#idOf(this.#number);
  }

  /**
   * What an institution missed after a place; undefined where some of it is not kept any more, or
   * the place is none of this process.
   */
  since(id: string, institution: string): readonly Numbered[] | undefined {
    const [, mark, text] = /^([0-9a-f]+)-([0-9]{1,15})$/.exec(id) ?? [];
    const number = Number(text);
    const oldest = (this.#kept[0]?.number ?? this.#number + 1) - 1;
    const isKnown = mark === this.#mark && number <= this.#number;
    if (!isKnown || number < oldest) return undefined;
    return this.#kept
      .filter((kept) => kept.number > number)
      .filter((kept) => kept.institution === undefined || kept.institution === institution)
      .map((kept) => ({ id: this.#idOf(kept.number), event: kept.event }));
  }

  /** @returns Stops listening. */
  listen(institution: string, listener: Listener): () => void {
    this.#listeners.set(listener, institution);
    return () => this.#listeners.delete(listener);
  }

  listeners(institution: string): number {
    return [...this.#listeners.values()].filter((of) => of === institution).length;
  }

  #idOf(number: number): string {
    return `${this.#mark}-${number}`;
  }
}
