import { FrameReader } from '../bytes/frame.js';
import type { Scratch } from '../bytes/scratch.js';
import { textOf, toBase64, toHex } from '../bytes/text.js';
import type {
  CoreEvidence,
  HeaderEvidence,
  SideEvidence,
  SideHalf,
  SideWhole,
} from './evidence.js';

/**
 * Evidence inside a box is a list of frames, raw bytes as they were signed, behind one byte that
 * says which list it is. It is written with every step and read only when somebody asks for
 * evidence.
 */
const CORE = 1;
const HALF = 2;
const WHOLE = 3;

/** A batch's part of the evidence: the same bytes for each of its instructions. */
export interface BatchEvidence {
  readonly header: Uint8Array;
  readonly signature: Uint8Array;
}

/** An instruction's own part. */
export interface InstructionEvidence {
  readonly core: string;
  readonly coreSalt: Uint8Array;
  readonly index: number;
  /** The Merkle path, the lowest first. */
  readonly path: readonly Uint8Array[];
}

/** Adds evidence to a box that is being put together: it is written once, where it is sealed. */
export type WriteEvidence = (to: Scratch) => void;

function writeHeaded(
  to: Scratch,
  kind: number,
  batch: BatchEvidence,
  own: InstructionEvidence,
): Scratch {
  to.byte(kind).frame(batch.header).frame(batch.signature).count(own.index);
  const pathAt = to.length;
  to.count(0);
  for (const sibling of own.path) to.bytes(sibling);
  to.countAt(pathAt, to.length - pathAt - 4);
  return to.framed(own.core).frame(own.coreSalt);
}

/** For a core box: the core part in full, the side part as its salted hash (32 bytes). */
export function writeCoreEvidence(
  to: Scratch,
  batch: BatchEvidence,
  own: InstructionEvidence,
  sideHash: Uint8Array,
): void {
  writeHeaded(to, CORE, batch, own).frame(sideHash);
}

/** For a side box, with SUBMIT and CONFIRM: the side part that the core box's evidence hashes. */
export function writeSideHalf(
  to: Scratch,
  leaf: Uint8Array,
  side: string,
  sideSalt: Uint8Array,
): void {
  to.byte(HALF).frame(leaf).framed(side).frame(sideSalt);
}

/** For a side box, with INSTRUCT, APPROVE and DECLINE: all of it. */
export function writeSideWhole(
  to: Scratch,
  batch: BatchEvidence,
  own: InstructionEvidence,
  leaf: Uint8Array,
  side: string,
  sideSalt: Uint8Array,
): void {
  writeHeaded(to, WHOLE, batch, own).frame(leaf).framed(side).frame(sideSalt);
}

/** Of a step that leaves all its evidence in another box. */
export const noEvidence: WriteEvidence = () => undefined;

function text(reader: FrameReader): string {
  return textOf(reader.frame()) ?? '';
}

function readHeaded(
  reader: FrameReader,
): HeaderEvidence & { readonly core: string; readonly coreSalt: string } {
  const header = text(reader);
  const signature = toBase64(reader.frame());
  const index = reader.count();
  const path = toBase64(reader.frame());
  const core = text(reader);
  return { core, coreSalt: toBase64(reader.frame()), header, index, path, signature };
}

/** The evidence in a core box; undefined where the step left none there. */
export function decodeCoreEvidence(bytes: Uint8Array): CoreEvidence | undefined {
  if (bytes[0] !== CORE) return undefined;
  const reader = new FrameReader(bytes.subarray(1));
  return { ...readHeaded(reader), sideHash: toHex(reader.frame()) };
}

/** The evidence in a side box; undefined where there is none. */
export function decodeSideEvidence(bytes: Uint8Array): SideEvidence | undefined {
  const reader = new FrameReader(bytes.subarray(1));
  if (bytes[0] === HALF) {
    const leaf = toHex(reader.frame());
    const side = text(reader);
    const half: SideHalf = { kind: 'half', leaf, side, sideSalt: toBase64(reader.frame()) };
    return half;
  }
  if (bytes[0] !== WHOLE) return undefined;
  const own = readHeaded(reader);
  const leaf = toHex(reader.frame());
  const side = text(reader);
  const whole: SideWhole = {
    ...own,
    kind: 'whole',
    leaf,
    side,
    sideSalt: toBase64(reader.frame()),
  };
  return whole;
}
