import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isAlive, type ProcessIdentity } from './process-identity.js';
import { isPaused, runningProcess, startProcess, stopProcess } from './running.js';
import type { ProcessSpec } from './process-spec.js';

/** The process that watches all others of a network. */
export const SUPERVISOR = 'supervisor';

/** The list of processes that the supervisor keeps up. */
export const processesPath = (run: string): string => join(run, 'processes.json');

const LOOK_INTERVAL_MS = 250;
/** One that ends at once again is tried less and less often. */
const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 10_000;
/** After so long it counts as having run well. */
const SETTLED_MS = 30_000;

interface Watch {
  readonly spec: ProcessSpec;
  waitMs: number;
  startedAt: number;
}

/**
 * Starts again whatever has ended without being asked to, until the signal comes.
 *
 * @param owner A process with which all of them end, if any.
 */
export async function supervise(
  run: string,
  signal: AbortSignal,
  owner?: ProcessIdentity,
): Promise<void> {
  const specs = JSON.parse(readFileSync(processesPath(run), 'utf8')) as readonly ProcessSpec[];
  const watches = specs.map((spec): Watch => ({ spec, waitMs: FIRST_WAIT_MS, startedAt: 0 }));
  while (!signal.aborted) {
    if (owner !== undefined && !isAlive(owner)) {
      // The last first: chaincode and peers before the orderers that they ask.
      for (const { name } of specs.toReversed()) await stopProcess(run, name);
      return;
    }
    for (const watch of watches) await look(run, watch, signal);
    await pause(LOOK_INTERVAL_MS, undefined, { signal }).catch(() => undefined);
  }
}

async function look(run: string, watch: Watch, signal: AbortSignal): Promise<void> {
  const { name } = watch.spec;
  const now = performance.now();
  const age = now - watch.startedAt;
  if (runningProcess(run, name) !== undefined) {
    if (age > SETTLED_MS) watch.waitMs = FIRST_WAIT_MS;
    return;
  }
  if (signal.aborted || isPaused(run, name) || age < watch.waitMs) return;
  watch.startedAt = now;
  watch.waitMs = Math.min(watch.waitMs * 2, LONGEST_WAIT_MS);
  process.stdout.write(`${new Date().toISOString()} starting ${name} again\n`);
  await startProcess(run, watch.spec).catch((error: unknown) => {
    process.stdout.write(`${name}: ${String(error)}\n`);
  });
}
