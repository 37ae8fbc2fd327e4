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

/** An outbox on a file: what is put in one turn of the event loop is one record. */
export class FileOutbox implements Outbox {
  readonly #parts: FileOutboxParts;
  readonly #pending: Map<number, Uint8Array>;
  #nextId: number;
  #waiting: Waiting[] = [];
  #removed: Mark[] = [];
  /** Identifiers of what is in the file, not flushed yet, and not removed. */
  readonly #unflushed = new Set<number>();
  #writing: Promise<void> | undefined;
  #flushing: Promise<void> | undefined;
  #isFlushComing = false;
  #failure: Error | undefined;
  #closed: Promise<void> | undefined;

  constructor(parts: FileOutboxParts) {
    this.#parts = parts;
    this.#nextId = parts.nextId;
    this.#pending = new Map(parts.pending);
  }

  keep(bytes: Uint8Array): KeptEntry {
    const entry = { id: this.#nextId, bytes };
    const written = new Stage();
    const closed = this.#closed === undefined ? undefined : new Error('the outbox is closed');
    const refused = this.#failure ?? closed;
    if (refused === undefined) {
      this.#nextId += 1;
      this.#waiting.push({ entry, written });
      this.#writing ??= this.#write();
    } else {
      written.reject(refused);
    }
    return { entry, written: written.promise };
  }

  async put(bytes: Uint8Array): Promise<OutboxEntry> {
    const { entry, written } = this.keep(bytes);
    await written;
    while (this.#unflushed.has(entry.id)) await this.#flush();
    if (this.#failure !== undefined) throw this.#failure;
    return entry;
  }

  remove({ id }: OutboxEntry): void {
    this.#pending.delete(id);
    this.#unflushed.delete(id);
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

  async #write(): Promise<void> {
    // What is put in the same turn goes along.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const waiting = this.#waiting;
      this.#waiting = [];
      try {
        await this.#parts.log.write(this.#marksOf(waiting));
      } catch (cause) {
        this.#fail(cause, waiting);
        break;
      }
      for (const { entry, written } of waiting) {
        // After a flush that failed another one would say nothing.
        if (this.#failure === undefined) this.#unflushed.add(entry.id);
        written.resolve();
      }
      this.#flushSoon();
    }
    this.#writing = undefined;
  }

  /** In the next turn: whoever has the receipt by then needs no flush. */
  #flushSoon(): void {
    if (this.#isFlushComing) return;
    this.#isFlushComing = true;
    setImmediate(() => {
      this.#isFlushComing = false;
      if (this.#unflushed.size > 0) void this.#flush();
    });
  }

  /** Ends when what was written at the call, or more, is on the disk; never rejects. */
  #flush(): Promise<void> {
    this.#flushing ??= this.#flushOnce().finally(() => {
      this.#flushing = undefined;
      if (this.#unflushed.size > 0) this.#flushSoon();
    });
    return this.#flushing;
  }

  async #flushOnce(): Promise<void> {
    const covered = [...this.#unflushed];
    try {
      await this.#parts.log.flush();
      for (const id of covered) this.#unflushed.delete(id);
    } catch (cause) {
      this.#fail(cause, []);
    }
  }

  /** What is on the disk is not known any more, so nothing more is kept. */
  #fail(cause: unknown, waiting: readonly Waiting[]): void {
    const failure = this.#failure ?? this.#parts.asFailure(cause);
    this.#failure = failure;
    for (const { written } of [...waiting, ...this.#waiting]) written.reject(failure);
    this.#waiting = [];
    this.#unflushed.clear();
  }

  #marksOf(waiting: readonly Waiting[]): readonly Mark[] {
    const removed = this.#removed;
    this.#removed = [];
    // What was removed before it was written is kept first, and then removed.
    return [...waiting.map(({ entry }) => entry), ...removed];
  }

  async #end(): Promise<void> {
    await this.#writing;
    const { log, release } = this.#parts;
    try {
      // A removal that is lost only means that a batch is sent once more.
      if (this.#failure === undefined && this.#removed.length > 0) {
        await log.write(this.#marksOf([]));
      }
    } catch (cause) {
      this.#fail(cause, []);
    }
    // One that is under way may have begun before the last record; none goes on when it is closed.
    await this.#flushing;
    if (this.#failure === undefined) await this.#flush();
    try {
      log.close();
    } finally {
      release();
    }
  }
}
