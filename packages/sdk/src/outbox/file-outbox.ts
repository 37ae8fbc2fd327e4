import type { Mark } from './outbox-file.js';
import type { OutboxLog } from './outbox-log.js';
import type { KeptEntry, Outbox, OutboxEntry } from './outbox.js';

/** A promise that is settled from outside. Nobody has to look at how it ended. */
class Stage {
  readonly promise: Promise<void>;
  resolve: () => void = () => undefined;
  reject: (reason: unknown) => void = () => undefined;

  constructor() {
    this.promise = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    this.promise.catch(() => undefined);
  }
}

interface Waiting {
  readonly entry: OutboxEntry;
  readonly written: Stage;
  readonly durable: Stage;
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

  keep(bytes: Uint8Array): KeptEntry {
    const entry = { id: this.#nextId, bytes };
    const waiting = { entry, written: new Stage(), durable: new Stage() };
    const closed = this.#closed === undefined ? undefined : new Error('the outbox is closed');
    const refused = this.#failure ?? closed;
    if (refused === undefined) {
      this.#nextId += 1;
      this.#waiting.push(waiting);
      this.#flushing ??= this.#flush();
    } else {
      reject(waiting, refused);
    }
    return { entry, written: waiting.written.promise, durable: waiting.durable.promise };
  }

  async put(bytes: Uint8Array): Promise<OutboxEntry> {
    const { entry, durable } = this.keep(bytes);
    await durable;
    return entry;
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
        await this.#parts.log.append(this.#marksOf(waiting), () => {
          for (const { written } of waiting) written.resolve();
        });
        for (const { durable } of waiting) durable.resolve();
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
    for (const each of [...waiting, ...this.#waiting]) reject(each, failure);
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

function reject({ written, durable }: Waiting, reason: unknown): void {
  written.reject(reason);
  durable.reject(reason);
}
