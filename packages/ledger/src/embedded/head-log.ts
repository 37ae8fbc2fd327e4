import { crc32 } from 'node:zlib';
import { toBase64, type SignedHead } from '@bondledger/contract';
import type { Disk } from '../disk/disk.js';
import type { Head } from '../port/ledger.js';

/**
 * heads.log: signed heads, heights ascending, 108 bytes each, numbers big-endian:
 *
 *     0   8  height
 *     8  32  hash of the block's header
 *    40  64  ES256 signature (r and s) over signedHeadMessage
 *   104   4  CRC-32 of the 104 bytes before
 *
 * Heads are proofs and no part of the ledger: the node can sign one again at any time.
 */
export const HEAD_BYTES = 108;

export interface ReadHeads {
  readonly heads: readonly SignedHead[];
  /** Bytes that are no head: damage, or a head that was being written. */
  readonly damagedBytes: number;
}

/** All the intact heads of a file; their signatures are not checked. */
export function readHeads(disk: Disk, path: string): ReadHeads {
  const file = Buffer.from(disk.readFile(path) ?? Buffer.alloc(0));
  const heads: SignedHead[] = [];
  for (let at = 0; at + HEAD_BYTES <= file.length; at += HEAD_BYTES) {
    const head = decodeHead(file.subarray(at, at + HEAD_BYTES));
    if (head !== undefined && head.height > (heads.at(-1)?.height ?? -1)) heads.push(head);
  }
  return { heads, damagedBytes: file.length - heads.length * HEAD_BYTES };
}

/** The signed heads of a ledger, found by height. */
export class HeadLog {
  readonly #disk: Disk;
  readonly #file: number;
  readonly #heights: number[];

  private constructor(disk: Disk, file: number, heights: number[]) {
    this.#disk = disk;
    this.#file = file;
    this.#heights = heights;
  }

  /** Opens or makes the file; heads that are damaged are dropped, and how many bytes is told. */
  static async open(
    disk: Disk,
    path: string,
  ): Promise<{ readonly log: HeadLog; readonly droppedBytes: number }> {
    const { heads, damagedBytes } = readHeads(disk, path);
    if (damagedBytes > 0 || disk.readFile(path) === undefined) {
      await disk.replaceFile(path, Buffer.concat(heads.map(encodeHead)));
    }
    const heights = heads.map(({ height }) => height);
    const log = new HeadLog(disk, disk.open(path, 'write'), heights);
    return { log, droppedBytes: damagedBytes };
  }

  /** The newest signed height; -1 where there is none. */
  get height(): number {
    return this.#heights.at(-1) ?? -1;
  }

  async append({ height, hash }: Head, signature: Uint8Array): Promise<void> {
    const bytes = encodeHead({ height, hash, signature: toBase64(signature) });
    await this.#disk.write(this.#file, bytes, this.#heights.length * HEAD_BYTES);
    this.#heights.push(height);
  }

  /** The oldest head at or above a height. */
  async at(height: number): Promise<SignedHead | undefined> {
    let [low, high] = [0, this.#heights.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#heights[middle] ?? Infinity) < height) low = middle + 1;
      else high = middle;
    }
    if (low === this.#heights.length) return undefined;
    const bytes = Buffer.alloc(HEAD_BYTES);
    await this.#disk.read(this.#file, bytes, low * HEAD_BYTES);
    return decodeHead(bytes);
  }

  async close(): Promise<void> {
    try {
      await this.#disk.flush(this.#file);
    } finally {
      this.#disk.close(this.#file);
    }
  }
}

export function encodeHead({ height, hash, signature }: SignedHead): Buffer {
  const bytes = Buffer.alloc(HEAD_BYTES);
  bytes.writeBigUInt64BE(BigInt(height), 0);
  bytes.write(hash, 8, 'hex');
  bytes.write(signature, 40, 'base64');
  bytes.writeUInt32BE(crc32(bytes.subarray(0, 104)), 104);
  return bytes;
}

function decodeHead(bytes: Buffer): SignedHead | undefined {
  if (crc32(bytes.subarray(0, 104)) !== bytes.readUInt32BE(104)) return undefined;
  return {
    height: Number(bytes.readBigUInt64BE(0)),
    hash: bytes.toString('hex', 8, 40),
    signature: bytes.toString('base64', 40, 104),
  };
}
