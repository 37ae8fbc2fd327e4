import { z } from 'zod';
import { ROLES } from '@bondledger/domain';
import { Bilingual, Cursor, ErrorCodeSchema, InstitutionCode, Moment, pageOf } from './common.js';

/** What a person or a machine may do at its own institution. */
export const RIGHTS = [
  /** Reads trades, summaries, the explorer. Everybody has it. */
  'READ',
  /** Prepares and takes steps; captures, imports and submits back-office trades. */
  'MAKE',
  /** Approves what another person made. */
  'CHECK',
  /** Users, tokens, the institution's settings. */
  'ADMINISTER',
  /** The audit log. */
  'AUDIT',
  /** Monitoring, the business day, the registry, the demo's drive. */
  'OPERATE',
] as const;
export const RightSchema = z.enum(RIGHTS).meta({ id: 'Right' });

export const UserName = z.string().regex(/^[a-z][a-z0-9.-]{1,39}$/);
const Password = z.string().min(8).max(200);

export const SignInSchema = z.strictObject({
  user: z.string().min(1).max(60),
  password: z.string().min(1).max(200),
});

export const SessionSchema = z
  .object({
    /** The user's name, or a token's identifier. */
    user: z.string(),
    name: z.string(),
    institution: InstitutionCode,
    institutionName: Bilingual,
    institutionRoles: z.array(z.enum(ROLES)),
    rights: z.array(RightSchema),
    demo: z.boolean(),
    /** Sent back as the header `x-csrf-token` with every write; empty for a token. */
    csrfToken: z.string(),
    expiresAt: Moment,
  })
  .meta({ id: 'Session' });

export const ChangePasswordSchema = z.strictObject({
  current: z.string().min(1).max(200),
  next: Password,
});

export const UserSchema = z
  .object({
    user: UserName,
    name: z.string(),
    institution: InstitutionCode,
    rights: z.array(RightSchema),
    status: z.enum(['ACTIVE', 'LOCKED']),
    createdAt: Moment,
    lastSignInAt: Moment.optional(),
  })
  .meta({ id: 'User' });

export const NewUserSchema = z.strictObject({
  user: UserName,
  name: z.string().min(1).max(60),
  rights: z.array(RightSchema).min(1),
  password: Password,
});

export const ChangeUserSchema = z.strictObject({
  name: z.string().min(1).max(60).optional(),
  rights: z.array(RightSchema).min(1).optional(),
  status: z.enum(['ACTIVE', 'LOCKED']).optional(),
  password: Password.optional(),
});

export const TokenSchema = z
  .object({
    tokenId: z.string(),
    name: z.string(),
    rights: z.array(RightSchema),
    createdBy: UserName,
    createdAt: Moment,
    expiresAt: Moment,
    lastUsedAt: Moment.optional(),
  })
  .meta({ id: 'Token' });

/** What a machine may do: what takes two persons, no machine does. */
export const TOKEN_RIGHTS = ['READ', 'MAKE', 'AUDIT', 'OPERATE'] as const;

export const NewTokenSchema = z.strictObject({
  name: z.string().min(1).max(60),
  rights: z.array(z.enum(TOKEN_RIGHTS)).min(1).max(TOKEN_RIGHTS.length),
  /** Days from now. */
  days: z.int().min(1).max(366).default(90),
});

/** It reads the ledger and sends batches that its holder signed: no other right. */
export const NewGatewayTokenSchema = NewTokenSchema.omit({ rights: true });

/** The secret is shown this once. */
export const MadeTokenSchema = TokenSchema.extend({ secret: z.string() });

export const AuditEntrySchema = z
  .object({
    entry: z.int(),
    at: Moment,
    institution: InstitutionCode.optional(),
    user: z.string().optional(),
    action: z.string(),
    decision: z.enum(['ALLOWED', 'REFUSED']),
    code: ErrorCodeSchema.optional(),
    subject: z.string().optional(),
    requestId: z.string().optional(),
  })
  .meta({ id: 'AuditEntry' });

export const AuditQuerySchema = z.object({
  cursor: Cursor.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
  user: z.string().max(60).optional(),
  action: z.string().max(60).optional(),
  decision: z.enum(['ALLOWED', 'REFUSED']).optional(),
});
export const AuditPageSchema = pageOf(AuditEntrySchema);

export type Right = (typeof RIGHTS)[number];
