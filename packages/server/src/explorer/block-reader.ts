import type { Block } from '@bondledger/contract';
import { BondledgerError } from '@bondledger/domain';
import type { Services } from '../start/services.js';

/** One block by its height, wherever the ledger is. Rejects with BLOCK_UNKNOWN. */
export type ReadBlock = (height: number) => Promise<Block>;

export function blockReader({
  ledger,
  transport,
}: Pick<Services, 'ledger' | 'transport'>): ReadBlock {
  const unknown = (height: number): BondledgerError =>
    new BondledgerError({ code: 'BLOCK_UNKNOWN', params: { height: height.toString() } });
  return async (height) => {
    if (height > (await transport.head()).height) throw unknown(height);
    if (ledger !== undefined) return ledger.block(height);
    const abort = new AbortController();
    for await (const block of transport.blocks(height, abort.signal)) {
      abort.abort();
      return block;
    }
    throw unknown(height);
  };
}
