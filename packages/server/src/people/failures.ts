import {
  FAILURES_OF_ADDRESS,
  FAILURES_OF_PAIR,
  FAILURES_OF_USER,
  FAILURES_REMEMBERED,
  FAILURES_WINDOW_MS,
} from '../limits.js';

interface Count {
  failures: number;
  readonly since: number;
}

/**
 * Failed sign-ins of the last minutes. A user is locked out from one address early, and from all of
 * them late: otherwise anyone could keep anyone out.
 */
export class Failures {
  readonly #counts = new Map<string, Count>();

  /** Minutes to wait; undefined where the attempt may be made. */
  locked(user: string, address: string, now: number): number | undefined {
    for (const [key, most] of keysOf(user, address)) {
      const count = this.#counts.get(key);
      if (count === undefined || count.failures < most) continue;
      const left = count.since + FAILURES_WINDOW_MS - now;
      if (left > 0) return Math.ceil(left / 60_000);
      this.#counts.delete(key);
    }
    return undefined;
  }

  failed(user: string, address: string, now: number): void {
    for (const [key] of keysOf(user, address)) {
      const count = this.#counts.get(key);
      if (count === undefined || count.since + FAILURES_WINDOW_MS < now) {
        this.#counts.delete(key);
        this.#counts.set(key, { failures: 1, since: now });
      } else count.failures += 1;
    }
    for (const key of this.#counts.keys()) {
      if (this.#counts.size <= FAILURES_REMEMBERED) break;
      this.#counts.delete(key);
    }
  }

  /** Forgets a user's failures; of the address, which others use too, only this attempt. */
  succeeded(user: string, address: string): void {
    const [pair, all, from] = keysOf(user, address).map(([key]) => key);
    for (const key of [pair, all]) this.#counts.delete(key ?? '');
    const count = this.#counts.get(from ?? '');
    if (count !== undefined) count.failures = Math.max(0, count.failures - 1);
  }
}

const keysOf = (user: string, address: string): readonly (readonly [string, number])[] => [
  [`pair ${user} ${address}`, FAILURES_OF_PAIR],
  [`user ${user}`, FAILURES_OF_USER],
  [`address ${address}`, FAILURES_OF_ADDRESS],
];
