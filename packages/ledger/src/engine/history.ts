import type { Block } from '@bondledger/contract';
import type { KeyVersion } from '../port/ledger.js';
import type { Place } from '../state/state.js';

/** The versions of a key, oldest first, read from the blocks that wrote them. */
export async function* versionsAt(
  places: readonly Place[],
  readBlock: (height: number) => Promise<Block>,
): AsyncGenerator<KeyVersion> {
  for (const { height, ordinal } of places) {
    const version = versionIn(await readBlock(height), ordinal);
    if (version !== undefined) yield version;
  }
}

function versionIn({ header, transactions }: Block, ordinal: number): KeyVersion | undefined {
  let first = 0;
  for (const [transactionIndex, { writes }] of transactions.entries()) {
    const write = writes[ordinal - first];
    if (write !== undefined) return { height: header.height, transactionIndex, value: write.value };
    first += writes.length;
  }
  return undefined;
}
