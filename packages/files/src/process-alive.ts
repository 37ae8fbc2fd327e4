import type { LockFiles } from './lock-files.js';

type Readable = Pick<LockFiles, 'list' | 'readFile'>;

const BOOT_ID = '/proc/sys/kernel/random/boot_id';

/** Linux marks a thread that has begun to end: it makes no system call any more. */
const ENDING = 4;

interface Facts {
  readonly started: string;
  readonly isEnding: boolean;
}

function textOf(path: string, files: Readable): string | undefined {
  try {
    const bytes = files.readFile(path);
    return bytes === undefined ? undefined : Buffer.from(bytes).toString('latin1');
  } catch {
    return undefined;
  }
}

/**
 * What names this run of the machine: it changes when the machine stops, and not when a process
 * is killed. Undefined where the platform has no such name.
 */
export const bootIdOf = (files: Readable): string | undefined => textOf(BOOT_ID, files)?.trim();

/** What a `stat` of /proc says of a process or of one of its threads. */
function factsAt(path: string, files: Readable): Facts | undefined {
  const text = textOf(path, files);
  if (text === undefined) return undefined;
  // The name stands in brackets and may hold anything; the fields after it are fixed.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [state = '', flags = '', started = ''] = [fields[0], fields[6], fields[19]];
  return { started, isEnding: /^[ZX]$/i.test(state) || (Number(flags) & ENDING) !== 0 };
}

/** When a process started, in clock ticks since the boot, where the platform tells it. */
export const startTimeOf = (pid: number, files: Readable): string | undefined =>
  factsAt(`/proc/${pid.toString()}/stat`, files)?.started;

/** One thread of a killed process may still be in the middle of a write when the first has gone. */
function haveAllEnded(pid: number, files: Readable): boolean {
  const directory = `/proc/${pid.toString()}/task`;
  const threads = files.list(directory) ?? [];
  return threads.every((thread) => {
    const facts = factsAt(`${directory}/${thread}/stat`, files);
    return facts === undefined || facts.isEnding;
  });
}

/**
 * Does this very process still run? A pid that was used again has another start time, and one that
 * was killed counts as ended as soon as none of its threads can write any more, though the system
 * may list it for a while.
 */
export function isRunning(pid: number, started: string, files: Readable): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // A process of another user may not be asked, but it is there.
    const isForeign = error instanceof Error && 'code' in error && error.code === 'EPERM';
    if (!isForeign) return false;
  }
  const facts = factsAt(`/proc/${pid.toString()}/stat`, files);
  if (facts === undefined) return true;
  if (started !== '' && facts.started !== started) return false;
  return !(facts.isEnding && haveAllEnded(pid, files));
}
