import { extname } from 'node:path';
import { BondledgerError } from '@bondledger/domain';
import { ENCODINGS, type Fault, type Reading } from '@bondledger/legacy';
import type { Call } from '../command/call.js';
import { readText } from './read-text.js';

export interface FileText {
  readonly kind: 'csv' | 'json';
  readonly text: string;
}

/**
 * The text of a file that a caller names, and what it is by its name: `.json`, else CSV.
 *
 * @throws BondledgerError FILE_UNREADABLE, FILE_TOO_LARGE, FILE_EMPTY where nothing is in it
 * @returns a fault where the bytes are no text in the encoding
 */
export async function readFileText(call: Call, path: string): Promise<FileText | Fault> {
  const encoding = call.choice('encoding', ENCODINGS) ?? 'utf-8';
  const kind = extname(path).toLowerCase() === '.json' ? 'json' : 'csv';
  const read = await readText(call.path(path), encoding);
  if (read.ok) {
    if (read.value.trim() === '') throw fileEmpty(call.path(path));
    return { kind, text: read.value };
  }
  const { rejection } = read;
  if (rejection.code === 'FILE_TOO_LARGE') throw new BondledgerError(rejection);
  const { line, column } = rejection.params ?? {};
  return {
    rejection: kind === 'json' ? { ...rejection, code: 'JSON_MALFORMED' } : rejection,
    ...(line === undefined ? {} : { line: Number(line) }),
    ...(column === undefined ? {} : { column: Number(column) }),
  };
}

export const isFault = (read: FileText | Fault): read is Fault => 'rejection' in read;

/** A file that has something in it, good or not. @throws BondledgerError FILE_EMPTY */
export function withRows<T>(path: string, read: Reading<T>): Reading<T> {
  if (read.good.length > 0 || read.faults.length > 0) return read;
  throw fileEmpty(path);
}

const fileEmpty = (path: string): BondledgerError =>
  new BondledgerError({ code: 'FILE_EMPTY', params: { path } });

/** A file of which nothing can be read. */
export const nothingBut = <T>(fault: Fault): Reading<T> => ({ good: [], faults: [fault] });
