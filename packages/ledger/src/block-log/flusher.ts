import type { Disk } from '../disk/disk.js';
import { FLUSH_INLINE_MS_MAX, FLUSHES_ELSEWHERE_MAX } from '../limits.js';

/**
 * Flushes in this thread or in another. To hand a flush over and have its answer back takes about
 * as long as a quick disk needs for the flush, so where nothing else is to be done, and the disk
 * has been quick, it is not handed over. A disk that was slow is not waited for again for some
 * time, twice as long each time that it is slow again: this thread may have others to serve than
 * the ledger, and even a quick disk is slow now and then.
 */
export class Flusher {
  readonly #disk: Pick<Disk, 'flush' | 'flushNow'>;
  /** Flushes to be handed over before the next one may be tried here. */
  #elsewhere = 0;
  /** How many are handed over when one here was slow. */
  #penalty = 1;

  constructor(disk: Pick<Disk, 'flush' | 'flushNow'>) {
    this.#disk = disk;
  }

  /** What was written to the file before is on the disk when this answers. */
  async flush(file: number, isAlone: boolean): Promise<void> {
    if (!isAlone || this.#elsewhere > 0) {
      this.#elsewhere -= this.#elsewhere > 0 ? 1 : 0;
      return this.#disk.flush(file);
    }
    const began = performance.now();
    this.#disk.flushNow(file);
    if (performance.now() - began > FLUSH_INLINE_MS_MAX) {
      this.#elsewhere = this.#penalty;
      this.#penalty = Math.min(this.#penalty * 2, FLUSHES_ELSEWHERE_MAX);
    } else {
      this.#penalty = Math.max(this.#penalty >> 1, 1);
    }
  }
}
