import type { RunningServer } from '@bondledger/server';

/** A server that a command started, with all that it opened for it. */
export interface Served {
  readonly server: RunningServer;
  readonly directory: string;
  readonly logFile: string | undefined;
  /** Closes the server first, then what it worked with. */
  close(): Promise<void>;
}

/** Closes in the reverse of the order in which things were opened. */
export class Closing {
  readonly #closers: (() => Promise<void>)[] = [];

  add(close: () => Promise<void>): void {
    this.#closers.push(close);
  }

  async run(): Promise<void> {
    for (const close of this.#closers.splice(0).reverse()) await close();
  }
}
