import { describe, expect, it } from 'vitest';
import { FLUSHES_ELSEWHERE } from '../limits.js';
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

  it('is handed over for a while once the disk was slow, then tried here again', async () => {
    const disk = new CountedDisk();
    disk.slow = true;
    expect(await flushed(FLUSHES_ELSEWHERE + 2, true, disk)).toEqual([
      'here',
      ...Array<string>(FLUSHES_ELSEWHERE).fill('elsewhere'),
      'here',
    ]);
  });
});
