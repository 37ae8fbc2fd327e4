import { describe, expect, it } from 'vitest';
import { FLUSHES_ELSEWHERE_MAX } from '../limits.js';
import { Flusher } from './flusher.js';

/** A disk that says where each flush was made, and is as slow as it is told. */
class CountedDisk {
  readonly flushes: string[] = [];
  slow = false;

  flush(): Promise<void> {
    this.flushes.push('elsewhere');
    return Promise.resolve();
  }

  flushNow(): void {
    this.flushes.push('here');
    for (const end = performance.now() + 5; this.slow && performance.now() < end;);
  }
}

async function flushed(count: number, isAlone: boolean, disk: CountedDisk): Promise<string[]> {
  const flusher = new Flusher(disk);
  for (let at = 0; at < count; at += 1) await flusher.flush(0, isAlone);
  return disk.flushes;
}

describe('a flush', () => {
  it('is handed over where there is something else to do', async () => {
    expect(await flushed(3, false, new CountedDisk())).toEqual(Array(3).fill('elsewhere'));
  });

  it('is handed over once after a slow one, and tried here again', async () => {
    const disk = new CountedDisk();
    disk.slow = true;
    expect(await flushed(3, true, disk)).toEqual(['here', 'elsewhere', 'here']);
  });

  it('is handed over ever more often while the disk stays slow, up to a limit', async () => {
    const disk = new CountedDisk();
    disk.slow = true;
    const flushes = await flushed(4 * FLUSHES_ELSEWHERE_MAX, true, disk);
    const counts: number[] = [];
    for (const [at, place] of flushes.entries()) {
      if (place === 'here') counts.push(flushes.indexOf('here', at + 1) - at - 1);
    }
    const most = FLUSHES_ELSEWHERE_MAX;
    expect(counts.slice(0, -1)).toEqual([1, 2, 4, 8, 16, 32, most, most]);
  });

  it('is tried here again soon where the disk is slow now and then', async () => {
    const disk = new CountedDisk();
    const flusher = new Flusher(disk);
    for (let round = 0; round < 5; round += 1) {
      disk.slow = true;
      await flusher.flush(0, true);
      disk.slow = false;
      for (let at = 0; at < 4; at += 1) await flusher.flush(0, true);
    }
    const round = ['here', 'elsewhere', 'here', 'here', 'here'];
    expect(disk.flushes).toEqual(Array(5).fill(round).flat());
  });
});
