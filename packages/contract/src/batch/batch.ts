/** One instruction as its sender made it: the exact bytes are the evidence. */
export interface InstructionParts {
  /** Canonical JSON (RFC 8785) of the core part. */
  readonly core: string;
  /** 16 secret random bytes. */
  readonly coreSalt: Uint8Array;
  /** Canonical JSON of the side part. */
  readonly side: string;
  /** 16 secret random bytes. */
  readonly sideSalt: Uint8Array;
}

/** What the one signature of a batch covers. */
export interface BatchHeader {
  readonly count: number;
  readonly domain: 'bondledger/batch/1';
  readonly keyId: string;
  readonly ledgerId: string;
  readonly participant: string;
  /** RFC 9162 Merkle root of the leaves, hex. */
  readonly root: string;
  /** The last business date on which the batch may be accepted. */
  readonly validUntil: string;
}

/** 1 to 1,000 instructions of one institution under one signature. */
export interface SignedBatch {
  /** Canonical JSON of the header: the signed bytes. */
  readonly header: string;
  /** ES256 over the header's UTF-8 bytes: r and s, 64 bytes. */
  readonly signature: Uint8Array;
  readonly instructions: readonly InstructionParts[];
}
