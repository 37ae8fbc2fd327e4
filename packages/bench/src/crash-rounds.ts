import { spawn } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { acceptedKey } from '@bondledger/contract';
import {
  createConsortium,
  openConsortium,
  referenceDay,
  runDay,
  type Consortium,
} from '@bondledger/consortium';
import { verifyDirectory } from '@bondledger/ledger';

export interface CrashOptions {
  readonly rounds: number;
  readonly seed: number;
  readonly trades?: number;
  /** The compiled child that runs a day. */
  readonly child?: string;
  readonly onRound?: (round: CrashRound) => void;
}

export interface CrashRound {
  readonly round: number;
  /** Instructions that were acknowledged before the process was killed. */
  readonly acknowledged: number;
  readonly killed: boolean;
  /** What is wrong, in words; empty where nothing is. */
  readonly faults: readonly string[];
}

const TRADES = 30;
/** Rounds that go on on the same directory: a day takes several deaths. */
const ROUNDS_A_DAY = 5;
const CHILD = fileURLToPath(new URL('./crash-child.js', import.meta.url));

/** A number from 0 to 1 for each round, from a seed (the mulberry32 generator). */
function* chances(seed: number): Generator<number> {
  for (let state = seed | 0; ;) {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    yield ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}

/**
 * Runs a day in a child and kills it with SIGKILL once it has acknowledged so many instructions.
 */
async function runAndKill(
  child: string,
  directory: string,
  after: number,
): Promise<{ readonly leaves: readonly string[]; readonly killed: boolean }> {
  const process_ = spawn(process.execPath, [child, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  let killed = false;
  process_.stdout.setEncoding('utf8');
  process_.stdout.on('data', (chunk: string) => {
    text += chunk;
    const lines = text.split('\n').length - 1;
    // The first line says that the day has begun.
    if (!killed && lines > after && !text.includes('done')) {
      killed = process_.kill('SIGKILL');
    }
  });
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve, reject) => {
    process_.once('error', reject);
    process_.once('close', (status, by) => {
      resolve([status, by]);
    });
  });
  if (signal !== 'SIGKILL' && code !== 0) {
    throw new Error(`the day ended with ${String(code)}`);
  }
  // A line that was cut in the middle was not read by anybody.
  const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
  return { leaves: lines.filter((line) => line.length === 64), killed: signal === 'SIGKILL' };
}

/** What the ledger has of the acknowledged instructions, and whether all it has is whole. */
async function faultsOf(consortium: Consortium, leaves: readonly string[]): Promise<string[]> {
  const faults: string[] = [];
  const known = new Map<string, string[]>();
  const ksd = consortium.institution('KSD');
  for (const { tradeId, core } of ksd.book.trades()) {
    const own = core.steps.map(([leaf]) => leaf);
    if (new Set(own).size !== own.length) {
      faults.push(`${tradeId} has an instruction twice`);
    }
    if (core.revision !== own.length) {
      faults.push(
        `${tradeId} has ${String(own.length)} steps at revision ${String(core.revision)}`,
      );
    }
    for (const leaf of own) {
      known.set(leaf, [...(known.get(leaf) ?? []), tradeId]);
    }
  }
  for (const { chainId, state, tradeIds } of ksd.book.chains()) {
    const states = new Set(tradeIds.map((id) => ksd.book.trade(id)?.core.state));
    if (state !== 'SPLIT' && (states.size !== 1 || !states.has(state))) {
      faults.push(`${chainId} is ${state}, its trades ${[...states].join()}`);
    }
  }
  const registry = await consortium.ledger.read(leaves.map(acceptedKey));
  for (const leaf of leaves) {
    if (!known.has(leaf) && !registry.has(acceptedKey(leaf))) {
      faults.push(`${leaf} was acknowledged and is lost`);
    }
  }
  return faults;
}

/**
 * Kills the process of a running day at random points, opens its directory again and looks whether
 * every acknowledged instruction is there once and everything is whole; every few deaths the day is
 * run to its end.
 */
export async function crashRounds(options: CrashOptions): Promise<readonly CrashRound[]> {
  const { rounds, seed, trades = TRADES, child = CHILD } = options;
  const day = referenceDay({ trades, seed });
  const chance = chances(seed);
  const base = await mkdtemp(join(tmpdir(), 'bondledger-crash-'));
  const results: CrashRound[] = [];
  try {
    await createConsortium({ directory: join(base, 'fresh'), day });
    let leaves: string[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const directory = join(base, `day-${String(Math.floor(round / ROUNDS_A_DAY))}`);
      const isFirst = round % ROUNDS_A_DAY === 0;
      if (isFirst) {
        await cp(join(base, 'fresh'), directory, { recursive: true });
        leaves = [];
      }
      // A day has about eight instructions a trade; each death comes somewhere in its next part.
      const share = (trades * 8) / ROUNDS_A_DAY;
      const after = 1 + Math.floor((chance.next().value ?? 0) * share * 1.5);
      const run = await runAndKill(child, directory, after);
      leaves.push(...run.leaves);
      const faults: string[] = [];
      const report = await verifyDirectory({ directory });
      if (!report.ok) {
        faults.push(`verify: ${JSON.stringify(report.firstBad)}`);
      }
      const consortium = await openConsortium({ directory });
      faults.push(...(await faultsOf(consortium, leaves)));
      if (round % ROUNDS_A_DAY === ROUNDS_A_DAY - 1 || round === rounds - 1) {
        const end = await runDay(consortium, day);
        if (end.byState.SETTLED !== trades || !end.conserved.securities || !end.conserved.cash) {
          faults.push(`the day ended with ${JSON.stringify([end.byState, end.conserved])}`);
        }
        faults.push(...(await faultsOf(consortium, leaves)));
      }
      await consortium.close();
      const result = { round, acknowledged: leaves.length, killed: run.killed, faults };
      results.push(result);
      options.onRound?.(result);
    }
    return results;
  } finally {
    await rm(base, { recursive: true, force: true });
  }
}
