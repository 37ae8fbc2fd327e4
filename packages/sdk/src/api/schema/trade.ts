import { z } from 'zod';
import { CAPACITIES, INSTRUMENT_TYPES, STATES, STEPS } from '@bondledger/domain';
import { TRADE_ROLES } from '../../client/trade-roles.js';
import {
  Amount,
  Bilingual,
  ChainId,
  Cursor,
  ErrorCodeSchema,
  Flag,
  Hash,
  InstitutionCode,
  Isin,
  IsoDate,
  Moment,
  PageQuery,
  PaymentNo,
  SignedAmount,
  TradeId,
  TradeIds,
  wordsOf,
} from './common.js';

export const TradeRoleSchema = z.enum(TRADE_ROLES).meta({ id: 'TradeRole' });
export const StateSchema = z.enum(STATES).meta({ id: 'State' });
export const StepSchema = z.enum(STEPS).meta({ id: 'Step' });
export const SideNameSchema = z.enum(['seller', 'buyer']).meta({ id: 'SideName' });

export const TermsSchema = z
  .object({
    // As long as the domain takes them: what is wrong within is told with the domain's own code.
    reference: z.string().min(1).max(40),
    isin: Isin,
    instrumentType: z.enum(INSTRUMENT_TYPES),
    faceAmount: Amount,
    unitPrice: Amount.meta({ description: 'Won for 10,000 won of face' }),
    yield: z.string().max(20).optional(),
    settlementAmount: Amount,
    tradeDate: IsoDate,
    settlementDate: IsoDate,
    settlementMethod: z.enum(['DVP', 'FOP']),
    fopReason: z.string().max(1000).optional(),
    seller: InstitutionCode,
    buyer: InstitutionCode,
    sellerKeeper: InstitutionCode,
    buyerKeeper: InstitutionCode,
  })
  .meta({ id: 'Terms' });

export const FundSchema = z
  .object({ code: z.string(), assetManager: InstitutionCode, custodian: InstitutionCode })
  .meta({ id: 'Fund' });

export const LotSchema = z
  .object({ fundCode: z.string(), faceAmount: Amount, orderNo: z.string().optional() })
  .meta({ id: 'Lot' });

/** What one side adds to the terms, and the other side never sees. */
export const OwnSideSchema = z
  .object({
    account: z.string().min(1).max(35),
    capacity: z.enum(CAPACITIES),
    fund: FundSchema.optional(),
  })
  .meta({ id: 'OwnSide' });

export const SeenSideSchema = OwnSideSchema.extend({ lots: z.array(LotSchema).optional() }).meta({
  id: 'SeenSide',
});

/** A step that may be taken now, and by whom, as far as the asker may know. */
export const NextStepSchema = z
  .object({
    step: StepSchema,
    side: SideNameSchema.optional(),
    /** Absent where the asker may not know who. */
    by: InstitutionCode.optional(),
    mine: z.boolean(),
    /** It leads on to settlement; the others lead out (withdraw, cancel, release, ...). */
    leadsOn: z.boolean(),
  })
  .meta({ id: 'NextStep' });

export const TradeRowSchema = z
  .object({
    tradeId: TradeId,
    state: StateSchema,
    revision: z.int().min(1),
    roles: z.array(TradeRoleSchema),
    ...TermsSchema.shape,
    issueName: Bilingual,
    sides: z.object({ seller: z.string(), buyer: z.string() }),
    sellerSide: SeenSideSchema.optional(),
    buyerSide: SeenSideSchema.optional(),
    chainId: ChainId.optional(),
    settlementNo: z.string().optional(),
    paymentNo: PaymentNo.optional(),
    cancelRequestedBy: SideNameSchema.optional(),
    /** The steps that lead on. Empty in a final state. */
    next: z.array(NextStepSchema),
    /** Not final, and the cut-off of its settlement date has passed. */
    late: z.boolean(),
    /** The block that wrote this version, and when. */
    height: z.int(),
    changedAt: Moment,
    submittedAt: Moment,
  })
  .meta({ id: 'TradeRow' });

