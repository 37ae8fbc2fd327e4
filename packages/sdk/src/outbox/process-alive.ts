import { readFileSync } from 'node:fs';

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return undefined;
  }
}

/** Which start of the machine this is; empty where the platform does not say. */
export const bootId = (): string => textOf('/proc/sys/kernel/random/boot_id')?.trim() ?? '';

interface ProcessFacts {
  readonly started: string;
  /** It has ended, or is about to: it holds no file any more. */
  readonly isEnding: boolean;
}

/** Linux marks a process that has begun to end, for as long as it is still listed. */
const ENDING = 4;

/** What /proc says of a process, where the platform has it. */
function factsOf(pid: number): ProcessFacts | undefined {
  const text = textOf(`/proc/${pid}/stat`);
  if (text === undefined) return undefined;
  // The name stands in brackets and may hold anything; the fields after it are fixed.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const isEnding = fields[0] === 'Z' || (Number(fields[6]) & ENDING) !== 0;
  return { started: fields[19] ?? '', isEnding };
}

/** When a process started, in clock ticks since the boot. */
export const startTimeOf = (pid: number): string | undefined => factsOf(pid)?.started;

/** Does this very process still run? A pid that was used again has another start time. */
export function isRunning(pid: number, started: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // A process of another user may not be asked, but it is there.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  const facts = factsOf(pid);
  return facts === undefined || (!facts.isEnding && facts.started === started);
}
