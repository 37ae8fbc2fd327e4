/**
 * Work that bears names: what shares one is done one after the other, in the order in which it
 * came, and all else at the same time.
 */
export class Turns {
  /** The newest work of each name; it never rejects. */
  readonly #newest = new Map<string, Promise<void>>();

  async run<T>(names: readonly string[], work: () => Promise<T>): Promise<T> {
    const before = names.flatMap((name) => this.#newest.get(name) ?? []);
    const turn = Promise.all(before).then(work);
    const done = turn.then(ignore, ignore);
    for (const name of names) this.#newest.set(name, done);
    try {
      return await turn;
    } finally {
      for (const name of names) {
        if (this.#newest.get(name) === done) this.#newest.delete(name);
      }
    }
  }

  /** Answers when everything that came until now has ended. */
  async ended(): Promise<void> {
    await Promise.all(this.#newest.values());
  }
}

const ignore = (): void => undefined;
