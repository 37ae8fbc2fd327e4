import type { FastifyPluginAsync } from 'fastify';
import type { OfficeRow, OfficeStore } from '@bondledger/legacy';
import { PATHS } from '@bondledger/sdk/api';
import { EXPORT_PAGE } from '../back-office/limits.js';
import { principalOf } from '../http/admission.js';
import { documentOfPath, EXPORT_QUERIES } from '../http/stream-documents.js';
import { takeTurn } from '../http/take-turn.js';
import { validated } from '../http/validation.js';
import type { Services } from '../start/services.js';
import { OFFICE_COLUMNS, TRADE_COLUMNS } from './columns.js';
import { listRoutes, type ListServices } from './list-routes.js';
import { languageOf, sendSheet } from './send-sheet.js';

type ExportServices = Pick<Services, 'readModel' | 'offices'> & ListServices;

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
      return sendSheet(reply, services.now, wish, TRADE_COLUMNS, rows);
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
      return sendSheet(reply, services.now, wish, OFFICE_COLUMNS, rows);
    });
    listRoutes(app, services);
    return Promise.resolve();
  };

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
