import type { Disk } from '../disk/disk.js';
import { FLUSH_INLINE_MS_MAX, FLUSHES_ELSEWHERE } from '../limits.js';

/**
 * Flushes in this thread or in another. To hand a flush over and have its answer back takes about
 * as long as a quick disk needs for the flush, so where nothing else is to be done, and the disk
 * has been quick, it is not handed over. A disk that was slow once is not waited for again for
 * some time: this thread may have others to serve than the ledger.
 */
export class Flusher {
  readonly #disk: Pick<Disk, 'flush' | 'flushNow'>;
  /** Flushes to be handed over before the next one may be tried here. */
  #elsewhere = 0;

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
    if (performance.now() - began > FLUSH_INLINE_MS_MAX) this.#elsewhere = FLUSHES_ELSEWHERE;
  }
}
