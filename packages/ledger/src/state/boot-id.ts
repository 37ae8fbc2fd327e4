import type { Disk } from '../disk/disk.js';

const BOOT_ID = '/proc/sys/kernel/random/boot_id';

/**
 * What names this run of the machine: it changes when the machine stops, and not when a process
 * is killed. Undefined where the platform has no such name; then every stop counts as one of the
 * machine.
 */
export function bootIdOf(disk: Disk): string | undefined {
  try {
    const text = disk.readFile(BOOT_ID);
    return text === undefined ? undefined : Buffer.from(text).toString('latin1').trim();
  } catch {
    return undefined;
  }
}
