import { z } from 'zod';
import { INSTRUMENT_TYPES, ROLES } from '@bondledger/domain';
import { Bilingual, Hash, InstitutionCode, Isin, IsoDate, Moment } from './common.js';

const Base64 = z.string().regex(/^[A-Za-z0-9+/]{20,400}={0,2}$/);

export const InfoSchema = z
  .object({
    version: z.string(),
    ledgerId: Hash,
    engine: z.string(),
    demo: z.boolean(),
    /** Whom this server serves. */
    institutions: z.array(z.object({ code: InstitutionCode, name: Bilingual })),
  })
  .meta({ id: 'Info' });

export const DaySchema = z
  .object({
    businessDate: IsoDate,
    phase: z.enum(['OPEN', 'CUT_OFF', 'CLOSED']),
    /** The clock time in KST at which the operator closes the day's business. */
    cutOff: z.string(),
    height: z.int(),
    now: Moment,
  })
  .meta({ id: 'Day' });

export const SetDaySchema = z.strictObject({
  businessDate: IsoDate,
  phase: z.enum(['OPEN', 'CUT_OFF', 'CLOSED']),
});

export const ParticipantSchema = z
  .object({
    code: InstitutionCode,
    name: Bilingual,
    roles: z.array(z.enum(ROLES)),
    peer: z.boolean(),
    coEndorser: InstitutionCode,
    status: z.enum(['ACTIVE', 'SUSPENDED']),
    served: z.boolean(),
    keys: z.array(
      z.object({
        keyId: z.string(),
        status: z.enum(['ACTIVE', 'REVOKED']),
        registeredOn: IsoDate,
        certificate: z.object({
          subject: z.string(),
          issuer: z.string(),
          notBefore: Moment,
          notAfter: Moment,
        }),
      }),
    ),
  })
  .meta({ id: 'Participant' });

/** Public halves of the keys that an institution made and keeps, and that it holds them. */
export const JoinKeysSchema = z
  .strictObject({ signing: Base64, sealing: Base64, possession: Base64 })
  .meta({ id: 'JoinKeys' });

/** Without keys, a demo server makes them and answers the key store once. */
export const NewParticipantSchema = z.strictObject({
  code: InstitutionCode,
  name: z.strictObject({ ko: z.string().min(1).max(60), en: z.string().min(1).max(60) }),
  roles: z.array(z.enum(ROLES)).min(1),
  coEndorser: InstitutionCode.optional(),
  keys: JoinKeysSchema.optional(),
});

export const JoinedParticipantSchema = z
  .object({
    participant: ParticipantSchema,
    /** Of the keys that were told: of the signing key, DER in base64. */
    certificate: z.string().optional(),
    /** The encrypted key store file, its passphrase, and a token for the gateway; shown once. */
    keyStore: z.string().optional(),
    passphrase: z.string().optional(),
    token: z.string().optional(),
  })
  .meta({ id: 'JoinedParticipant' });

export const IssueSchema = z
  .object({
    isin: Isin,
    name: Bilingual,
    instrumentType: z.enum(INSTRUMENT_TYPES),
    maturityDate: IsoDate,
  })
  .meta({ id: 'Issue' });

export const HolidaysSchema = z
  .object({ holidays: z.array(z.object({ date: IsoDate, name: Bilingual.optional() })) })
  .meta({ id: 'Holidays' });

export const BlockRowSchema = z
  .object({
    height: z.int(),
    hash: Hash,
    previous: Hash,
    time: Moment,
    transactions: z.int(),
    instructions: z.int(),
    writes: z.int(),
    bytes: z.int(),
  })
  .meta({ id: 'BlockRow' });

export const TransactionRowSchema = z
  .object({
    height: z.int(),
    index: z.int(),
    hash: Hash,
    /** Who signed a batch stands sealed in the records: the ledger does not tell everybody. */
    batches: z.array(z.object({ leaves: z.array(Hash), accepted: z.array(z.boolean()) })),
    /** Keys as they stand on the ledger, and how many bytes were written: all of it is sealed. */
    writes: z.array(z.object({ key: z.string(), bytes: z.int() })),
  })
  .meta({ id: 'TransactionRow' });

export const BlockSchema = BlockRowSchema.extend({
  root: Hash,
  details: z.array(TransactionRowSchema),
}).meta({ id: 'Block' });

/** What a number, an identifier or a hash was found to be. */
export const FoundSchema = z
  .object({
    kind: z.enum(['BLOCK', 'TRANSACTION', 'TRADE', 'KEY']),
    height: z.int().optional(),
    index: z.int().optional(),
    id: z.string(),
  })
  .meta({ id: 'Found' });

export const KeyVersionSchema = z
  .object({ height: z.int(), index: z.int(), time: Moment, bytes: z.int(), hash: Hash })
  .meta({ id: 'KeyVersion' });
