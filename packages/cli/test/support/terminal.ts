import { Writable } from 'node:stream';
import { run, type ExitCode, type Io, type OutputStream } from '@bondledger/cli';

/** A stream that keeps what is written to it. */
class Kept extends Writable implements OutputStream {
  text = '';

  constructor(
    readonly isTTY: boolean,
    readonly columns: number,
  ) {
    super();
  }

  override _write(chunk: Buffer, _: string, done: () => void): void {
    this.text += chunk.toString('utf8');
    done();
  }
}

export interface Ran {
  readonly code: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Io['env'];
  readonly terminal?: boolean;
  readonly signal?: AbortSignal;
}

/** Runs a command line in this process; `LANG` is English unless the environment says otherwise. */
export async function command(line: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const isTerminal = options.terminal === true;
  const [stdout, stderr] = [new Kept(isTerminal, 100), new Kept(isTerminal, 100)];
  const code = await run(line, {
    stdout,
    stderr,
    env: { LANG: 'en_US.UTF-8', ...options.env },
    cwd: options.cwd ?? process.cwd(),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  return { code, stdout: stdout.text, stderr: stderr.text };
}

/** The one JSON value that a command answered with. */
export const answerOf = (ran: Ran): Record<string, unknown> =>
  JSON.parse(ran.stdout) as Record<string, unknown>;
