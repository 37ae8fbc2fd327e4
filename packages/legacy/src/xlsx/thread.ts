import { Worker } from 'node:worker_threads';
import { XLSX_HEAP_MB, XLSX_TIME_MS } from '../limits.js';

/** The thread ran out of its memory or its time. */
export class ThreadLimit extends Error {
  override readonly name = 'ThreadLimit';
}

/**
 * Runs a program in a thread with bounds of its own, where a large workbook neither stops the
 * server nor takes its memory. The program is text, so it runs alike from the build and from the
 * source; it finds its library by `workerData.library`.
 *
 * @param library the library's file
 * @param data memory in it (an ArrayBuffer) is the thread's from then on: nothing is copied
 * @param feed what is posted to the thread, piece by piece, after it has begun
 * @throws ThreadLimit, or the program's own error
 */
export async function inThread<T>(
  program: string,
  library: string,
  data: object,
  feed?: (post: (piece: unknown) => void) => Promise<void>,
): Promise<T> {
  const worker = new Worker(program, {
    eval: true,
    workerData: { ...data, library },
    transferList: Object.values(data).filter((each) => each instanceof ArrayBuffer),
    resourceLimits: { maxOldGenerationSizeMb: XLSX_HEAP_MB },
  });
  const timer = setTimeout(() => void worker.terminate(), XLSX_TIME_MS);
  try {
    const answer = new Promise<T>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', (error: Error & { code?: unknown }) => {
        const isLimit = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
        reject(isLimit ? new ThreadLimit('memory', { cause: error }) : error);
      });
      worker.once('exit', () => {
        reject(new ThreadLimit('time'));
      });
    });
    const fed = feed?.((piece) => {
      worker.postMessage(piece);
    });
    const [value] = await Promise.all([answer, fed]);
    return value;
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
