import { z } from 'zod';
import { CANCEL_REASONS, DECLINE_REASONS, REJECT_REASONS } from '@bondledger/contract';
import { Bilingual, ChainId, InstitutionCode, Moment, PaymentNo, TradeId } from './common.js';
import {
  ItemResultSchema,
  LotSchema,
  OwnSideSchema,
  SideNameSchema,
  StepSchema,
  TermsSchema,
} from './trade.js';

/** Items of one request; what is more than a thousand becomes a job. */
export const MAX_ITEMS = 20_000;

const items = <T extends z.ZodType>(each: T): z.ZodArray<T> => z.array(each).min(1).max(MAX_ITEMS);
/** Linked items stand or fall with the next one of the request. */
const item = <T extends z.core.$ZodShape>(
  shape: T,
): z.ZodObject<T & { linked: z.ZodOptional<z.ZodBoolean> }, z.core.$strict> =>
  z.strictObject({ ...shape, linked: z.boolean().optional() });
const trade = item({ tradeId: TradeId });
const onSide = item({ tradeId: TradeId, side: SideNameSchema.optional() });
const chainOrTrade = z.union([trade, item({ chainId: ChainId })]);
const payment = item({ paymentNo: PaymentNo });

const step = <S extends string, T extends z.ZodType>(
  name: S,
  each: T,
): z.ZodObject<{ step: z.ZodLiteral<S>; items: z.ZodArray<T> }, z.core.$strict> =>
  z.strictObject({ step: z.literal(name), items: items(each) });

/** One step, on one trade or thousands. A side may be left out where only one is one's own. */
export const StepRequestSchema = z
  .discriminatedUnion('step', [
    step('SUBMIT', item({ terms: TermsSchema, own: OwnSideSchema })),
    step('WITHDRAW', trade),
    step('CONFIRM', item({ tradeId: TradeId, own: OwnSideSchema })),
    step(
      'REJECT',
      item({
        tradeId: TradeId,
        reason: z.enum(REJECT_REASONS),
        fields: z.array(z.string().max(40)).max(20).default([]),
      }),
    ),
    step('INSTRUCT', onSide.extend({ lots: z.array(LotSchema).min(1).max(100) })),
    step('APPROVE', onSide),
    step('DECLINE', onSide.extend({ reason: z.enum(DECLINE_REASONS) })),
    step('REQUEST_CANCEL', trade.extend({ reason: z.enum(CANCEL_REASONS) })),
    step('CONFIRM_CANCEL', trade),
    step('DROP_CANCEL', trade),
    step('MERGE', item({ tradeIds: z.array(TradeId).min(2).max(100) })),
    step('SPLIT', item({ chainId: ChainId })),
    step('RESTRICT', chainOrTrade),
    step('RELEASE', chainOrTrade),
    step('REQUEST_PAYMENT', chainOrTrade),
    step('CONFIRM_PAYMENT', payment),
    step('REVOKE_PAYMENT', chainOrTrade),
    step('CONFIRM_REVOKED', payment),
    step('SETTLE', chainOrTrade),
    step('EXPIRE', trade),
    step('FAIL', trade),
  ])
  .meta({ id: 'StepRequest' });

export const JobSchema = z
  .object({
    jobId: z.string(),
    kind: z.enum(['STEP', 'SUBMIT_BACK_OFFICE', 'IMPORT', 'EXPORT', 'REBUILD']),
    state: z.enum(['WAITING', 'RUNNING', 'DONE', 'STOPPED']),
    step: StepSchema.optional(),
    total: z.int(),
    done: z.int(),
    accepted: z.int(),
    refused: z.int(),
    startedAt: Moment,
    endedAt: Moment.optional(),
    /** Where its state and its results are. */
    href: z.string(),
  })
  .meta({ id: 'Job' });

/** A step that a maker prepared and a checker, another person, has to approve. */
export const ApprovalSchema = z
  .object({
    approvalId: z.string(),
    step: StepSchema,
    items: z.int(),
    subjects: z.array(z.string()),
    institution: InstitutionCode,
    maker: z.string(),
    madeAt: Moment,
    state: z.enum(['OPEN', 'APPROVED', 'REFUSED']),
    checker: z.string().optional(),
    checkedAt: Moment.optional(),
    reason: z.string().optional(),
    /** Takes the approved step; the results of many items are found there. */
    jobId: z.string().optional(),
    results: z.array(ItemResultSchema).optional(),
    /** What approving it will do. */
    sentence: Bilingual,
  })
  .meta({ id: 'Approval' });

/** 200 RESULTS, or 202 with where to look: a job, or an approval that waits for a checker. */
export const StepReplySchema = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('RESULTS'), results: z.array(ItemResultSchema) }),
    z.object({
      kind: z.literal('JOB'),
      job: JobSchema,
      /** Items that are not part of the job, since they could not be sent: by their index. */
      refused: z.array(ItemResultSchema).optional(),
    }),
    z.object({ kind: z.literal('APPROVAL'), approval: ApprovalSchema }),
  ])
  .meta({ id: 'StepReply' });
