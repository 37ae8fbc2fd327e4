import { createRequire } from 'node:module';
import { accept, BondledgerError, refuse, type Result } from '@bondledger/domain';
import { XLSX_HEAP_MB } from '../limits.js';
import { inTurn } from './in-turn.js';
import { plainZip } from './plain-zip.js';
import { inThread, ThreadLimit } from './thread.js';

const require = createRequire(import.meta.url);
const LIBRARY = require.resolve('read-excel-file/universal');

/** Cells as text: dates as ISO dates, whole numbers without an exponent. */
export type XlsxRows = readonly (readonly string[])[];

/**
 * Numbers come as the text that stands in the workbook. One of more than 15 digits was rounded
 * before it was saved, so it keeps an exponent, which no amount has.
 */
const PROGRAM = `
const { parentPort, workerData } = require('node:worker_threads');
const { readSheet } = require(workerData.library);
const day = 86400000;
const text = (cell) => {
  if (cell === null || cell === undefined) return '';
  if (!(cell instanceof Date)) return String(cell);
  if (Number.isNaN(cell.getTime())) return '#DATE';
  const iso = cell.toISOString();
  return cell.getTime() % day === 0 ? iso.slice(0, 10) : iso;
};
const parseNumber = (written) => {
  const value = Number(written);
  const isWhole = Number.isInteger(value) && Math.abs(value) < 1e15;
  if (isWhole) return value.toString();
  return Number.isInteger(value) ? value.toExponential() : String(value);
};
readSheet(workerData.bytes, { parseNumber, trim: false }).then((rows) => {
  parentPort.postMessage(rows.map((row) => row.map(text)));
});
`;

/**
 * The first sheet of a workbook.
 *
 * @returns XLSX_MALFORMED; FILE_TOO_LARGE where reading it takes more memory or time than is given;
 * QUEUE_FULL
 */
export async function readXlsx(file: Uint8Array): Promise<Result<XlsxRows>> {
  try {
    return await inTurn(() => readNow(file));
  } catch (error) {
    if (error instanceof BondledgerError) return { ok: false, rejection: error.rejection };
    throw error;
  }
}

async function readNow(file: Uint8Array): Promise<Result<XlsxRows>> {
  const plain = await plainZip(Buffer.from(file.buffer, file.byteOffset, file.byteLength));
  if (!plain.ok) return plain;
  // With memory of its own, which the thread gets as it is.
  const bytes = new Uint8Array(plain.value).buffer;
  try {
    return accept(await inThread<XlsxRows>(PROGRAM, LIBRARY, { bytes }));
  } catch (error) {
    if (!(error instanceof ThreadLimit)) return refuse('XLSX_MALFORMED');
    return refuse('FILE_TOO_LARGE', { limit: `${XLSX_HEAP_MB.toString()} MB` });
  }
}
