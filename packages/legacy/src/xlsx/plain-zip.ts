import { promisify } from 'node:util';
import { crc32, inflateRaw } from 'node:zlib';
import { refuse, type Result } from '@bondledger/domain';
import { XLSX_PARTS_MAX, XLSX_UNPACKED_BYTES_MAX } from '../limits.js';

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_BYTES = 22;
const COMMENT_MAX = 0xffff;

interface Part {
  readonly name: Buffer;
  readonly bytes: Buffer;
}

/** Only these are read of a workbook. */
const IS_READ = /\.xml(?:\.rels)?$/;

/**
 * A workbook's archive unpacked and put together again without compression. Whatever its headers
 * claim, no more is unpacked than the limit, so what reads it next needs no guard of its own.
 *
 * @returns XLSX_MALFORMED where it is no archive, FILE_TOO_LARGE where it unpacks to too much
 */
export async function plainZip(file: Buffer): Promise<Result<Buffer>> {
  const parts: Part[] = [];
  let left = XLSX_UNPACKED_BYTES_MAX;
  try {
    for (const entry of entriesOf(file)) {
      if (!IS_READ.test(entry.name.toString('latin1'))) continue;
      if (entry.size > left || parts.length >= XLSX_PARTS_MAX) return tooLarge;
      const bytes = await unpack(file, entry, left);
      left -= bytes.length;
      parts.push({ name: entry.name, bytes });
    }
  } catch (error) {
    const { code }: { code?: unknown } = Object(error) as object;
    return code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge : refuse('XLSX_MALFORMED');
  }
  return parts.length === 0 ? refuse('XLSX_MALFORMED') : { ok: true, value: stored(parts) };
}

const tooLarge = refuse('FILE_TOO_LARGE', {
  limit: `${(XLSX_UNPACKED_BYTES_MAX / 1_000_000).toString()} MB`,
});

interface Entry {
  readonly name: Buffer;
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

/** Every read checks its bounds and throws a RangeError outside of them. */
function entriesOf(file: Buffer): Entry[] {
  const end = endOf(file);
  const count = file.readUInt16LE(end + 10);
  const entries: Entry[] = [];
  let at = file.readUInt32LE(end + 16);
  for (let n = 0; n < count; n += 1) {
    if (file.readUInt32LE(at) !== CENTRAL) throw new RangeError('no entry');
    const nameLength = file.readUInt16LE(at + 28);
    entries.push({
      name: file.subarray(at + 46, at + 46 + nameLength),
      method: file.readUInt16LE(at + 10),
      packed: file.readUInt32LE(at + 20),
      size: file.readUInt32LE(at + 24),
      offset: file.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  return entries;
}

function endOf(file: Buffer): number {
  const first = Math.max(0, file.length - END_BYTES - COMMENT_MAX);
  for (let at = file.length - END_BYTES; at >= first; at -= 1) {
    if (file.readUInt32LE(at) === END) return at;
  }
  throw new RangeError('no end');
}

/** Beside the loop: what unpacks to much takes long. */
const inflated = promisify(inflateRaw);

async function unpack(file: Buffer, entry: Entry, limit: number): Promise<Buffer> {
  const { offset, packed, method } = entry;
  if (file.readUInt32LE(offset) !== LOCAL) throw new RangeError('no part');
  const start = offset + 30 + file.readUInt16LE(offset + 26) + file.readUInt16LE(offset + 28);
  const bytes = file.subarray(start, start + packed);
  if (bytes.length !== packed) throw new RangeError('cut off');
  if (method === 0) return bytes;
  if (method !== 8) throw new RangeError('packed in another way');
  return inflated(bytes, { maxOutputLength: Math.max(1, limit) });
}

/** The parts one after the other, then their directory. */
function stored(parts: readonly Part[]): Buffer {
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes } of parts) {
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(bytes.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([signature(LOCAL), common, name]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    const version = Buffer.from([20, 0]);
    directory.push(signature(CENTRAL), version, common, place, name);
    pieces.push(local, bytes);
    offset += local.length + bytes.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(END_BYTES);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...pieces, listed, end]);
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value, 0);
  return bytes;
}
