import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createConsortium, openConsortium, referenceDay } from '@bondledger/consortium';

/** Ten times an ordinary day: what a table has to hold. */
export const DAY_TRADES = 15_480;

/** A server as it is started by `npm start`, with a day whose trades are all submitted. */
export interface ServedDay extends AsyncDisposable {
  readonly url: string;
  /** Who has submitted how many. */
  readonly sellers: readonly { readonly participant: string; readonly trades: number }[];
  passwordOf(user: string): string;
}

interface Started {
  readonly url: string;
  readonly accounts: readonly { readonly user: string; readonly password: string }[];
}

const START = fileURLToPath(new URL('../../../../scripts/start.mjs', import.meta.url));

async function startedAt(child: ChildProcess): Promise<Started> {
  if (child.stdout === null) throw new Error('the server has no output');
  let text = '';
  for await (const line of createInterface({ input: child.stdout })) {
    text += line;
    // The object's own brace stands at the edge.
    if (line === '}') return JSON.parse(text) as Started;
  }
  throw new Error('the server did not start');
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exit = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await exit;
}

/** Submits every trade of a large day and serves it. */
export async function serveDay(): Promise<ServedDay> {
  const home = await mkdtemp(join(tmpdir(), 'bondledger-bench-web-'));
  const directory = join(home, 'day');
  const day = referenceDay({ trades: DAY_TRADES });
  await createConsortium({ directory, day });
  const sellers: { participant: string; trades: number }[] = [];
  {
    await using consortium = await openConsortium({ directory });
    for (const { participant } of consortium.institutions()) {
      const tickets = day.tickets.filter(({ terms }) => terms.seller === participant);
      sellers.push({ participant, trades: tickets.length });
      await consortium
        .institution(participant)
        .take(tickets.map(({ terms, sellerSide: own }) => ({ step: 'SUBMIT', terms, own })));
    }
  }
  const args = [START, '--data', directory, '--port', '0', '--json'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const { url, accounts } = await startedAt(child);
  const passwords = new Map(accounts.map(({ user, password }) => [user, password]));
  return {
    url,
    sellers,
    passwordOf: (user) => passwords.get(user) ?? '',
    async [Symbol.asyncDispose]() {
      await ended(child);
      await rm(home, { recursive: true, force: true });
    },
  };
}
