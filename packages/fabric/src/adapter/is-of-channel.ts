import { BondledgerError } from '@bondledger/domain';
import type { ChainStore } from './chain-store.js';
import type { DerivedChain } from './derived-chain.js';

/**
 * Does the channel still have what the store was derived from? It may have been made anew. Where
 * the peers have fewer blocks than the store, they may be behind: then an older block says so.
 */
export async function isOfChannel(
  chain: Pick<DerivedChain, 'height'> & { block(height: number): Promise<unknown> },
  { origins }: Pick<ChainStore, 'origins'>,
  channelBlocks: bigint,
): Promise<boolean> {
  if (chain.height < 0) return true;
  const isThere = (height: number): boolean =>
    (origins.at(height)?.number ?? channelBlocks) < channelBlocks;
  const known = [chain.height, 0].find(isThere);
  if (known === undefined) return false;
  try {
    await chain.block(known);
    return true;
  } catch (error) {
    if (error instanceof BondledgerError && STORE_WRONG.has(error.code)) return false;
    throw error;
  }
}

/** What a block of a channel that was made anew is refused with. */
const STORE_WRONG: ReadonlySet<string> = new Set(['CHANNEL_WRONG', 'BLOCK_UNTRUSTED']);
