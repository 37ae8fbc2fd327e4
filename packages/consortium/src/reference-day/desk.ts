import { ACCOUNTS, mayTradeTogether, type TradingAccount } from './accounts.js';
import type { QuotedIssue } from './issues.js';
import type { Random } from './random.js';

/** An index into ACCOUNTS. */
export type AccountIndex = number;

/** Chains take no more accounts away than leave so many to deliver, and to receive. */
const LEAST_ACCOUNTS_A_SIDE = 5;

export const accountAt = (index: AccountIndex): TradingAccount => {
  const account = ACCOUNTS[index];
  if (account === undefined) throw new RangeError(`no account ${index}`);
  return account;
};

/** Which account is looked for. */
export interface Wish {
  /** Those that it trades with. */
  readonly neighbours: readonly AccountIndex[];
  /** Those that have been chosen for something else. */
  readonly except?: readonly AccountIndex[];
  readonly isTrust?: boolean;
}

const choose = (
  random: Random,
  from: Iterable<AccountIndex>,
  { neighbours, except = [], isTrust }: Wish,
): AccountIndex | undefined => {
  const weights: number[] = ACCOUNTS.map(() => 0);
  for (const index of from) {
    const account = accountAt(index);
    const fits =
      !except.includes(index) &&
      (isTrust === undefined || account.isTrust === isTrust) &&
      neighbours.every((other) => mayTradeTogether(account, accountAt(other)));
    if (fits) weights[index] = account.weight;
  }
  return random.weighted(weights);
};

/**
 * One issue and what each account does in it on the day: it delivers, it receives, or, in one
 * chain, it passes on. Nobody does two of these, so which trades depend on each other is known,
 * and the chains to be found are those that were made.
 */
export class Desk {
  readonly #delivers = new Set<AccountIndex>();
  readonly #receives = new Set<AccountIndex>();
  readonly #isUntouched = new Set<AccountIndex>();

  constructor(
    readonly issue: QuotedIssue,
    random: Random,
  ) {
    // Neighbours belong to the same party, so every party has accounts of both kinds.
    const first = random.below(2);
    for (const index of ACCOUNTS.keys()) {
      (index % 2 === first ? this.#delivers : this.#receives).add(index);
      this.#isUntouched.add(index);
    }
  }

  /** An account to deliver. */
  deliverer(random: Random, wish: Wish): AccountIndex | undefined {
    return choose(random, this.#delivers, wish);
  }

  /** An account to receive. */
  receiver(random: Random, wish: Wish): AccountIndex | undefined {
    return choose(random, this.#receives, wish);
  }

  /** An account that has no business in the issue yet, to pass it on in a chain. */
  middle(random: Random, wish: Wish): AccountIndex | undefined {
    const isFree = (index: AccountIndex): boolean => {
      const side = this.#delivers.has(index) ? this.#delivers : this.#receives;
      const promised = wish.except?.filter((other) => side.has(other)).length ?? 0;
      return side.size - promised > LEAST_ACCOUNTS_A_SIDE;
    };
    return choose(random, [...this.#isUntouched].filter(isFree), wish);
  }

  /** Marks accounts that deliver or receive now. */
  touch(...indexes: readonly AccountIndex[]): void {
    for (const index of indexes) this.#isUntouched.delete(index);
  }

  /** Takes an account for a chain: it does nothing else in this issue. */
  takeAsMiddle(index: AccountIndex): void {
    this.#delivers.delete(index);
    this.#receives.delete(index);
    this.#isUntouched.delete(index);
  }
}
