import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const BIN = join(fileURLToPath(new URL('../../', import.meta.url)), 'bin/bondledger.js');

/** What `start --json` answers with. */
export interface Serving {
  readonly url: string;
  readonly accounts: readonly { readonly user: string; readonly password: string }[];
}

/** A server in a process of its own, from when it says that it serves. */
export class ServedDemo {
  readonly #child: ChildProcess;
  readonly #notes: () => string;

  private constructor(
    child: ChildProcess,
    notes: () => string,
    readonly serving: Serving,
  ) {
    this.#child = child;
    this.#notes = notes;
  }

  static async start(cwd: string, line: readonly string[]): Promise<ServedDemo> {
    const child = spawn(process.execPath, [BIN, 'start', ...line, '--port', '0', '--json'], {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [stdout, stderr] = ['', ''];
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const serving = await new Promise<Serving>((resolve, reject) => {
      child.on('error', reject);
      child.on('exit', () => reject(new Error(`it ended: ${stderr}`)));
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        stdout += text;
        const answer = parsed(stdout);
        if (answer !== undefined) resolve(answer);
      });
    });
    return new ServedDemo(child, () => stderr, serving);
  }

  /** Ends it by a signal, and answers with its exit code and all that it noted. */
  async end(signal: 'SIGINT' | 'SIGTERM'): Promise<{ code: number | null; notes: string }> {
    assert.equal(this.#child.exitCode, null, 'it ended before');
    const exited = once(this.#child, 'close');
    this.#child.kill(signal);
    const [code] = (await exited) as [number | null];
    return { code, notes: this.#notes() };
  }
}

function parsed(text: string): Serving | undefined {
  try {
    return JSON.parse(text) as Serving;
  } catch {
    return undefined;
  }
}