/** The columns by which trades are sorted; a minus before it: downwards. */
export const TRADE_SORTS = [
  'reference',
  '-reference',
  'state',
  '-state',
  'isin',
  '-isin',
  'faceAmount',
  '-faceAmount',
  'settlementAmount',
  '-settlementAmount',
  'settlementDate',
  '-settlementDate',
  'counterparty',
  '-counterparty',
  'changedAt',
  '-changedAt',
  'tradeId',
  '-tradeId',
] as const;

/** Any combination; what is left out does not filter. */
export const TradeFilterSchema = z.object({
  tradeId: TradeIds.optional(),
  tradeDateFrom: IsoDate.optional(),
  tradeDateTo: IsoDate.optional(),
  settlementDateFrom: IsoDate.optional(),
  settlementDateTo: IsoDate.optional(),
  state: wordsOf(STATES).optional(),
  role: wordsOf(TRADE_ROLES).optional(),
  counterparty: InstitutionCode.optional(),
  isin: Isin.optional(),
  instrumentType: wordsOf(INSTRUMENT_TYPES).optional(),
  fund: z.string().max(12).optional(),
  account: z.string().max(35).optional(),
  faceFrom: Amount.optional(),
  faceTo: Amount.optional(),
  amountFrom: Amount.optional(),
  amountTo: Amount.optional(),
  reference: z.string().max(40).optional(),
  chainId: ChainId.optional(),
  settlementMethod: z.enum(['DVP', 'FOP']).optional(),
  /** A step that waits for the asker: `APPROVE`. */
  waitsForStep: StepSchema.optional(),
  /** Any step that leads on waits for the asker. */
  waitsForMe: Flag.optional(),
  late: Flag.optional(),
});

/** The read model has applied at least this block; waited for, at most some seconds. */
export const AtLeastHeight = z.coerce.number().int().min(0).optional();

export const TradeQuerySchema = TradeFilterSchema.extend(PageQuery.shape).extend({
  sort: z.enum(TRADE_SORTS).default('tradeId'),
  atLeastHeight: AtLeastHeight,
});

export const TotalsSchema = z
  .object({ count: z.int(), faceAmount: Amount, settlementAmount: Amount })
  .meta({ id: 'Totals' });

export const TradePageSchema = z
  .object({
    items: z.array(TradeRowSchema),
    next: Cursor.optional(),
    /** Over all pages. */
    totals: TotalsSchema,
    /** The newest block that the answer knows. */
    height: z.int(),
  })
  .meta({ id: 'TradePage' });

export const TradeDetailSchema = TradeRowSchema.extend({
  /** Every step that the state allows, also those that lead out. */
  allowed: z.array(NextStepSchema),
  termsHash: Hash,
  payment: z.object({ paymentNo: PaymentNo, attempt: z.int(), askedBack: z.boolean() }).optional(),
}).meta({ id: 'TradeDetail' });

/** One step of a trade's life. */
export const HistoryStepSchema = z
  .object({
    revision: z.int(),
    step: StepSchema,
    side: SideNameSchema.optional(),
    /** Absent where only the other side may read who. */
    by: InstitutionCode.optional(),
    /** The person's or machine's name, where it was one's own institution. */
    operator: z.string().optional(),
    before: StateSchema,
    after: StateSchema,
    issuedAt: Moment.optional(),
    committedAt: Moment,
    height: z.int(),
    transactionIndex: z.int(),
    leaf: Hash,
    /** VERIFIED or WRONG: recomputed here; WITHHELD: not readable by the asker. */
    signature: z.enum(['VERIFIED', 'WITHHELD', 'WRONG']),
  })
  .meta({ id: 'HistoryStep' });

