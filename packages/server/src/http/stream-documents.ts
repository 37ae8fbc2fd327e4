import type { FastifySchema } from 'fastify';
import type { PATHS } from '@bondledger/sdk/api';
import {
  AuditQuerySchema,
  EventSchema,
  OFFICE_SORTS,
  OfficeFilterSchema,
  Problem,
  TRADE_SORTS,
  TradeFilterSchema,
} from '@bondledger/sdk/api';
import { z } from 'zod';

type PathName = keyof typeof PATHS;

interface Told {
  readonly tag: string;
  readonly summary: string;
  readonly description: string;
  readonly isPublic?: true;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Of the body, where it is not JSON. */
  readonly consumes?: string;
  readonly status?: 202;
  /** Of the answer: one, or what the request chooses from. */
  readonly types: readonly string[];
  readonly answer: z.ZodType;
}

const height = z.coerce.number().int().min(0);
const Base64 = z.string().meta({ description: 'base64' });
const Bytes = z.string().meta({ format: 'binary' });
const JSON_TYPE = 'application/json';
const LINES = 'application/x-ndjson';
const BYTES = 'application/octet-stream';
const CSV = 'text/csv';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const Page = z.object({
  records: z.array(z.tuple([z.string(), Base64])),
  next: z.string().optional(),
});
const Format = {
  format: z.enum(['xlsx', 'csv']),
  language: z.enum(['ko', 'en']).optional(),
};

/** The conditions of exports: those of the lists. */
export const EXPORT_QUERIES = {
  exportTrades: TradeFilterSchema.extend({
    ...Format,
    sort: z.enum(TRADE_SORTS).default('tradeId'),
  }),
  exportOffice: OfficeFilterSchema.extend({
    ...Format,
    sort: z.enum(OFFICE_SORTS).default('reference'),
  }),
  exportUsers: z.object(Format),
  exportParticipants: z.object(Format),
  exportIssues: z.object({ ...Format, text: z.string().max(80).optional() }),
  exportHolidays: z.object({
    ...Format,
    year: z
      .string()
      .regex(/^\d{4}$/)
      .optional(),
  }),
  exportAudit: AuditQuerySchema.omit({ cursor: true, limit: true }).extend(Format),
};

const gateway = (told: Omit<Told, 'tag'>): Told => ({ tag: 'gateway', ...told });
const sheet = (query: z.ZodObject, summary: string, tag: string): Told => ({
  tag,
  summary,
  description: 'A file: text/csv, or XLSX by `format=xlsx`.',
  query,
  types: [XLSX, CSV],
  answer: Bytes,
});

/** What is no route of the table: streams, files, and the ledger as everybody has it. */
const TOLD: Readonly<Record<PathName, Told>> = {
  events: {
    tag: 'events',
    summary: 'Server-sent events; the header last-event-id resumes them',
    description: 'Each event is JSON of the schema Event, with a number as its id.',
    types: ['text/event-stream'],
    answer: EventSchema,
  },
  exportTrades: sheet(EXPORT_QUERIES.exportTrades, 'All trades of a list as a file', 'trades'),
  exportOffice: sheet(EXPORT_QUERIES.exportOffice, 'All of the books as a file', 'back office'),
  exportUsers: sheet(EXPORT_QUERIES.exportUsers, 'The users as a file', 'people'),
  exportParticipants: sheet(
    EXPORT_QUERIES.exportParticipants,
    'The participants as a file',
    'ledger',
  ),
  exportIssues: sheet(EXPORT_QUERIES.exportIssues, 'The issues as a file', 'ledger'),
  exportHolidays: sheet(EXPORT_QUERIES.exportHolidays, 'The holidays as a file', 'ledger'),
  exportAudit: sheet(EXPORT_QUERIES.exportAudit, 'The audit log as a file', 'people'),
  genesis: gateway({
    summary: "The ledger's genesis: what everything is checked against",
    description: 'Nobody has to sign in.',
    isPublic: true,
    types: [JSON_TYPE],
    answer: z.looseObject({}),
  }),
  gatewayBatches: gateway({
    summary: 'Send a batch that was signed elsewhere',
    description:
      'The body is a batch with its opening (docs/en/reference/formats.md). Two lines are ' +
      'answered: the signed proof of delivery, then the outcome with its receipts.',
    consumes: BYTES,
    body: Bytes,
    status: 202,
    types: [LINES],
    answer: z.string(),
  }),
  gatewayBlocks: gateway({
    summary: 'Blocks from a height on, then each new one as it comes',
    description:
      'Frames: four bytes of length, then the block; a frame of length 0 is a sign of life.',
    query: z.object({ from: height }),
    types: [BYTES],
    answer: Bytes,
  }),
  gatewayRead: gateway({
    summary: 'The newest values of keys',
    description: 'What is sealed stays so.',
    body: z.object({ keys: z.array(z.string()) }),
    types: [JSON_TYPE],
    answer: Page,
  }),
  gatewayRange: gateway({
    summary: 'Keys and values from one key to another, by pages',
    description: 'What is sealed stays so.',
    query: z.object({
      from: z.string(),
      to: z.string(),
      limit: height,
      bookmark: z.string().optional(),
    }),
    types: [JSON_TYPE],
    answer: Page,
  }),
  gatewayHistory: gateway({
    summary: 'Every version of a key, oldest first',
    description: 'A line for each version, then {"end":true}.',
    query: z.object({ key: z.string() }),
    types: [LINES],
    answer: z.string(),
  }),
  gatewayProof: gateway({
    summary: 'The proof that a transaction stands on the ledger',
    description: 'The path to the root of its block, and a signed head above it.',
    query: z.object({ height, transactionIndex: height }),
    types: [JSON_TYPE],
    answer: z.looseObject({}),
  }),
  gatewayHead: gateway({
    summary: 'The newest block',
    description: 'Its height and the hash of its header.',
    types: [JSON_TYPE],
    answer: z.object({ height: z.int(), hash: z.string() }),
  }),
};

/** What the document says of a path of `PATHS`. Nothing of it checks a request. */
export function documentOfPath(name: PathName): FastifySchema {
  const { tag, summary, description, isPublic, query, body, consumes } = TOLD[name];
  const { status = 200, types, answer } = TOLD[name];
  const content = Object.fromEntries(types.map((type) => [type, { schema: answer }]));
  return {
    operationId: name,
    tags: [tag],
    summary,
    description,
    security: isPublic === true ? [] : [{ session: [] }, { token: [] }],
    ...(query === undefined ? {} : { querystring: query }),
    ...(body === undefined ? {} : { body }),
    ...(consumes === undefined ? {} : { consumes: [consumes] }),
    response: {
      [status]: { description: summary, content },
      default: {
        description: 'Problem details',
        content: { 'application/problem+json': { schema: Problem } },
      },
    },
  };
}
