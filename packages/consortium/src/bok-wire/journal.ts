import { closeSync, existsSync, fdatasyncSync, fsyncSync, ftruncateSync } from 'node:fs';
import { openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { BondledgerError } from '@bondledger/domain';

const NEWLINE = 0x0a;
const CRC_LENGTH = 8;

/** What a journal file held when it was opened. */
export interface JournalContent {
  readonly records: readonly string[];
  /** Bytes of a record that was not written to its end, and is gone now. */
  readonly cutBytes: number;
}

const crcOf = (body: Uint8Array): string => crc32(body).toString(16).padStart(CRC_LENGTH, '0');

const lineOf = (record: string): Buffer => {
  const body = Buffer.from(record, 'utf8');
  return Buffer.concat([Buffer.from(`${crcOf(body)} `, 'latin1'), body, Buffer.of(NEWLINE)]);
};

/** The record of one line without its newline, or undefined where the line is damaged. */
const recordOf = (line: Uint8Array): string | undefined => {
  const text = Buffer.from(line.buffer, line.byteOffset, line.byteLength);
  const body = text.subarray(CRC_LENGTH + 1);
  const isWhole = text.toString('latin1', 0, CRC_LENGTH + 1) === `${crcOf(body)} `;
  return isWhole ? body.toString('utf8') : undefined;
};

/** Where a record may begin: its checksum. */
const BEGINNING = /[0-9a-f]{8} /g;

/** Whether a whole record begins anywhere in the bytes, also where a newline was damaged. */
const holdsRecord = (bytes: Uint8Array): boolean => {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  for (const { index } of text.matchAll(BEGINNING)) {
    const newline = bytes.indexOf(NEWLINE, index);
    if (newline >= 0 && recordOf(bytes.subarray(index, newline)) !== undefined) return true;
  }
  return false;
};

/**
 * Splits a journal into its records. What is damaged at the end was being written when the machine
 * stopped, and no one has been told of it. Damage that a whole record follows is corruption: every
 * record is flushed before the next one begins.
 */
const scan = (bytes: Uint8Array): { records: string[]; length: number } => {
  const records: string[] = [];
  let length = 0;
  while (length < bytes.length) {
    const newline = bytes.indexOf(NEWLINE, length);
    const record = newline < 0 ? undefined : recordOf(bytes.subarray(length, newline));
    if (record === undefined) break;
    records.push(record);
    length = newline + 1;
  }
  if (holdsRecord(bytes.subarray(length))) throw new BondledgerError({ code: 'LOG_CORRUPT' });
  return { records, length };
};

const writeAll = (file: number, bytes: Uint8Array): void => {
  for (let written = 0; written < bytes.length;) {
    written += writeSync(file, bytes, written);
  }
};

/** A new file is not safe before its name is: the directory is flushed as well. */
const flushDirectory = (path: string): void => {
  const directory = openSync(dirname(path), 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
};

/** Runs an operation of the disk and says so in one code where it fails. */
const onDisk = <T>(operation: () => T): T => {
  try {
    return operation();
  } catch (cause) {
    if (cause instanceof BondledgerError) throw cause;
    throw new BondledgerError({ code: 'DISK_FAILED' }, { cause });
  }
};

/**
 * A file of records, one a line: eight hexadecimal digits of CRC-32, a space, JSON. `append`
 * returns when the record is on the disk. One process owns the file.
 */
export class Journal {
  readonly content: JournalContent;
  readonly #file: number;
  #state: 'open' | 'failed' | 'closed' = 'open';

  private constructor(file: number, content: JournalContent) {
    this.#file = file;
    this.content = content;
  }

  /**
   * @param isKept whether the file is there with one record at least
   * @throws BondledgerError LOG_CORRUPT where a record before the last is damaged and
   *   DIRECTORY_DAMAGED where what is kept is not there, which leave the file as it is; DISK_FAILED
   *   where it cannot be read or written.
   */
  static open(path: string, isKept = false): Journal {
    return onDisk(() => {
      const isNew = !existsSync(path);
      if (isKept && (isNew || scan(readFileSync(path)).length === 0)) {
        throw new BondledgerError({ code: 'DIRECTORY_DAMAGED', params: { path } });
      }
      const file = openSync(path, 'a+', 0o600);
      try {
        const bytes = readFileSync(path);
        const { records, length } = scan(bytes);
        if (length < bytes.length) {
          ftruncateSync(file, length);
          fsyncSync(file);
        }
        if (isNew) flushDirectory(path);
        return new Journal(file, { records, cutBytes: bytes.length - length });
      } catch (cause) {
        closeSync(file);
        throw cause;
      }
    });
  }

  /**
   * After a failure nothing more is written, since only reading the file again tells what is on it.
   *
   * @throws BondledgerError DISK_FAILED, LEDGER_CLOSED
   */
  assertUsable(): void {
    if (this.#state === 'closed') throw new BondledgerError({ code: 'LEDGER_CLOSED' });
    if (this.#state === 'failed') throw new BondledgerError({ code: 'DISK_FAILED' });
  }

  /** @throws BondledgerError DISK_FAILED, LEDGER_CLOSED */
  append(record: string): void {
    this.assertUsable();
    this.#state = 'failed';
    onDisk(() => {
      writeAll(this.#file, lineOf(record));
      fdatasyncSync(this.#file);
    });
    this.#state = 'open';
  }

  close(): void {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    closeSync(this.#file);
  }
}
