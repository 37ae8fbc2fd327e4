/** Why the chaincode endorses nothing: stable codes, the text of its error response. */
export const REFUSALS = [
  /** The call itself is not one: unknown function, arguments that must not be, damaged bytes. */
  'CALL_INVALID',
  /** More batches, instructions or bytes than one transaction may have. */
  'CALL_TOO_LARGE',
  /**
   * Not for this institution's process to endorse: batches of another co-endorser, or of several;
   * writes of settlement and of the registry, which only KSD's and BOK's do.
   */
  'ENDORSER_WRONG',
  /** The genesis is not written yet, or it is and somebody would write it again. */
  'NOT_STARTED',
  'ALREADY_STARTED',
  /** Leaves that KSD's guard refuses follow. */
  'GUARD_REFUSED',
  /** The registry changed and has been read again: the same proposal is endorsed the next time. */
  'REGISTRY_READ',
  /** Something failed inside. The process's log says what, without trade data. */
  'CHAINCODE_FAILED',
] as const;

export type RefusalCode = (typeof REFUSALS)[number];

export interface Refusal {
  readonly code: RefusalCode;
  /** Leaves (hex) that the guard refuses; more may follow once these are skipped. */
  readonly leaves: readonly string[];
}

/** An error text travels in the trailers of an answer, which have little room. */
export const REFUSED_LEAVES_MAX = 32;

/** The text of a refusal: the code in brackets, then leaves. */
export const encodeRefusal = (code: RefusalCode, leaves: readonly string[] = []): string =>
  `[${[code, ...leaves.slice(0, REFUSED_LEAVES_MAX)].join(' ')}]`;

const REFUSAL = new RegExp(`\\[(${REFUSALS.join('|')})((?: [0-9a-f]{64})*)\\]`);

/** The refusal in a text that peers and gateways have put more words around. */
export function findRefusal(text: string): Refusal | undefined {
  const [, name, leaves = ''] = REFUSAL.exec(text) ?? [];
  const code = REFUSALS.find((known) => known === name);
  if (code === undefined) return undefined;
  return { code, leaves: leaves.split(' ').filter((leaf) => leaf !== '') };
}
