import type { Writable } from 'node:stream';

/** Where a command writes. A terminal also says how wide it is. */
export interface OutputStream extends Writable {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** The world as a command sees it: streams, environment, place, and the wish to stop. */
export interface Io {
  /** Results only: what a script reads. */
  readonly stdout: OutputStream;
  /** Everything that people read beside: progress, notes and errors. */
  readonly stderr: OutputStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Aborted when whoever started the command wants it to stop. */
  readonly signal?: AbortSignal;
}
