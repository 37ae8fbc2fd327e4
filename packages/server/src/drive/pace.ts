import { DRIVE_SLICE_MAX, DRIVE_SLICE_MS } from '../limits.js';
import { pause } from '../jobs/pause.js';

/** Lets so many steps a second through, in slices; 0 is as many as there are. */
export class Pace {
  readonly #speed: () => number;
  #free = 0;

  constructor(speed: () => number) {
    this.#speed = speed;
  }

  /** How many steps go together. */
  get slice(): number {
    const speed = this.#speed();
    if (speed === 0) return DRIVE_SLICE_MAX;
    return Math.min(DRIVE_SLICE_MAX, Math.max(1, Math.round((speed * DRIVE_SLICE_MS) / 1000)));
  }

  /** Waits for the turn of so many steps. @throws the reason of the signal */
  async turn(steps: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const speed = this.#speed();
    if (speed === 0) return;
    const now = performance.now();
    const from = Math.max(now, this.#free);
    this.#free = from + (steps / speed) * 1000;
    if (from > now) await pause(from - now, signal);
  }
}
