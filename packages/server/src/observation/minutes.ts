import { MINUTES_KEPT } from '../limits.js';

/** What happened in a minute. */
export interface Minute {
  /** When it began, UTC. */
  readonly at: string;
  readonly blocks: number;
  readonly transactions: number;
  readonly instructions: number;
  readonly refusals: number;
}

export type Happening = Omit<Minute, 'at'>;

const MINUTE_MS = 60_000;
const NOTHING: Happening = { blocks: 0, transactions: 0, instructions: 0, refusals: 0 };

/** The newest minutes: one each, also where nothing happened in it. */
export class Minutes {
  readonly #now: () => Date;
  readonly #counts = new Map<number, Happening>();

  constructor(now: () => Date) {
    this.#now = now;
  }

  add(happened: Partial<Happening>): void {
    const minute = this.#minute();
    const { blocks, transactions, instructions, refusals } = this.#counts.get(minute) ?? NOTHING;
    this.#counts.set(minute, {
      blocks: blocks + (happened.blocks ?? 0),
      transactions: transactions + (happened.transactions ?? 0),
      instructions: instructions + (happened.instructions ?? 0),
      refusals: refusals + (happened.refusals ?? 0),
    });
    for (const oldest of this.#counts.keys()) {
      if (oldest > minute - MINUTES_KEPT) break;
      this.#counts.delete(oldest);
    }
  }

  /** Oldest first; the last one is not over yet. */
  list(): readonly Minute[] {
    const last = this.#minute();
    return Array.from({ length: MINUTES_KEPT }, (_, back) => {
      const minute = last - MINUTES_KEPT + 1 + back;
      const at = new Date(minute * MINUTE_MS).toISOString();
      return { at, ...(this.#counts.get(minute) ?? NOTHING) };
    });
  }

  #minute(): number {
    return Math.floor(this.#now().getTime() / MINUTE_MS);
  }
}
