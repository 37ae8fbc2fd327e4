import { Readable } from 'node:stream';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { Language } from '@bondledger/domain';
import {
  csvSheet,
  xlsxSheet,
  type OfficeRow,
  type OfficeStore,
  type SheetColumn,
} from '@bondledger/legacy';
import { PATHS } from '@bondledger/sdk/api';
import { EXPORT_PAGE } from '../back-office/limits.js';
import { principalOf } from '../http/admission.js';
import { EXPORT_IDLE_MS } from '../limits.js';
import { documentOfPath, EXPORT_QUERIES } from '../http/stream-documents.js';
import { takeTurn } from '../http/take-turn.js';
import { validated } from '../http/validation.js';
import type { Services } from '../start/services.js';
import { OFFICE_COLUMNS, TRADE_COLUMNS } from './columns.js';

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

type ExportServices = Pick<Services, 'admission' | 'turns' | 'readModel' | 'offices' | 'now'>;

/** Whole lists as files: what the asker sees in the list, with the same conditions, and no more. */
export const exportRoutes =
  (services: ExportServices): FastifyPluginAsync =>
  (app) => {
    const { admission, turns, readModel, offices } = services;
    const named = (name: keyof typeof EXPORT_QUERIES): object => ({
      schema: documentOfPath(name),
      config: { routeName: name },
      onRequest: [admission.needs({ action: name, access: 'READ' }), takeTurn(turns, 'exports')],
    });
    app.get(PATHS.exportTrades, named('exportTrades'), (request, reply) => {
      const { format, language, sort, ...filter } = validated(
        EXPORT_QUERIES.exportTrades,
        request.query,
        'query',
      );
      const rows = readModel.rows(principalOf(request).institution, filter, sort);
      const wish = { format, language: language ?? languageOf(request), name: 'trades' };
      return send(reply, services, wish, TRADE_COLUMNS, rows);
    });
    app.get(PATHS.exportOffice, named('exportOffice'), async (request, reply) => {
      const { format, language, sort, ...filter } = validated(
        EXPORT_QUERIES.exportOffice,
        request.query,
        'query',
      );
      const store = await offices.of(principalOf(request).institution);
      const rows = officeRows(store, filter, sort);
      const wish = { format, language: language ?? languageOf(request), name: 'back-office' };
      return send(reply, services, wish, OFFICE_COLUMNS, rows);
    });
    return Promise.resolve();
  };

const languageOf = ({ headers }: FastifyRequest): Language =>
  /^\s*en\b/i.test(headers['accept-language'] ?? '') ? 'en' : 'ko';

async function* officeRows(
  store: OfficeStore,
  filter: Parameters<OfficeStore['page']>[0],
  sort: Parameters<OfficeStore['page']>[1]['sort'],
): AsyncGenerator<OfficeRow> {
  let cursor: string | undefined;
  do {
    const page = await store.page(filter, { sort, limit: EXPORT_PAGE, cursor });
    yield* page.rows;
    cursor = page.next;
  } while (cursor !== undefined);
}

interface Wish {
  readonly format: 'xlsx' | 'csv';
  readonly language: Language;
  readonly name: string;
}

async function send<T>(
  reply: FastifyReply,
  { now }: ExportServices,
  { format, language, name }: Wish,
  columns: readonly SheetColumn<T>[],
  rows: AsyncIterable<T>,
): Promise<FastifyReply> {
  // What cannot be read at all is answered as a problem, before the file begins.
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
