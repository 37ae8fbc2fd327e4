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

/** State and start time from /proc, where the platform has it. */
function factsOf(pid: number): { readonly state: string; readonly started: string } | undefined {
  const text = textOf(`/proc/${pid}/stat`);
  if (text === undefined) return undefined;
  // The name stands in brackets and may hold anything; the fields after it are fixed.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return { state: fields[0] ?? '', started: fields[19] ?? '' };
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
  // A zombie has ended; only its parent has not noticed.
  return facts === undefined || (facts.state !== 'Z' && facts.started === started);
}
