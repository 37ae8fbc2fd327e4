import type { Block } from '@bondledger/contract';
import { FOLLOW_AGAIN_MS } from '../limits.js';
import { isPassing, pause } from '../remote/http-way.js';
import type { Transport } from '../transport/transport.js';
import type { Book } from './book.js';

/** Reads the ledger's blocks into a book, in the background, until closed. */
export class Follower implements AsyncDisposable {
  readonly #book: Book;
  readonly #learn: (block: Block) => Promise<void> | undefined;
  readonly #abort = new AbortController();
  readonly #waiting = new Set<{ readonly height: number; readonly resolve: () => void }>();
  readonly #rejects = new Set<(error: unknown) => void>();
  readonly #running: Promise<void>;
  #failure: unknown;

  /** @param learn What has to be known before a block is read; undefined where it is already. */
  constructor(
    book: Book,
    transport: Pick<Transport, 'blocks'>,
    learn: (block: Block) => Promise<void> | undefined,
  ) {
    this.#book = book;
    this.#learn = learn;
    this.#running = this.#run(transport);
  }

  /** Where a ledger is long away, those who wait are told; it is followed again all the same. */
  async #run(transport: Pick<Transport, 'blocks'>): Promise<void> {
    const { signal } = this.#abort;
    while (!signal.aborted) {
      try {
        await this.#follow(transport, signal);
        return;
      } catch (error) {
        if (isAborted(signal)) return;
        const isFinal = !isPassing(error);
        if (isFinal) this.#failure = error;
        for (const reject of this.#rejects) reject(error);
        if (isFinal) return;
        await pause(FOLLOW_AGAIN_MS, signal).catch(() => undefined);
      }
    }
  }

  async #follow(transport: Pick<Transport, 'blocks'>, signal: AbortSignal): Promise<void> {
    for await (const block of transport.blocks(this.#book.height + 1, signal)) {
      const learning = this.#learn(block);
      if (learning !== undefined) await learning;
      this.#book.apply(block);
      this.#wake();
      if (signal.aborted) return;
    }
  }

  #wake(): void {
    for (const waiter of this.#waiting) {
      if (waiter.height > this.#book.height) continue;
      this.#waiting.delete(waiter);
      waiter.resolve();
    }
  }

  /** Resolves when the book has read up to a height. Rejects where following fails. */
  async reached(height: number, signal?: AbortSignal): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure as Error;
    if (this.#book.height >= height) return;
    signal?.throwIfAborted();
    const { promise, resolve, reject } = settlement();
    const waiter = { height, resolve };
    const onAbort = (): void => {
      reject(signal?.reason);
    };
    this.#waiting.add(waiter);
    this.#rejects.add(reject);
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      await promise;
    } finally {
      this.#waiting.delete(waiter);
      this.#rejects.delete(reject);
      signal?.removeEventListener('abort', onAbort);
    }
  }

  async close(): Promise<void> {
    this.#abort.abort();
    await this.#running;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}

/** Asked anew: it changes while others run. */
const isAborted = (signal: AbortSignal): boolean => signal.aborted;

function settlement(): {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
} {
  let resolve: () => void = () => undefined;
  let reject: (error: unknown) => void = () => undefined;
  const promise = new Promise<void>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}
