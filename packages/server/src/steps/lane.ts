import type { BondledgerError } from '@bondledger/domain';
import type { ItemOutcome } from './outcome.js';
import { groupsOf, type StepItem } from './step-item.js';

/** Items that stand or fall together, and where they stand in their request. */
export interface Group {
  readonly lane: Lane;
  readonly items: readonly StepItem[];
  readonly first: number;
}

/** One request on its way: what of it still waits, and what became of the rest. */
export class Lane {
  readonly operator: string;
  readonly answered: Promise<readonly ItemOutcome[]>;
  readonly #outcomes: ItemOutcome[];
  readonly #count: number;
  #groups: readonly Group[];
  #left: number;
  #resolve: (outcomes: readonly ItemOutcome[]) => void = () => undefined;
  #reject: (error: BondledgerError) => void = () => undefined;
  #unsent = 0;

  constructor(items: readonly StepItem[], operator: string) {
    this.operator = operator;
    this.#count = items.length;
    this.#left = items.length;
    this.#outcomes = new Array<ItemOutcome>(items.length);
    let first = 0;
    this.#groups = groupsOf(items).map((group) => {
      const at = first;
      first += group.length;
      return { lane: this, items: group, first: at };
    });
    this.answered = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  get isEmpty(): boolean {
    return this.#groups.length === 0;
  }

  /**
   * Takes groups out, in their order, as far as they may go: `turn` items or less, but one group of
   * up to `most` where it is the first.
   */
  take(turn: number, most: number, mayGo: (group: Group) => boolean): readonly Group[] {
    const taken: Group[] = [];
    const kept: Group[] = [];
    let items = 0;
    for (const group of this.#groups) {
      const size = items + group.items.length;
      if (size <= (taken.length === 0 ? Math.max(turn, most) : turn) && mayGo(group)) {
        taken.push(group);
        items = size;
      } else {
        kept.push(group);
      }
    }
    this.#groups = kept;
    return taken;
  }

  answer(at: number, outcome: ItemOutcome): void {
    this.#outcomes[at] = outcome;
    this.#left -= 1;
    if (this.#left === 0) this.#resolve(this.#outcomes);
  }

  /** The item was never sent. Where that is so of all, the request fails as a whole. */
  answerUnsent(at: number, outcome: ItemOutcome, error: BondledgerError): void {
    this.#unsent += 1;
    if (this.#unsent === this.#count) this.#reject(error);
    else this.answer(at, outcome);
  }

  /** Gives up what still waits. */
  drop(unsent: (item: StepItem) => ItemOutcome, error: BondledgerError): void {
    const groups = this.#groups;
    this.#groups = [];
    for (const { items, first } of groups) {
      for (const [at, item] of items.entries()) this.answerUnsent(first + at, unsent(item), error);
    }
  }
}
