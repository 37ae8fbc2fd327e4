import { percentile, type Consortium } from '@bondledger/consortium';
import type { SubmitSource } from '../submit-source.js';

/** Trades of an ordinary day. */
export const TRADES = 1548;
const SENDERS = 64;
const BUNDLE = 1000;
const BUNDLES = 5;
/** Trades of one call of `bundles`. */
export const BUNDLED_TRADES = BUNDLE * BUNDLES;

/** Submits, in a consortium whose institutions do not follow the ledger. Times in seconds. */
export class Submitting {
  readonly #consortium: Consortium;
  readonly #source: SubmitSource;

  constructor(consortium: Consortium, source: SubmitSource) {
    this.#consortium = consortium;
    this.#source = source;
  }

  /** Each trade waits for the one before. The times of all of them, sorted. */
  async oneByOne(count: number, between?: () => Promise<void>): Promise<readonly number[]> {
    const { sellers } = this.#source;
    const times: number[] = [];
    for (let at = 0; at < count; at += 1) {
      times.push(await this.#take(sellers[at % sellers.length] ?? '', 1));
      await between?.();
    }
    return times.sort((left, right) => left - right);
  }

  /** 64 senders, each with one trade at a time. */
  async together(trades = TRADES): Promise<number> {
    const { sellers } = this.#source;
    const began = performance.now();
    await Promise.all(
      Array.from({ length: SENDERS }, async (_, sender) => {
        for (let at = sender; at < trades; at += SENDERS) {
          await this.#take(sellers[sender % sellers.length] ?? '', 1);
        }
      }),
    );
    return (performance.now() - began) / 1000;
  }

  /**
   * Trades a second in bundles of 1,000, each of another seller, one after another: by the median
   * of their times.
   */
  async bundles(): Promise<number> {
    const { sellers } = this.#source;
    const times: number[] = [];
    for (let at = 0; at < BUNDLES; at += 1) {
      times.push(await this.#take(sellers[at % sellers.length] ?? '', BUNDLE));
    }
    return BUNDLE / median(times.sort((left, right) => left - right));
  }

  async #take(seller: string, count: number): Promise<number> {
    const actions = this.#source.take(seller, count);
    const options = { validUntil: this.#source.validUntil, batchSize: BUNDLE };
    const began = performance.now();
    const results = await this.#consortium.institution(seller).take(actions, options);
    const seconds = (performance.now() - began) / 1000;
    const refused = results.find(({ status }) => status === 'REFUSED');
    if (refused !== undefined) throw new Error(JSON.stringify(refused));
    return seconds;
  }
}

export const median = (sorted: readonly number[]): number => percentile(sorted, 50);
