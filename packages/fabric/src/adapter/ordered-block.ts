import { common } from '@hyperledger/fabric-protos';
import type { OrderedBlock } from '@bondledger/contract';

const SIGNATURES = common.BlockMetadataIndex.SIGNATURES;
const NOTHING = new Uint8Array(0);

/** A block of the channel as far as its orderers signed it. Views, not copies. */
export function orderedBlockOf(block: common.Block): OrderedBlock {
  const header = block.getHeader();
  const metadata = block.getMetadata()?.getMetadataList_asU8()[SIGNATURES] ?? NOTHING;
  const signed = common.Metadata.deserializeBinary(metadata);
  return {
    number: header?.getNumber() ?? 0,
    previous: header?.getPreviousHash_asU8() ?? NOTHING,
    envelopes: block.getData()?.getDataList_asU8() ?? [],
    metadata: {
      signatures: signed.getSignaturesList().map((each) => ({
        header: each.getSignatureHeader_asU8(),
        signature: each.getSignature_asU8(),
      })),
      value: signed.getValue_asU8(),
    },
  };
}
