import type { common } from '@hyperledger/fabric-protos';
import { toBase64, toHex, type FabricProof } from '@bondledger/contract';
import { orderedBlockOf } from './ordered-block.js';

/**
 * What shows that a transaction stands in a block of the channel.
 *
 * @param index Its place among all of the block's transactions.
 */
export function proveInBlock(block: common.Block, index: number): FabricProof {
  const { number, previous, envelopes, metadata } = orderedBlockOf(block);
  return {
    envelopes: envelopes.map(toBase64),
    index,
    metadata: {
      signatures: metadata.signatures.map(({ header, signature }) => ({
        header: toBase64(header),
        signature: toBase64(signature),
      })),
      value: toBase64(metadata.value),
    },
    number,
    previous: toHex(previous),
  };
}
