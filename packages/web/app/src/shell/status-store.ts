import { ANNOUNCE_MS } from '../limits.js';

export interface KeyHint {
  /** A command, drawn as the key that it has now; or a key that stays the same. */
  readonly keys: string;
  readonly does: string;
}

export interface Spoken {
  readonly at: number;
  readonly text: string;
}

/** The sentence of the status line: the newest wins, and a reader is interrupted seldom. */
export class StatusStore {
  #spoken: Spoken | undefined;
  #hints: readonly KeyHint[] = [];
  #next: Spoken | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #watchers = new Set<() => void>();

  get spoken(): Spoken | undefined {
    return this.#spoken;
  }

  get hints(): readonly KeyHint[] {
    return this.#hints;
  }

  hint(hints: readonly KeyHint[]): void {
    this.#hints = hints;
    for (const watcher of this.#watchers) watcher();
  }

  readonly watch = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => {
      this.#watchers.delete(watcher);
    };
  };

  say(text: string): void {
    this.#next = { at: Date.now(), text };
    if (this.#timer !== undefined) return;
    this.#speak();
  }

  #speak(): void {
    if (this.#next === undefined) {
      this.#timer = undefined;
      return;
    }
    this.#spoken = this.#next;
    this.#next = undefined;
    for (const watcher of this.#watchers) watcher();
    this.#timer = setTimeout(() => this.#speak(), ANNOUNCE_MS);
  }
}
