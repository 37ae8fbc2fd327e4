import type { FabricProof } from '../fabric-proof/fabric-proof.js';

/** What is logged of one batch: salted leaves, which of them were new, sealed receipts. */
export interface LoggedBatch {
  /** 32 bytes for each instruction, joined. */
  readonly leaves: Uint8Array;
  /** A bit for each instruction, the first in the highest bit: set where it was accepted anew. */
  readonly accepted: Uint8Array;
  /** The receipts, sealed under the batch's receipt key. */
  readonly receipts: Uint8Array;
}

export interface Write {
  readonly key: string;
  readonly value: Uint8Array;
}

/** What the ledger keeps of a transaction. Instructions and openings are never part of it. */
export interface LoggedTransaction {
  readonly batches: readonly LoggedBatch[];
  /** Sorted by key; each key once. */
  readonly writes: readonly Write[];
}

export interface BlockHeader {
  /** Transactions in the block. */
  readonly count: number;
  readonly domain: 'bondledger/block/1';
  /** 0 is the genesis block. */
  readonly height: number;
  readonly ledgerId: string;
  /** Hash of the previous block's header, hex; 64 zeros in block 0. */
  readonly previous: string;
  /** RFC 9162 Merkle root of the transaction hashes, hex. */
  readonly root: string;
  /** When the node made it (UTC, ISO 8601). Informative: no rule reads it. */
  readonly time: string;
}

export interface Block {
  readonly header: BlockHeader;
  readonly transactions: readonly LoggedTransaction[];
}

/** A block's hash under the node's signature. */
export interface SignedHead {
  readonly height: number;
  readonly hash: string;
  /** ES256 by a node key that the genesis names, over signedHeadMessage(...): base64. */
  readonly signature: string;
}

/**
 * Why a transaction is part of the ledger: its path to a header, and headers up to a signed head.
 */
export interface BlockProof {
  /** On a ledger whose genesis says that it lives on Fabric, and on no other. */
  readonly fabric?: FabricProof;
  readonly height: number;
  readonly transactionIndex: number;
  /** Hashes of the roots, accepted bits and receipts of each batch, and of the writes: hex. */
  readonly transaction: TransactionDigest;
  /** Merkle path from the transaction's hash to the block's root: hex, lowest first. */
  readonly path: readonly string[];
  /** Canonical JSON of the headers from this block to the signed one. */
  readonly headers: readonly string[];
  readonly head: SignedHead;
}

/** The parts of a transaction's hash, enough to recompute it without its content. */
export interface TransactionDigest {
  readonly batches: readonly {
    readonly root: string;
    /** base64 */
    readonly accepted: string;
    /** SHA-256 of the sealed receipts, hex */
    readonly receipts: string;
  }[];
  /** Merkle root of the writes, hex. */
  readonly writes: string;
}
