import { readFileSync } from 'node:fs';

/** Enough to know a process again: its pid may be another's by now. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, in clock ticks since the boot; empty where the platform does not say. */
  readonly started: string;
  readonly bootId: string;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}

/** Which start of the machine this is. */
const bootId = (): string => textOf('/proc/sys/kernel/random/boot_id').trim();

interface Facts {
  /** It has ended and holds nothing any more; its number is kept until its parent asks. */
  readonly isBuried: boolean;
  readonly started: string;
}

function factsOf(pid: number): Facts {
  const text = textOf(`/proc/${pid}/stat`);
  // The name stands in brackets and may hold anything; the fields after it are fixed.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  // The first thread ends before the others do, and until all have, ports and files are held.
  const isBuried = fields[0] === 'Z' && Number(fields[17]) <= 1;
  return { isBuried, started: fields[19] ?? '' };
}

/** The identity of a process that runs now. */
export const identityOf = (pid: number): ProcessIdentity => ({
  pid,
  started: factsOf(pid).started,
  bootId: bootId(),
});

/** Does this very process still run? */
export function isAlive({ pid, started, bootId: boot }: ProcessIdentity): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // A process of another user may not be asked, but it is there.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  const facts = factsOf(pid);
  return boot === bootId() && facts.started === started && !facts.isBuried;
}

export const isProcessIdentity = (value: unknown): value is ProcessIdentity =>
  typeof value === 'object' &&
  value !== null &&
  'pid' in value &&
  Number.isSafeInteger(value.pid) &&
  'started' in value &&
  typeof value.started === 'string' &&
  'bootId' in value &&
  typeof value.bootId === 'string';
