import type { FabricProof, Json, OrdererMetadata } from '@bondledger/contract';
import { base64Of, countOf, hashOf, listOf, objectOf, whole } from './read-members.js';

/** The part of a proof that is Fabric's own; undefined where it is not exactly that. */
export function fabricProofOf(value: Json | undefined): FabricProof | undefined {
  const proof = objectOf(value, 'envelopes,index,metadata,number,previous');
  if (proof === undefined) return undefined;
  return whole<FabricProof>({
    envelopes: listOf(proof['envelopes'], (entry) => base64Of(entry)),
    index: countOf(proof['index']),
    metadata: metadataOf(proof['metadata']),
    number: countOf(proof['number']),
    previous: hashOf(proof['previous']),
  });
}

function metadataOf(value: Json | undefined): OrdererMetadata | undefined {
  const metadata = objectOf(value, 'signatures,value');
  if (metadata === undefined) return undefined;
  return whole<OrdererMetadata>({
    signatures: listOf(metadata['signatures'], (entry) => {
      const signed = objectOf(entry, 'header,signature');
      if (signed === undefined) return undefined;
      return whole<OrdererMetadata['signatures'][number]>({
        header: base64Of(signed['header']),
        signature: base64Of(signed['signature']),
      });
    }),
    value: base64Of(metadata['value']),
  });
}
