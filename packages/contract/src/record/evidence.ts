/**
 * The evidence of the step that wrote a record, as it stands inside the record's boxes. Binary
 * members are base64; hashes and leaves are hex.
 */
export interface HeaderEvidence {
  /** The signed batch header, its exact text. */
  readonly header: string;
  /** The instruction's place in the batch. */
  readonly index: number;
  /** The Merkle path from the leaf to the header's root, joined, base64. */
  readonly path: string;
  readonly signature: string;
}

/** In the core box: the core part in full, the side part as its salted hash. */
export interface CoreEvidence extends HeaderEvidence {
  readonly core: string;
  readonly coreSalt: string;
  readonly sideHash: string;
}

/** In a side box, with SUBMIT and CONFIRM: the side part that the core box's evidence hashes. */
export interface SideHalf {
  readonly kind: 'half';
  readonly leaf: string;
  readonly side: string;
  readonly sideSalt: string;
}

/** In a side box, with INSTRUCT, APPROVE and DECLINE: all of it, for the other side sees none. */
export interface SideWhole extends HeaderEvidence {
  readonly kind: 'whole';
  readonly core: string;
  readonly coreSalt: string;
  readonly leaf: string;
  readonly side: string;
  readonly sideSalt: string;
}

export type SideEvidence = SideHalf | SideWhole;
