import { FrameReader, FrameWriter } from '../bytes/frame.js';
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

const headed = (kind: number, batch: BatchEvidence, own: InstructionEvidence): FrameWriter =>
  new FrameWriter()
    .raw(Uint8Array.of(kind))
    .frame(batch.header)
    .frame(batch.signature)
    .count(own.index)
    .joined(own.path)
    .text(own.core)
    .frame(own.coreSalt);

/** For a core box: the core part in full, the side part as its salted hash (32 bytes). */
export const encodeCoreEvidence = (
  batch: BatchEvidence,
  own: InstructionEvidence,
  sideHash: Uint8Array,
): Uint8Array => headed(CORE, batch, own).frame(sideHash).bytes();

/** For a side box, with SUBMIT and CONFIRM: the side part that the core box's evidence hashes. */
export const encodeSideHalf = (leaf: Uint8Array, side: string, sideSalt: Uint8Array): Uint8Array =>
  new FrameWriter().raw(Uint8Array.of(HALF)).frame(leaf).text(side).frame(sideSalt).bytes();

/** For a side box, with INSTRUCT, APPROVE and DECLINE: all of it. */
export const encodeSideWhole = (
  batch: BatchEvidence,
  own: InstructionEvidence,
  leaf: Uint8Array,
  side: string,
  sideSalt: Uint8Array,
): Uint8Array => headed(WHOLE, batch, own).frame(leaf).text(side).frame(sideSalt).bytes();

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
