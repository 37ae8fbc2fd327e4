import { tradeKey } from '@bondledger/contract';
import type { Transport } from '@bondledger/sdk';

/**
 * When a trade came onto the ledger (UTC), for who sees it only later; undefined where the ledger
 * does not say. It is what everybody may know: when a key was first written.
 */
export async function firstWrittenAt(
  transport: Pick<Transport, 'history' | 'blocks'>,
  tradeId: string,
): Promise<string | undefined> {
  for await (const { height } of transport.history(tradeKey(tradeId))) {
    return timeOf(transport, height);
  }
  return undefined;
}

/** When a block was made (UTC). */
export async function timeOf(
  transport: Pick<Transport, 'blocks'>,
  height: number,
): Promise<string | undefined> {
  const stop = new AbortController();
  try {
    for await (const { header } of transport.blocks(height, stop.signal)) return header.time;
  } finally {
    stop.abort();
  }
  return undefined;
}
