import type { Place } from './state.js';

/** A place in bytes: 6 of height, 4 of ordinal, big-endian. No place: all bits set. */
export const PLACE_BYTES = 10;
const HEIGHT_BYTES = 6;
const NO_HEIGHT = 2 ** 48 - 1;
const NO_ORDINAL = 2 ** 32 - 1;

export function writePlace(into: Buffer, offset: number, place: Place | undefined): void {
  into.writeUIntBE(place?.height ?? NO_HEIGHT, offset, HEIGHT_BYTES);
  into.writeUInt32BE(place?.ordinal ?? NO_ORDINAL, offset + HEIGHT_BYTES);
}

export function readPlace(from: Uint8Array, offset: number): Place | undefined {
  const bytes = Buffer.from(from.buffer, from.byteOffset, from.length);
  const height = bytes.readUIntBE(offset, HEIGHT_BYTES);
  if (height === NO_HEIGHT) return undefined;
  return { height, ordinal: bytes.readUInt32BE(offset + HEIGHT_BYTES) };
}