/** Why a trade is not settled: what is missing, how much, and who can act. */
export const MissingSchema = z
  .object({
    kind: z.enum(['STEP', 'UNITS', 'MONEY', 'CHAIN_LEG', 'DATE', 'PHASE', 'APPROVAL']),
    step: StepSchema.optional(),
    side: SideNameSchema.optional(),
    /** Who can act; absent where the asker may not know. */
    by: InstitutionCode.optional(),
    mine: z.boolean(),
    /** Won of face or of money that are missing, needed, there. */
    missing: Amount.optional(),
    needed: Amount.optional(),
    available: Amount.optional(),
    isin: Isin.optional(),
    account: z.string().optional(),
    tradeId: TradeId.optional(),
    chainId: ChainId.optional(),
    date: IsoDate.optional(),
    sentence: Bilingual,
  })
  .meta({ id: 'Missing' });

export const WhySchema = z
  .object({
    tradeId: TradeId,
    state: StateSchema,
    settled: z.boolean(),
    /** The first is what holds it up now. */
    missing: z.array(MissingSchema),
    headline: Bilingual,
  })
  .meta({ id: 'Why' });

export const StateSumSchema = TotalsSchema.extend({ state: StateSchema });

export const SummarySchema = z
  .object({
    settlementDate: IsoDate,
    byState: z.array(StateSumSchema),
    /** How many trades reached a state in an hour of the day (KST). */
    byHour: z.array(StateSumSchema.extend({ hour: z.int().min(0).max(23) })),
    waitsForMe: z.array(TotalsSchema.extend({ step: StepSchema })),
    late: TotalsSchema,
    totals: TotalsSchema,
    height: z.int(),
  })
  .meta({ id: 'Summary' });

const LegSchema = z.object({
  tradeId: TradeId,
  seller: InstitutionCode,
  buyer: InstitutionCode,
  faceAmount: Amount,
  settlementAmount: Amount,
});

const NetSchema = z.object({
  account: z.string(),
  institution: InstitutionCode,
  /** Below zero: delivers. */
  units: SignedAmount,
});

const CashSchema = z.object({ institution: InstitutionCode, amount: SignedAmount });

/** A chain as it would be: found by the program among what is READY. KSD only. */
export const ChainCandidateSchema = z
  .object({
    isin: Isin,
    issueName: Bilingual,
    settlementDate: IsoDate,
    circle: z.boolean(),
    legs: z.array(LegSchema),
    nets: z.array(NetSchema),
    cash: z.array(CashSchema),
    /** Units and won that move one by one, and as a chain. */
    unitsBefore: Amount,
    unitsAfter: Amount,
    cashBefore: Amount,
    cashAfter: Amount,
  })
  .meta({ id: 'ChainCandidate' });

export const ChainSchema = ChainCandidateSchema.extend({
  chainId: ChainId,
  state: StateSchema,
}).meta({ id: 'Chain' });

export const PaymentSchema = z
  .object({
    paymentNo: PaymentNo,
    state: z.string(),
    tradeIds: z.array(TradeId),
    legs: z.array(CashSchema),
    amount: Amount,
    height: z.int(),
  })
  .meta({ id: 'Payment' });

export const HoldingSchema = z
  .object({
    account: z.string(),
    holder: InstitutionCode,
    isin: Isin,
    issueName: Bilingual,
    balance: Amount,
    restricted: Amount,
    free: Amount,
  })
  .meta({ id: 'Holding' });

/** The answer to one of several items. */
export const ItemResultSchema = z
  .object({
    index: z.int(),
    status: z.enum(['ACCEPTED', 'REFUSED', 'UNKNOWN', 'WAITING']),
    tradeId: TradeId.optional(),
    chainId: ChainId.optional(),
    paymentNo: PaymentNo.optional(),
    revision: z.int().optional(),
    leaf: Hash.optional(),
    code: ErrorCodeSchema.optional(),
    params: z.record(z.string(), z.string()).optional(),
    sentence: Bilingual.optional(),
  })
  .meta({ id: 'ItemResult' });
