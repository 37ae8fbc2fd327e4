import { z } from 'zod';
import { StepReplySchema } from '../schema/steps.js';
import * as office from '../schema/office.js';
import { route } from './route.js';

/** An institution's own books. */
export const OFFICE_ROUTES = {
  officeTrades: route({
    method: 'GET',
    path: '/api/back-office/trades',
    tag: 'back office',
    summary: "The trades in one's own books",
    access: 'READ',
    query: office.OfficeQuerySchema,
    reply: office.OfficePageSchema,
  }),
  addOfficeTrade: route({
    method: 'POST',
    path: '/api/back-office/trades',
    tag: 'back office',
    summary: 'Capture a trade',
    access: 'MAKE',
    body: office.NewOfficeTradeSchema,
    reply: office.OfficeTradeSchema,
    status: 201,
  }),
  officeTrade: route({
    method: 'GET',
    path: '/api/back-office/trades/{officeId}',
    tag: 'back office',
    summary: "One trade of one's own books",
    access: 'READ',
    params: z.object({ officeId: z.string().max(60) }),
    reply: office.OfficeTradeSchema,
  }),
  submitOffice: route({
    method: 'POST',
    path: '/api/back-office/submit',
    tag: 'back office',
    summary: 'Submit captured trades to the ledger',
    access: 'MAKE',
    large: true,
    body: z.strictObject({ officeIds: z.array(z.string().max(60)).min(1).max(20_000) }),
    reply: StepReplySchema,
  }),
  previewImport: route({
    method: 'POST',
    path: '/api/back-office/imports',
    tag: 'back office',
    summary: 'Preview a CSV or XLSX file: the body is the file',
    access: 'MAKE',
    file: true,
    large: true,
    query: z.object({
      format: z.enum(['csv', 'xlsx']),
      encoding: z.enum(['utf-8', 'cp949']).optional(),
    }),
    reply: office.ImportPreviewSchema,
    status: 201,
  }),
  runImport: route({
    method: 'POST',
    path: '/api/back-office/imports/{importId}',
    tag: 'back office',
    summary: 'Capture the good rows of a preview',
    access: 'MAKE',
    params: z.object({ importId: z.string().max(40) }),
    body: z.strictObject({ skipBad: z.boolean().default(false) }),
    reply: z.object({ captured: z.int(), known: z.int(), skipped: z.int() }),
  }),
} as const;
