import { SLICE_MS } from '../limits.js';

/** Long work that says, again and again, that others may have their turn now. */
export type Slices<T> = Generator<undefined, T, undefined>;

/** The work in one go. */
export function atOnce<T>(work: Slices<T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
  }
}

/** The work with turns for everybody else of the process, however long it takes. */
export async function inSlices<T>(work: Slices<T>): Promise<T> {
  let began = performance.now();
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
    if (performance.now() - began < SLICE_MS) continue;
    await new Promise((resolve) => setImmediate(resolve));
    began = performance.now();
  }
}
