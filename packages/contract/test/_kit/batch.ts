import { createHash } from 'node:crypto';
import {
  encodeBatchHeader,
  encodeCorePart,
  encodeSidePart,
  leafOfParts,
  merkleRoot,
  nodeCrypto,
  toHex,
  utf8,
  type BatchHeader,
  type BatchOpening,
  type CorePart,
  type InstructionOpening,
  type InstructionParts,
  type SidePart,
  type Submission,
} from '../../src/index.js';
import { LEDGER_ID } from './genesis.js';
import { institutionOf } from './institution.js';
import type { TestKey } from './keys.js';

/** An instruction before it is signed; every part of it can still be spoilt. */
export interface Draft {
  readonly core: CorePart;
  readonly side: SidePart;
  readonly coreSalt: Uint8Array;
  readonly sideSalt: Uint8Array;
  readonly opening: InstructionOpening;
  /** Texts to send in place of the encoded parts. */
  readonly texts?: { readonly core?: string; readonly side?: string };
}

export interface BatchOptions {
  readonly validUntil?: string;
  readonly header?: Partial<Record<keyof BatchHeader, unknown>>;
  readonly signWith?: TestKey;
  readonly receiptKey?: Uint8Array;
}

let salts = 0;

/** Bytes that are the same in every run of one file, and different for every call. */
export function freshBytes(length: number): Uint8Array {
  salts += 1;
  return createHash('sha512').update(`salt ${salts}`).digest().subarray(0, length);
}

export const partsOf = ({ core, coreSalt, side, sideSalt, texts }: Draft): InstructionParts => ({
  core: texts?.core ?? encodeCorePart(core),
  coreSalt,
  side: texts?.side ?? encodeSidePart(side),
  sideSalt,
});

export const leafOf = (draft: Draft): string => toHex(leafOfParts(nodeCrypto, partsOf(draft)));

/** Signs a batch as an institution does. */
export function batchOf(
  code: string,
  drafts: readonly Draft[],
  options: BatchOptions = {},
): Submission {
  const { keyId, signing } = institutionOf(code);
  const instructions = drafts.map(partsOf);
  const leaves = instructions.map((parts) => leafOfParts(nodeCrypto, parts));
  const fields: BatchHeader = {
    count: drafts.length,
    domain: 'bondledger/batch/1',
    keyId,
    ledgerId: LEDGER_ID,
    participant: code,
    root: toHex(merkleRoot(nodeCrypto, leaves)),
    validUntil: options.validUntil ?? '2026-12-31',
  };
  const header = encodeBatchHeader({ ...fields, ...options.header } as BatchHeader);
  const opening: BatchOpening = {
    receiptKey: options.receiptKey ?? freshBytes(32),
    instructions: drafts.map((draft) => draft.opening),
  };
  const signature = (options.signWith ?? signing).sign(utf8(header));
  return { batch: { header, signature, instructions }, opening };
}
