import { z } from 'zod';
import { STEPS } from '@bondledger/domain';
import { Amount, Bilingual, ErrorCodeSchema, InstitutionCode, Moment } from './common.js';

export const STAGES = ['queue', 'sign', 'endorse', 'order', 'commit', 'project'] as const;

export const ComponentSchema = z
  .object({
    component: z.string(),
    status: z.enum(['OK', 'WARN', 'DOWN']),
    height: z.int().optional(),
    /** Blocks behind the ledger. */
    behind: z.int().optional(),
    code: ErrorCodeSchema.optional(),
    detail: Bilingual.optional(),
  })
  .meta({ id: 'Component' });

export const AlarmSchema = z
  .object({
    alarm: z.string(),
    severity: z.enum(['WARN', 'CRITICAL']),
    since: Moment,
    sentence: Bilingual,
  })
  .meta({ id: 'Alarm' });

/** The newest minutes, oldest first; a figure is null where nothing was measured. */
export const MonitoringSchema = z
  .object({
    now: Moment,
    engine: z.string(),
    height: z.int(),
    headHash: z.string(),
    minutes: z.array(
      z.object({
        at: Moment,
        blocks: z.int(),
        transactions: z.int(),
        instructions: z.int(),
        refusals: z.int(),
      }),
    ),
    stages: z.array(
      z.object({
        stage: z.enum(STAGES),
        count: z.int(),
        p50Ms: z.number().nullable(),
        p95Ms: z.number().nullable(),
        p99Ms: z.number().nullable(),
      }),
    ),
    refusals: z.array(z.object({ code: ErrorCodeSchema, count: z.int() })),
    queues: z.array(z.object({ queue: z.string(), depth: z.int(), limit: z.int() })),
    retries: z.int(),
    conflicts: z.int(),
    readModel: z.array(
      z.object({
        institution: InstitutionCode,
        height: z.int(),
        behind: z.int(),
        lagMs: z.number(),
      }),
    ),
    memory: z.object({ rssBytes: z.int(), heapBytes: z.int() }),
    eventLoopDelayMs: z.object({ p50: z.number(), p99: z.number() }),
    sizes: z.array(z.object({ what: z.string(), bytes: z.int() })),
    components: z.array(ComponentSchema),
    alarms: z.array(AlarmSchema),
  })
  .meta({ id: 'Monitoring' });

/** The demo's day: all institutions act by themselves. */
export const DriveSchema = z
  .object({
    state: z.enum(['IDLE', 'RUNNING', 'PAUSED', 'DONE']),
    /** Steps a second over all institutions; 0 is as fast as it goes. */
    speed: z.number().min(0),
    /** Institutions that people play by hand: the drive takes no step for them. */
    byHand: z.array(InstitutionCode),
    /** Tickets in the back offices of the day, and how many of them ended. */
    trades: z.int(),
    ended: z.int(),
    steps: z.array(z.object({ step: z.enum([...STEPS, 'SET_DAY']), taken: z.int() })),
    startedAt: Moment.optional(),
    /** Why it stands still, where it does. */
    waitsFor: Bilingual.optional(),
  })
  .meta({ id: 'Drive' });

export const SetDriveSchema = z.strictObject({
  action: z.enum(['START', 'PAUSE', 'RESUME']).optional(),
  speed: z.number().min(0).max(100_000).optional(),
  byHand: z.array(InstitutionCode).max(50).optional(),
});

const Every = z.int().min(0).max(1000);

/** The simulator of BOK-Wire+: its faults on request, and its accounts. Demo only. */
export const BokSchema = z
  .object({
    faults: z.object({
      /** An answer shows only after so many polls; 0 is at once. */
      slow: Every,
      /** Every n-th answer is lost once, or delivered twice; 0 is never. */
      loseAnswers: Every,
      doubleAnswers: Every,
    }),
    accounts: z.array(z.object({ institution: InstitutionCode, balance: Amount })),
    queued: z.int(),
  })
  .meta({ id: 'Bok' });

export const SetBokSchema = z.strictObject({
  slow: Every.optional(),
  loseAnswers: Every.optional(),
  doubleAnswers: Every.optional(),
});

/** What is sent on the event stream; the id resumes it (`Last-Event-ID`). */
export const EVENT_TYPES = ['trade', 'day', 'block', 'job', 'approval', 'drive'] as const;
export const EventSchema = z
  .discriminatedUnion('type', [
    z.object({
      type: z.literal('trade'),
      tradeId: z.string(),
      state: z.string(),
      revision: z.int(),
      height: z.int(),
    }),
    z.object({ type: z.literal('day'), businessDate: z.string(), phase: z.string() }),
    z.object({ type: z.literal('block'), height: z.int(), hash: z.string() }),
    z.object({ type: z.literal('job'), jobId: z.string(), state: z.string(), done: z.int() }),
    z.object({ type: z.literal('approval'), approvalId: z.string(), state: z.string() }),
    z.object({ type: z.literal('drive'), state: z.string(), ended: z.int() }),
  ])
  .meta({ id: 'Event' });
