/**
 * Where a transaction of the ledger stands on a channel of Fabric: the whole block's transactions,
 * since Fabric hashes them as one, and what the orderers signed of the block.
 */
export interface FabricProof {
  /** The transactions of the channel's block in its order, each a `common.Envelope`: base64. */
  readonly envelopes: readonly string[];
  /** Which of them it is, from 0. */
  readonly index: number;
  /** The orderers' `common.Metadata` of the block, without what no signature covers. */
  readonly metadata: OrdererMetadata;
  /** The number of the channel's block. */
  readonly number: number;
  /** Hash of the header of the block before it, hex. */
  readonly previous: string;
}

export interface OrdererMetadata {
  readonly signatures: readonly {
    /** The `common.SignatureHeader`, which names the orderer: base64. */
    readonly header: string;
    /** ECDSA in DER over value, header and the block's header: base64. */
    readonly signature: string;
  }[];
  /** base64 */
  readonly value: string;
}

/** What a proof on Fabric shows: codes of institutions. */
export interface FabricFacts {
  /** The number of the channel's block. */
  readonly block: number;
  /** Whose peers endorsed the transaction: KSD, and one other. */
  readonly endorsers: readonly string[];
  /** Whose orderers signed the block. */
  readonly orderers: readonly string[];
}

export interface ProvedOnFabric {
  readonly facts: FabricFacts;
  /** The keys that the transaction wrote. */
  readonly wrote: ReadonlySet<string>;
}
