import { z } from 'zod';
import { ERROR_CODES, isIsoDate } from '@bondledger/domain';
import { QUERY_TRADES } from '../../limits.js';

/** Won, as a decimal string without sign or leading zeros: JSON has no integers of this size. */
export const Amount = z
  .string()
  .regex(/^(0|[1-9][0-9]{0,19})$/)
  .meta({ id: 'Amount', description: 'Won, a decimal string', example: '10000000000' });

/** Won that may be less than zero. */
export const SignedAmount = z
  .string()
  .regex(/^(0|-?[1-9][0-9]{0,25})$/)
  .meta({ id: 'SignedAmount', description: 'Won, may be negative' });

export const IsoDate = z
  .string()
  .regex(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/)
  .refine(isIsoDate)
  .meta({ id: 'IsoDate', description: 'A calendar date', example: '2026-09-21' });

/** A moment in UTC. */
export const Moment = z
  .string()
  .regex(/^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{8,15}Z$/)
  .meta({ id: 'Moment', description: 'UTC', example: '2026-09-21T05:04:03.000Z' });

export const InstitutionCode = z
  .string()
  .regex(/^[A-Z][A-Z0-9]{1,11}$/)
  .meta({ id: 'InstitutionCode', example: 'HBSEC' });

export const Isin = z
  .string()
  .regex(/^[A-Z]{2}[A-Z0-9]{9}[0-9]$/)
  .meta({ id: 'Isin', description: 'ISO 6166', example: 'KR103502GE63' });

export const TradeId = z.string().regex(/^[0-9]{8}-[0-9A-Z]{26}$/);
export const ChainId = z.string().regex(/^[0-9]{8}-C[0-9A-Z]{13}$/);
export const PaymentNo = z.string().regex(/^[0-9]{8}-C?[0-9A-Z]{13}-[1-9][0-9]{0,3}$/);
export const Hash = z.string().regex(/^[0-9a-f]{64}$/);

export const Bilingual = z
  .object({ ko: z.string(), en: z.string() })
  .meta({ id: 'Bilingual', description: 'A text in both languages' });

export const ErrorCodeSchema = z
  .enum(ERROR_CODES)
  .meta({ id: 'ErrorCode', description: 'Stable; sentences are not' });

/** Problem details (RFC 9457) with the code of the catalogue and both sentences. */
export const Problem = z
  .object({
    type: z.string().meta({ example: 'urn:bondledger:error:TRADE_UNKNOWN' }),
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string().optional(),
    instance: z.string().optional(),
    code: ErrorCodeSchema,
    params: z.record(z.string(), z.string()),
    sentence: Bilingual,
    /** Where the request breaks its schema. */
    errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
    requestId: z.string().optional(),
  })
  .meta({ id: 'Problem' });

/** The cursor of the next page; an opaque text, good for the same question only. */
export const Cursor = z.string().regex(/^[A-Za-z0-9_-]{1,400}$/);

export const PageQuery = z.object({
  cursor: Cursor.optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(50),
});

/** One page; `next` is absent on the last one. */
export const pageOf = <T extends z.ZodType>(
  item: T,
): z.ZodObject<{ items: z.ZodArray<T>; next: z.ZodOptional<typeof Cursor> }> =>
  z.object({ items: z.array(item), next: Cursor.optional() });

/** `a,b,c` in a query: at least one of the words. */
export const wordsOf = <T extends readonly [string, ...string[]]>(
  words: T,
): z.ZodType<T[number][], string> =>
  z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(words)).min(1).max(words.length));

/** `a,b,c` in a query: trades by their numbers. */
export const TradeIds = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(TradeId).min(1).max(QUERY_TRADES));

/** `true` or `false` in a query. */
export const Flag = z.enum(['true', 'false']).transform((text) => text === 'true');
