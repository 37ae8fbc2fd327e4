import { randomUUID } from 'node:crypto';
import { readModelsThere } from './submitting.js';
import { ServerProcess } from './server-process.js';

const TENFOLD = 15_480;
const LOOK_MS = 250;

export interface LargeDay {
  readonly seconds: number;
  /** At most, while the day ran and the read models followed it; in bytes. */
  readonly most: number;
  readonly mostOwn: number;
  /** When all of it was done. */
  readonly after: number;
  readonly afterOwn: number;
}

/** The day of 15,480 trades, driven by a server for all institutions, and the memory of that. */
export async function largeDay(directory: string): Promise<LargeDay> {
  const server = await ServerProcess.start(directory, ['--trades', String(TENFOLD)]);
  let [most, mostOwn] = [0, 0];
  const look = (): void => {
    const { all, own } = server.memory;
    most = Math.max(most, all);
    mostOwn = Math.max(mostOwn, own);
  };
  const timer = setInterval(look, LOOK_MS);
  try {
    const client = await server.as('ksd-maker');
    const began = performance.now();
    const start = { body: { action: 'START' as const, speed: 0 } };
    let drive = await client.call('setDrive', start, { idempotencyKey: randomUUID() });
    while (drive.state === 'RUNNING') {
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      drive = await client.call('drive', {});
    }
    if (drive.ended !== TENFOLD) throw new Error(JSON.stringify(drive));
    const seconds = (performance.now() - began) / 1000;
    await readModelsThere(client);
    look();
    const { all: after, own: afterOwn } = server.memory;
    return { seconds, most, mostOwn, after, afterOwn };
  } finally {
    clearInterval(timer);
    await server.stop();
  }
}
