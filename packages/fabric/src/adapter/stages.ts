import type { Meter } from '@bondledger/ledger';

/** Tells a meter how long each part of a call's way took; nothing where there is no meter. */
export class Stages {
  readonly #meter: Meter | undefined;
  #since = performance.now();

  constructor(meter: Meter | undefined) {
    this.#meter = meter;
  }

  /** What follows begins now. */
  begin(): void {
    this.#since = performance.now();
  }

  /** A stage ended, and the next one begins. */
  ended(stage: Parameters<Meter['stage']>[0]): void {
    const now = performance.now();
    this.#meter?.stage(stage, (now - this.#since) / 1000);
    this.#since = now;
  }

  retried(): void {
    this.#meter?.retried();
  }

  conflicted(): void {
    this.#meter?.conflicted();
  }
}
