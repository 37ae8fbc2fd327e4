import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import type { Language } from '@bondledger/domain';
import type { SheetColumn } from '@bondledger/legacy';
import { PATHS, ROUTES, type AuditEntry, type RouteName } from '@bondledger/sdk/api';
import { principalOf } from '../http/admission.js';
import { documentOfPath, EXPORT_QUERIES } from '../http/stream-documents.js';
import { takeTurn } from '../http/take-turn.js';
import { validated } from '../http/validation.js';
import { AUDIT_PAGE } from '../limits.js';
import { holidaysOf, participantsOf } from '../registry/registry-handlers.js';
import { issuesWith } from '../registry/read-registry.js';
import type { Services } from '../start/services.js';
import {
  AUDIT_COLUMNS,
  HOLIDAY_COLUMNS,
  ISSUE_COLUMNS,
  PARTICIPANT_COLUMNS,
  USER_COLUMNS,
} from './list-columns.js';
import { languageOf, sendSheet } from './send-sheet.js';

export type ListServices = Pick<
  Services,
  'admission' | 'turns' | 'now' | 'people' | 'audit' | 'transport' | 'desks'
>;

/** What every such file is asked for with. */
interface Wished {
  readonly format: 'xlsx' | 'csv';
  readonly language?: Language | undefined;
}

interface ListFile<Q extends Wished, T> {
  readonly name: Exclude<keyof typeof EXPORT_QUERIES, 'exportTrades' | 'exportOffice'>;
  readonly query: z.ZodType<Q>;
  /** The route that reads the same list: who may read it may have the file. */
  readonly like: RouteName;
  readonly columns: readonly SheetColumn<T>[];
  readonly rows: (institution: string, query: Q) => AsyncIterable<T>;
}

/** Lists of management as files, each for those who may read the list. */
export function listRoutes(app: FastifyInstance, services: ListServices): void {
  const { people, audit, transport } = services;
  serve(app, services, {
    name: 'exportUsers',
    query: EXPORT_QUERIES.exportUsers,
    like: 'users',
    columns: USER_COLUMNS,
    rows: (institution) => each(() => people.list(institution)),
  });
  serve(app, services, {
    name: 'exportParticipants',
    query: EXPORT_QUERIES.exportParticipants,
    like: 'participants',
    columns: PARTICIPANT_COLUMNS,
    rows: () => each(() => participantsOf(services)),
  });
  serve(app, services, {
    name: 'exportIssues',
    query: EXPORT_QUERIES.exportIssues,
    like: 'issues',
    columns: ISSUE_COLUMNS,
    rows: (_, { text }) => each(() => issuesWith(transport, text)),
  });
  serve(app, services, {
    name: 'exportHolidays',
    query: EXPORT_QUERIES.exportHolidays,
    like: 'holidays',
    columns: HOLIDAY_COLUMNS,
    rows: (_, { year = '' }) =>
      each(async () =>
        (await holidaysOf(services)).holidays.filter(({ date }) => date.startsWith(year)),
      ),
  });
  serve(app, services, {
    name: 'exportAudit',
    query: EXPORT_QUERIES.exportAudit,
    like: 'audit',
    columns: AUDIT_COLUMNS,
    rows: (institution, { user, action, decision }) =>
      entriesOf(audit, institution, { user, action, decision }),
  });
}

function serve<Q extends Wished, T>(
  app: FastifyInstance,
  { admission, turns, now }: ListServices,
  { name, query: schema, like, columns, rows }: ListFile<Q, T>,
): void {
  const { access } = ROUTES[like];
  const options = {
    schema: documentOfPath(name),
    config: { routeName: name },
    onRequest: [admission.needs({ action: name, access }), takeTurn(turns, 'exports')],
  };
  app.get(PATHS[name], options, (request, reply) => {
    const query = validated(schema, request.query, 'query');
    const { format, language = languageOf(request) } = query;
    const file = like === 'audit' ? 'audit-log' : like;
    const list = rows(principalOf(request).institution, query);
    return sendSheet(reply, now, { format, language, name: file }, columns, list);
  });
}

async function* each<T>(
  read: () => readonly T[] | Promise<readonly T[]>,
): AsyncGenerator<T, void, undefined> {
  yield* await read();
}

/** Newest first, a page at a time. */
async function* entriesOf(
  audit: ListServices['audit'],
  institution: string,
  wanted: Omit<Parameters<ListServices['audit']['read']>[1], 'limit' | 'before'>,
): AsyncGenerator<AuditEntry, void, undefined> {
  let before: number | undefined;
  for (;;) {
    const from = before === undefined ? {} : { before };
    const page = await audit.read(institution, { ...wanted, ...from, limit: AUDIT_PAGE });
    yield* page;
    before = page.at(-1)?.entry;
    if (page.length < AUDIT_PAGE || before === undefined) return;
  }
}
