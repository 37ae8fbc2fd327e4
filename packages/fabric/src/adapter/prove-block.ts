import { common } from '@hyperledger/fabric-protos';
import { toBase64, toHex, type FabricProof } from '@bondledger/contract';

const SIGNATURES = common.BlockMetadataIndex.SIGNATURES;

/**
 * What shows that a transaction stands in a block of the channel.
 *
 * @param index Its place among all of the block's transactions.
 */
export function proveInBlock(block: common.Block, index: number): FabricProof {
  const header = block.getHeader();
  const metadata = block.getMetadata()?.getMetadataList_asU8()[SIGNATURES] ?? new Uint8Array(0);
  const signed = common.Metadata.deserializeBinary(metadata);
  return {
    envelopes: (block.getData()?.getDataList_asU8() ?? []).map(toBase64),
    index,
    metadata: {
      signatures: signed.getSignaturesList().map((each) => ({
        header: toBase64(each.getSignatureHeader_asU8()),
        signature: toBase64(each.getSignature_asU8()),
      })),
      value: toBase64(signed.getValue_asU8()),
    },
    number: header?.getNumber() ?? 0,
    previous: toHex(header?.getPreviousHash_asU8() ?? new Uint8Array(0)),
  };
}
