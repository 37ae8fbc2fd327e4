import type { Mark } from './outbox-file.js';
import type { OutboxLog } from './outbox-log.js';
import type { Outbox, OutboxEntry } from './outbox.js';

interface Waiting {
  readonly entry: OutboxEntry;
  readonly resolve: (entry: OutboxEntry) => void;
  readonly reject: (reason: unknown) => void;
}

export interface FileOutboxParts {
  readonly log: OutboxLog;
  /** What was there when it was opened, oldest first. */
  readonly pending: ReadonlyMap<number, Uint8Array>;
  readonly nextId: number;
  /** The error that every later put gets, from the one that the disk gave. */
  readonly asFailure: (cause: unknown) => Error;
  /** Gives the directory back. */
  readonly release: () => void;
}

/** An outbox on a file: what is put while a flush is under way shares the next one. */
export class FileOutbox implements Outbox {
  readonly #parts: FileOutboxParts;
  readonly #pending: Map<number, Uint8Array>;
  #nextId: number;
  #waiting: Waiting[] = [];
  #removed: Mark[] = [];
  #flushing: Promise<void> | undefined;
  #failure: Error | undefined;
  #closed: Promise<void> | undefined;

  constructor(parts: FileOutboxParts) {
    this.#parts = parts;
    this.#nextId = parts.nextId;
    this.#pending = new Map(parts.pending);
  }

  put(bytes: Uint8Array): Promise<OutboxEntry> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    if (this.#closed !== undefined) return Promise.reject(new Error('the outbox is closed'));
    const entry = { id: this.#nextId, bytes };
    this.#nextId += 1;
    return new Promise((resolve, reject) => {
      this.#waiting.push({ entry, resolve, reject });
      this.#flushing ??= this.#flush();
    });
  }

  remove({ id }: OutboxEntry): void {
    this.#pending.delete(id);
    this.#removed.push({ id, bytes: undefined });
  }

  pending(): Promise<readonly OutboxEntry[]> {
    return Promise.resolve(Array.from(this.#pending, ([id, bytes]) => ({ id, bytes })));
  }

  close(): Promise<void> {
    this.#closed ??= this.#end();
    return this.#closed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #flush(): Promise<void> {
    // What is put in the same turn goes along.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const waiting = this.#waiting;
      this.#waiting = [];
      try {
        await this.#parts.log.append(this.#marksOf(waiting));
        for (const { entry, resolve } of waiting) resolve(entry);
      } catch (cause) {
        this.#fail(cause, waiting);
      }
    }
    this.#flushing = undefined;
  }

  /** What is on the disk is not known any more, so nothing more may be acknowledged. */
  #fail(cause: unknown, waiting: readonly Waiting[]): void {
    const failure = this.#parts.asFailure(cause);
    this.#failure = failure;
    for (const { reject } of [...waiting, ...this.#waiting]) reject(failure);
    this.#waiting = [];
  }

  #marksOf(waiting: readonly Waiting[]): readonly Mark[] {
    const marks = this.#removed;
    this.#removed = [];
    for (const { entry } of waiting) marks.push(entry);
    return marks;
  }

  async #end(): Promise<void> {
    await this.#flushing;
    const { log, release } = this.#parts;
    try {
      // A removal that is lost only means that a batch is sent once more.
      if (this.#failure === undefined && this.#removed.length > 0) {
        await log.append(this.#marksOf([]));
      }
    } catch (cause) {
      this.#failure = this.#parts.asFailure(cause);
    } finally {
      log.close();
      release();
    }
  }
}
