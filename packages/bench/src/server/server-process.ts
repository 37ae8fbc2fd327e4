import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { apiClient, type ApiClient, type Session } from '@bondledger/sdk/api';
import { lightSend } from './light-send.js';

/** What the command says as JSON when it serves. */
interface Serving {
  readonly url: string;
  readonly accounts: readonly { readonly user: string; readonly password: string }[];
}

/** Memory of a process, in bytes. */
export interface Memory {
  readonly all: number;
  /** Without the files that it maps: the state of the ledger is one, and the system's to drop. */
  readonly own: number;
}

/** A server as `npm start` makes it: its command, with its own checks before it serves. */
export class ServerProcess {
  /** From the command to the first answer that it is ready. */
  readonly seconds: number;
  /** CPU of the server until then, in seconds. */
  readonly cpuSeconds: number;
  readonly url: string;
  readonly passwords: ReadonlyMap<string, string>;
  readonly #child: ChildProcess;
  readonly #pid: number;

  private constructor(
    child: ChildProcess,
    { url, accounts }: Serving,
    seconds: number,
    passwords?: ReadonlyMap<string, string>,
  ) {
    this.#child = child;
    this.#pid = serverOf(child);
    this.seconds = seconds;
    this.cpuSeconds = cpuOf(this.#pid);
    this.url = url;
    this.passwords = passwords ?? new Map(accounts.map(({ user, password }) => [user, password]));
  }

  /** @param passwords from its first start: accounts are shown once */
  static async start(
    directory: string,
    options: readonly string[] = [],
    passwords?: ReadonlyMap<string, string>,
  ): Promise<ServerProcess> {
    const program = fileURLToPath(new URL('../../../../scripts/start.mjs', import.meta.url));
    const args = ['--data', directory, '--port', '0', '--json', ...options];
    const began = performance.now();
    const child = spawn(process.execPath, [program, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      const serving = await servingOf(child);
      const ready = await fetch(`${serving.url}/readyz`);
      if (!ready.ok) throw new Error(await ready.text());
      const seconds = (performance.now() - began) / 1000;
      return new ServerProcess(child, serving, seconds, passwords);
    } catch (error) {
      child.kill('SIGTERM');
      throw error;
    }
  }

  get memory(): Memory {
    const status = readFileSync(`/proc/${String(this.#pid)}/status`, 'utf8');
    const kibibytes = (name: string): number =>
      Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1] ?? '0');
    return { all: kibibytes('VmRSS') * 1024, own: kibibytes('RssAnon') * 1024 };
  }

  /** Signs in, as a browser does. */
  async as(user: string): Promise<ApiClient> {
    const response = await fetch(`${this.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ user, password: this.passwords.get(user) }),
    });
    if (!response.ok) throw new Error(await response.text());
    const { csrfToken } = (await response.json()) as Session;
    const cookie = response.headers.getSetCookie().map((each) => each.split(';')[0] ?? '');
    return apiClient({
      baseUrl: this.url,
      csrfToken: () => csrfToken,
      fetch: lightSend({ cookie: cookie.join('; ') }),
    });
  }

  async stop(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    await ended;
  }
}

/** Reads the command's output until it is whole. */
async function servingOf(child: ChildProcess): Promise<Serving> {
  let text = '';
  if (child.stdout === null) throw new Error('no output');
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    text += chunk.toString('utf8');
    if (text.endsWith('\n}\n')) return JSON.parse(text) as Serving;
  }
  throw new Error('the server ended before it served');
}

/** The command runs as a child of `npm start`'s script. */
function serverOf({ pid = 0 }: ChildProcess): number {
  const id = String(pid);
  const children = readFileSync(`/proc/${id}/task/${id}/children`, 'utf8').trim().split(' ');
  return Number(children[0]);
}

const TICKS_A_SECOND = 100;

/** User and system time that a process has had. */
function cpuOf(pid: number): number {
  const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
}
