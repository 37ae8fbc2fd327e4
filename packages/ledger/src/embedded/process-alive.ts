import type { Disk } from '../disk/disk.js';

interface ProcessFacts {
  readonly state: string;
  readonly started: string;
}

/** State and start time from /proc, where the platform has it. */
function factsOf(pid: number, disk: Disk): ProcessFacts | undefined {
  try {
    const bytes = disk.readFile(`/proc/${pid.toString()}/stat`);
    if (bytes === undefined) return undefined;
    const text = Buffer.from(bytes).toString('latin1');
    // The name stands in brackets and may hold anything; the fields after it are fixed.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const [state = '', started = ''] = [fields[0], fields[19]];
    return { state, started };
  } catch {
    return undefined;
  }
}

/** When a process started, in clock ticks since the boot. */
export const startTimeOf = (pid: number, disk: Disk): string | undefined =>
  factsOf(pid, disk)?.started;

/** Does this very process still run? A pid that was used again has another start time. */
export function isRunning(pid: number, started: string, disk: Disk): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    const isForeign = error instanceof Error && 'code' in error && error.code === 'EPERM';
    if (!isForeign) return false;
  }
  const facts = factsOf(pid, disk);
  if (facts === undefined) return true;
  // A zombie has ended; only its parent has not noticed.
  return facts.state !== 'Z' && (started === '' || facts.started === started);
}
