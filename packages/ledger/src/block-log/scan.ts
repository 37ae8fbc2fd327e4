import type { Disk } from '../disk/disk.js';
import { SCAN_BYTES } from '../limits.js';
import {
  isPayloadIntact,
  isZero,
  readRecordHeader,
  RECORD_HEADER_BYTES,
  RECORD_MAGIC,
} from './record.js';

/** Why what stands at an offset is no record. */
export type Damage = 'header' | 'height' | 'cut' | 'payload';

export interface ScannedRecord {
  readonly kind: 'record';
  readonly height: number;
  readonly offset: number;
  readonly payload: Buffer;
}

/** The next thing in a segment. At `end` nothing follows but allocated zeros. */
export type Scanned =
  | ScannedRecord
  | { readonly kind: 'end'; readonly offset: number }
  | { readonly kind: 'bad'; readonly offset: number; readonly damage: Damage };

/** Reads a segment record by record from its start, and believes nothing that has no right CRC. */
export class SegmentScan {
  readonly #disk: Disk;
  readonly #file: number;
  readonly #size: number;
  #height: number;
  #offset = 0;
  #window = Buffer.alloc(0);
  #windowAt = 0;

  constructor(disk: Disk, file: number, first: number) {
    this.#disk = disk;
    this.#file = file;
    this.#size = disk.size(file);
    this.#height = first;
  }

  async next(): Promise<Scanned> {
    const offset = this.#offset;
    const found = await this.#recordAt(offset);
    if (typeof found === 'string') {
      const onlyZeros = (await this.lastByteFrom(offset)) === offset;
      return onlyZeros ? { kind: 'end', offset } : { kind: 'bad', offset, damage: found };
    }
    if (found.height !== this.#height) return { kind: 'bad', offset, damage: 'height' };
    this.#height += 1;
    this.#offset = offset + RECORD_HEADER_BYTES + found.payload.length;
    return found;
  }

  /** The first intact record that begins after an offset: what follows real damage. */
  async recordAfter(offset: number): Promise<ScannedRecord | undefined> {
    for (let at = offset + 1; at < this.#size;) {
      const window = await this.#bytes(at, Math.min(SCAN_BYTES, this.#size - at));
      const found = window.indexOf(RECORD_MAGIC);
      if (found === -1) {
        // The four letters may lie across the border of two windows.
        at += Math.max(1, window.length - RECORD_MAGIC.length + 1);
        continue;
      }
      const record = await this.#recordAt(at + found);
      if (typeof record !== 'string') return record;
      at += found + 1;
    }
    return undefined;
  }

  /** Where the last byte that is not zero ends, from an offset on; the offset where all are. */
  async lastByteFrom(offset: number): Promise<number> {
    let last = offset;
    for (let at = offset; at < this.#size; at += SCAN_BYTES) {
      const part = await this.#bytes(at, Math.min(SCAN_BYTES, this.#size - at));
      if (isZero(part)) continue;
      let end = part.length;
      while (part[end - 1] === 0) end -= 1;
      last = at + end;
    }
    return last;
  }

  async #recordAt(offset: number): Promise<ScannedRecord | Damage> {
    if (this.#size - offset < RECORD_HEADER_BYTES) return 'cut';
    const header = readRecordHeader(await this.#bytes(offset, RECORD_HEADER_BYTES));
    if (header === undefined) return 'header';
    const start = offset + RECORD_HEADER_BYTES;
    if (this.#size - start < header.length) return 'cut';
    const payload = await this.#bytes(start, header.length);
    if (!isPayloadIntact(header, payload)) return 'payload';
    return { kind: 'record', height: header.height, offset, payload };
  }

  /** Bytes that lie inside the file, from a window that is read in large pieces. */
  async #bytes(offset: number, length: number): Promise<Buffer> {
    const end = offset + length;
    if (offset < this.#windowAt || end > this.#windowAt + this.#window.length) {
      const size = Math.min(Math.max(SCAN_BYTES, length), this.#size - offset);
      // A new one each time: payloads that were handed out look into the old one.
      const window = Buffer.allocUnsafeSlow(size);
      await this.#disk.read(this.#file, window, offset);
      this.#window = window;
      this.#windowAt = offset;
    }
    return this.#window.subarray(offset - this.#windowAt, end - this.#windowAt);
  }
}
