import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { BondledgerError } from '@bondledger/domain';
import { jsonText, writePrivate } from '../configuration/write-file.js';
import {
  identityOf,
  isAlive,
  isProcessIdentity,
  type ProcessIdentity,
} from './process-identity.js';
import type { ProcessSpec } from './process-spec.js';
import { until } from './until.js';

const STOP_TIMEOUT_MS = 15_000;
const KILL_TIMEOUT_MS = 5_000;

const recordOf = (run: string, name: string): string => join(run, `${name}.json`);
const pausedMark = (run: string, name: string): string => join(run, `${name}.stopped`);

/** The process that was started under a name, where it still runs. */
export function runningProcess(run: string, name: string): ProcessIdentity | undefined {
  let record: unknown;
  try {
    record = JSON.parse(readFileSync(recordOf(run, name), 'utf8'));
  } catch {
    return undefined;
  }
  return isProcessIdentity(record) && isAlive(record) ? record : undefined;
}

/**
 * Starts a process that outlives this one, its output appended to its log, and remembers it. One
 * that runs already is left alone.
 *
 * @throws BondledgerError NODE_STOPPED where it cannot be started at all.
 */
export async function startProcess(run: string, spec: ProcessSpec): Promise<ProcessIdentity> {
  const running = runningProcess(run, spec.name);
  if (running !== undefined) return running;
  mkdirSync(dirname(spec.log), { recursive: true });
  const log = openSync(spec.log, 'a', 0o600);
  try {
    const child = spawn(spec.command, spec.args, {
      cwd: spec.cwd,
      env: spec.env,
      detached: true,
      stdio: ['ignore', log, log],
    });
    await once(child, 'spawn');
    child.unref();
    const identity = identityOf(child.pid ?? 0);
    writePrivate(recordOf(run, spec.name), jsonText(identity));
    return identity;
  } catch (cause) {
    const params = { node: spec.name, log: spec.log };
    throw new BondledgerError({ code: 'NODE_STOPPED', params }, { cause });
  } finally {
    closeSync(log);
  }
}

/**
 * Ends a process that was started under a name: asked first, then forced.
 *
 * @returns Whether one ran.
 */
export async function stopProcess(run: string, name: string): Promise<boolean> {
  const running = runningProcess(run, name);
  if (running !== undefined) {
    signal(running, 'SIGTERM');
    const isGone = (): boolean => !isAlive(running);
    if (!(await until(isGone, STOP_TIMEOUT_MS))) {
      signal(running, 'SIGKILL');
      await until(isGone, KILL_TIMEOUT_MS);
    }
  }
  rmSync(recordOf(run, name), { force: true });
  return running !== undefined;
}

/** Asks that a process stay down when it ends, or lifts that again. */
export function setPaused(run: string, name: string, isPaused: boolean): void {
  if (isPaused) writeFileSync(pausedMark(run, name), '', { mode: 0o600 });
  else rmSync(pausedMark(run, name), { force: true });
}

export function isPaused(run: string, name: string): boolean {
  try {
    readFileSync(pausedMark(run, name));
    return true;
  } catch {
    return false;
  }
}

function signal(target: ProcessIdentity, name: NodeJS.Signals): void {
  try {
    process.kill(target.pid, name);
  } catch {
    // It has ended by itself meanwhile.
  }
}
