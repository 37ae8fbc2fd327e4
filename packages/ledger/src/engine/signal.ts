/** Wakes everybody who waits: for the next block, for work, for a place in a queue. */
export class Signal {
  #wake: (() => void) | undefined;
  #next: Promise<void> | undefined;

  /** Answers at the next notify. Whoever waits looks again at what it waits for. */
  next(): Promise<void> {
    this.#next ??= new Promise((resolve) => {
      this.#wake = resolve;
    });
    return this.#next;
  }

  notify(): void {
    const wake = this.#wake;
    this.#wake = undefined;
    this.#next = undefined;
    wake?.();
  }
}

/** Waits for a promise, or until a signal aborts: then it answers at once. */
export async function orAborted(
  wait: Promise<void>,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (signal === undefined) return wait;
  if (signal.aborted) return;
  const aborted = new Signal();
  const abort = (): void => aborted.notify();
  const stopped = aborted.next();
  signal.addEventListener('abort', abort, { once: true });
  try {
    await Promise.race([wait, stopped]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
