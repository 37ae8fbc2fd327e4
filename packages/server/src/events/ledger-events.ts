import { DAY_KEY, hashOfHeader, nodeCrypto, readRegistry } from '@bondledger/contract';
import type { Block, DayRecord } from '@bondledger/contract';
import { FOLLOW_RETRY_MS } from '../limits.js';
import type { Services } from '../start/services.js';

type Needed = Pick<Services, 'transport' | 'events' | 'log'>;

/**
 * Tells everybody who listens of each new block, and of each new business date and phase.
 *
 * @returns Stops; it resolves when nothing is followed any more.
 */
export function followLedger(services: Needed): () => Promise<void> {
  const stop = new AbortController();
  const following = followBlocks(services, stop.signal, (block) => tell(services, block));
  return async () => {
    stop.abort();
    await following;
  };
}

/** Takes each new block until the signal, however often the ledger is away meanwhile. */
export async function followBlocks(
  { transport, log }: Pick<Services, 'transport' | 'log'>,
  signal: AbortSignal,
  take: (block: Block) => void,
): Promise<void> {
  let next: number | undefined;
  while (!signal.aborted) {
    try {
      next ??= (await transport.head()).height + 1;
      for await (const block of transport.blocks(next, signal)) {
        take(block);
        next = block.header.height + 1;
      }
    } catch (error) {
      // What the aborted signal throws ends the loop.
      if (!isAborted(signal)) log.warn({ err: error }, 'the ledger is followed again');
    }
    await pause(signal);
  }
}

function tell({ events }: Needed, { header, transactions }: Block): void {
  const { height } = header;
  events.publish(undefined, { type: 'block', height, hash: hashOfHeader(nodeCrypto, header) });
  for (const { writes } of transactions) {
    const written = writes.find(({ key }) => key === DAY_KEY);
    const day = written && readRegistry<DayRecord>(written.value);
    if (day === undefined) continue;
    const { businessDate, phase } = day;
    events.publish(undefined, { type: 'day', businessDate, phase });
  }
}

/** Asked anew: it changes while others run. */
const isAborted = (signal: AbortSignal): boolean => signal.aborted;

/** Before it is tried again; at once where it is to stop. */
const pause = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, FOLLOW_RETRY_MS);
    signal.addEventListener('abort', done, { once: true });
  });
