import { BondledgerError } from '@bondledger/domain';
import type { Block } from '@bondledger/contract';
import { orAborted, type Signal } from './signal.js';

/** What a follower needs of an engine. */
export interface Chain {
  readonly height: number;
  readonly isClosed: boolean;
  /** Notified with each block, and when the engine closes. */
  readonly changed: Signal;
  block(height: number): Promise<Block>;
}

/**
 * Blocks from a height on, as fast as they are taken: nothing is queued for a slow follower, it
 * reads from the log. Ends when the signal aborts or the engine closes.
 */
export async function* follow(
  chain: Chain,
  from: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<Block> {
  if (!Number.isSafeInteger(from) || from < 0) {
    throw new BondledgerError({ code: 'QUERY_INVALID', params: { field: 'from' } });
  }
  for (let height = from; ;) {
    if (signal?.aborted === true || chain.isClosed) return;
    if (height > chain.height) {
      await orAborted(chain.changed.next(), signal);
      continue;
    }
    yield await chain.block(height);
    height += 1;
  }
}
