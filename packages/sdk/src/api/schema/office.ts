import { z } from 'zod';
import {
  Amount,
  Bilingual,
  Cursor,
  ErrorCodeSchema,
  InstitutionCode,
  Isin,
  IsoDate,
  Moment,
  PageQuery,
  TradeId,
  TradeIds,
  wordsOf,
} from './common.js';
import {
  LotSchema,
  OwnSideSchema,
  SideNameSchema,
  StateSchema,
  TermsSchema,
  TotalsSchema,
  TradeRowSchema,
} from './trade.js';

/** NEW: only in one's own books. SENT: on its way. The others: what the ledger answered. */
export const OFFICE_STATES = ['NEW', 'SENT', 'ON_LEDGER', 'REFUSED'] as const;

/** A trade as one's own back office has it: one side's view, captured before it is submitted. */
export const OfficeTradeSchema = z
  .object({
    officeId: z.string(),
    role: z.enum(['seller', 'buyer', 'asset-manager']),
    /** The side that is one's own, or whose fund one manages. */
    side: SideNameSchema,
    terms: TermsSchema,
    issueName: Bilingual.optional(),
    own: OwnSideSchema.optional(),
    lots: z.array(LotSchema).optional(),
    state: z.enum(OFFICE_STATES),
    /** The ledger's side of it, once it is there. */
    tradeId: TradeId.optional(),
    tradeState: StateSchema.optional(),
    code: ErrorCodeSchema.optional(),
    sentence: Bilingual.optional(),
    capturedAt: Moment,
    changedAt: Moment,
  })
  .meta({ id: 'OfficeTrade' });

export const OFFICE_SORTS = [
  'reference',
  '-reference',
  'settlementAmount',
  '-settlementAmount',
  'faceAmount',
  '-faceAmount',
  'isin',
  '-isin',
  'counterparty',
  '-counterparty',
  'state',
  '-state',
] as const;

export const OfficeFilterSchema = z.object({
  tradeDateFrom: IsoDate.optional(),
  tradeDateTo: IsoDate.optional(),
  role: z.enum(['seller', 'buyer', 'asset-manager']).optional(),
  counterparty: InstitutionCode.optional(),
  isin: Isin.optional(),
  state: wordsOf(OFFICE_STATES).optional(),
  /** How it begins. */
  reference: z.string().max(40).optional(),
  amountFrom: Amount.optional(),
  amountTo: Amount.optional(),
});

export const OfficeQuerySchema = OfficeFilterSchema.extend(PageQuery.shape).extend({
  sort: z.enum(OFFICE_SORTS).default('reference'),
});

export const OfficePageSchema = z.object({
  items: z.array(OfficeTradeSchema),
  next: Cursor.optional(),
  totals: TotalsSchema,
});

export const NewOfficeTradeSchema = z.strictObject({
  role: z.enum(['seller', 'buyer', 'asset-manager']),
  /** For an asset manager; of a seller and a buyer it is known. */
  side: SideNameSchema.optional(),
  terms: TermsSchema,
  own: OwnSideSchema.optional(),
  lots: z.array(LotSchema).max(100).optional(),
});

export const CellFaultSchema = z.object({
  column: z.string(),
  code: ErrorCodeSchema,
  sentence: Bilingual,
});

/** What a file would bring: nothing is captured yet. */
export const ImportPreviewSchema = z
  .object({
    importId: z.string(),
    format: z.enum(['csv', 'xlsx']),
    encoding: z.enum(['utf-8', 'cp949']).optional(),
    columns: z.array(z.string()),
    total: z.int(),
    good: z.int(),
    bad: z.int(),
    /** The first rows, and every bad one up to a limit. */
    rows: z.array(
      z.object({
        /** Of the file, from 1. */
        line: z.int(),
        cells: z.array(z.string()),
        faults: z.array(CellFaultSchema),
      }),
    ),
  })
  .meta({ id: 'ImportPreview' });

/** One's own books beside what the seller submitted. */
export const ComparisonSchema = z
  .object({
    tradeId: TradeId,
    trade: TradeRowSchema,
    own: OfficeTradeSchema.optional(),
    /** Fields of the terms that differ; empty where they agree or there is nothing of one's own. */
    differences: z.array(z.string()),
  })
  .meta({ id: 'Comparison' });

export const ComparisonsQuerySchema = z.object({ tradeId: TradeIds });

/** In the order asked; trades that the asker cannot see are left out. */
export const ComparisonsSchema = z.object({ comparisons: z.array(ComparisonSchema) });
