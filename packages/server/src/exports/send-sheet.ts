import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Language } from '@bondledger/domain';
import { csvSheet, xlsxSheet, type SheetColumn } from '@bondledger/legacy';
import { EXPORT_IDLE_MS } from '../limits.js';

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** Of whoever asks, where the request does not say which. */
export const languageOf = ({ headers }: FastifyRequest): Language =>
  /^\s*en\b/i.test(headers['accept-language'] ?? '') ? 'en' : 'ko';

/** How a file is wanted. */
export interface Wish {
  readonly format: 'xlsx' | 'csv';
  readonly language: Language;
  readonly name: string;
}

/** Sends rows as a file. What cannot be read at all is answered as a problem before it begins. */
export async function sendSheet<T>(
  reply: FastifyReply,
  now: () => Date,
  { format, language, name }: Wish,
  columns: readonly SheetColumn<T>[],
  rows: AsyncIterable<T>,
): Promise<FastifyReply> {
  const begun = await beginning(rows);
  const body =
    format === 'csv'
      ? Readable.from(csvSheet(columns, begun, language), { objectMode: false })
      : Buffer.from(await xlsxSheet(columns, begun, language));
  reply.raw.setTimeout(EXPORT_IDLE_MS, () => reply.raw.destroy());
  const stamp = now().toISOString().slice(0, 19).replace(/[-:]/g, '');
  return reply
    .type(TYPES[format])
    .header('content-disposition', `attachment; filename="${name}-${stamp}Z.${format}"`)
    .header('cache-control', 'no-store')
    .send(body);
}

/** The rows again, of which the first has been read. */
async function beginning<T>(rows: AsyncIterable<T>): Promise<AsyncIterable<T>> {
  const iterator = rows[Symbol.asyncIterator]();
  const first = await iterator.next();
  return (async function* again() {
    for (let each = first; each.done !== true; each = await iterator.next()) yield each.value;
  })();
}
