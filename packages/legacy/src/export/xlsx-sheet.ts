import { createRequire } from 'node:module';
import { BondledgerError, type Language } from '@bondledger/domain';
import { EXPORT_PIECE, XLSX_ROWS_MAX } from '../limits.js';
import { inTurn } from '../xlsx/in-turn.js';
import { inThread, ThreadLimit } from '../xlsx/thread.js';
import { inPieces, type Rows, type SheetColumn } from './sheet.js';

const require = createRequire(import.meta.url);
const LIBRARY = require.resolve('write-excel-file/node');

/**
 * A number of more than 15 digits would be rounded by a spreadsheet, so it stays text. A text never
 * runs as a formula: its cell is typed and formatted as text.
 *
 * The library looks texts up in an object, where it finds `constructor` and its like: these are
 * written with an escape of the format, and so is what would be read as one.
 */
const PROGRAM = `
const { parentPort, workerData } = require('node:worker_threads');
const library = require(workerData.library);
const write = typeof library === 'function' ? library : library.default;
const { titles, kinds, widths } = workerData;
const bold = { fontWeight: 'bold', type: String };
const rows = [];
const code = (sign) => '_x' + sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0') + '_';
const escaped = (text) => text in Object.prototype
  ? code(text) + text.slice(1)
  : text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, code);
const cell = (text, kind) => {
  if (text === '') return null;
  if (kind === 'amount' && /^-?[0-9]{1,15}$/.test(text)) {
    return { value: Number(text), type: Number, format: '#,##0' };
  }
  if (kind === 'date' && /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text)) {
    return { value: new Date(text + 'T00:00:00Z'), type: Date, format: 'yyyy-mm-dd' };
  }
  return { value: escaped(text), type: String, format: '@' };
};
rows.push(titles.map((title) => ({ ...bold, value: escaped(title) })));
parentPort.on('message', async (piece) => {
  if (piece !== null) {
    for (const row of piece) rows.push(row.map((text, at) => cell(text, kinds[at])));
    return;
  }
  const columns = widths.map((width) => ({ width }));
  const bytes = await write(rows, { columns, stickyRowsCount: 1 }).toBuffer();
  parentPort.postMessage(bytes);
  parentPort.close();
});
`;

/**
 * Rows as a workbook with one sheet, made in a thread of its own.
 *
 * @throws BondledgerError FILE_TOO_LARGE where there are more than XLSX_ROWS_MAX rows, or they need
 * more memory or time than is given; QUEUE_FULL
 */
export async function xlsxSheet<T>(
  columns: readonly SheetColumn<T>[],
  rows: Rows<T>,
  language: Language,
): Promise<Uint8Array> {
  const limit = { limit: XLSX_ROWS_MAX.toString() };
  const data = {
    titles: columns.map(({ title }) => title[language]),
    kinds: columns.map(({ kind }) => kind),
    widths: columns.map(({ width }) => width),
  };
  try {
    const feed = async (post: (piece: unknown) => void): Promise<void> => {
      let count = 0;
      for await (const piece of inPieces(rows, EXPORT_PIECE)) {
        count += piece.length;
        if (count > XLSX_ROWS_MAX) {
          throw new BondledgerError({ code: 'FILE_TOO_LARGE', params: limit });
        }
        post(piece.map((row) => columns.map(({ value }) => value(row, language) ?? '')));
      }
      post(null);
    };
    return await inTurn(() => inThread<Uint8Array>(PROGRAM, LIBRARY, data, feed));
  } catch (error) {
    if (!(error instanceof ThreadLimit)) throw error;
    throw new BondledgerError({ code: 'FILE_TOO_LARGE', params: limit }, { cause: error });
  }
}
