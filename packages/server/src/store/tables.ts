import type { Generated } from 'kysely';

/** The server's own tables. Moments are texts in UTC, which sort as they are. */
export interface Tables {
  readonly users: UsersTable;
  readonly tokens: TokensTable;
  readonly sessions: SessionsTable;
  readonly audit: AuditTable;
  readonly outcomes: OutcomesTable;
}

export interface UsersTable {
  readonly user_name: string;
  readonly name: string;
  readonly institution: string;
  /** `READ,MAKE` */
  readonly rights: string;
  readonly status: string;
  readonly password: string;
  readonly created_at: string;
  readonly last_sign_in_at: string | null;
}

export interface TokensTable {
  readonly token_id: string;
  readonly institution: string;
  readonly name: string;
  readonly rights: string;
  readonly secret_hash: string;
  readonly created_by: string;
  readonly created_at: string;
  readonly expires_at: string;
  readonly last_used_at: string | null;
}

export interface SessionsTable {
  readonly secret_hash: string;
  readonly user_name: string;
  readonly created_at: string;
  readonly last_seen_at: string;
}

/** Rows can only be added. */
export interface AuditTable {
  readonly entry: Generated<string>;
  readonly at: string;
  readonly institution: string | null;
  readonly user_name: string | null;
  readonly action: string;
  readonly decision: string;
  readonly code: string | null;
  readonly subject: string | null;
  readonly request_id: string | null;
}

/** What a write was answered, under its idempotency key: 0 and nothing where it is only begun. */
export interface OutcomesTable {
  /** The hash of the key and of whose it is. */
  readonly name: string;
  readonly request_hash: string;
  readonly status: number;
  /** Sealed under the key. */
  readonly body: string;
  readonly at: string;
}

/** In the order in which they are made; each may be repeated. */
export const statements = (schema: string): readonly string[] => [
  `create table if not exists ${schema}.users (
    user_name text primary key, name text not null, institution text not null,
    rights text not null, status text not null, password text not null,
    created_at text not null, last_sign_in_at text)`,
  `create table if not exists ${schema}.tokens (
    token_id text primary key, institution text not null, name text not null,
    rights text not null, secret_hash text not null unique, created_by text not null,
    created_at text not null, expires_at text not null, last_used_at text)`,
  `create table if not exists ${schema}.sessions (
    secret_hash text primary key, user_name text not null,
    created_at text not null, last_seen_at text not null)`,
  `create table if not exists ${schema}.audit (
    entry bigint generated always as identity primary key, at text not null,
    institution text, user_name text, action text not null, decision text not null,
    code text, subject text, request_id text)`,
  `create index if not exists audit_of on ${schema}.audit (institution, entry desc)`,
  `create or replace function ${schema}.audit_only_grows() returns trigger language plpgsql
    as $$ begin raise exception 'the audit log only grows'; end $$`,
  `create or replace trigger audit_only_grows
    before update or delete or truncate on ${schema}.audit
    for each statement execute function ${schema}.audit_only_grows()`,
  `create table if not exists ${schema}.outcomes (
    name text primary key, request_hash text not null,
    status integer not null, body text not null, at text not null)`,
  `create index if not exists outcomes_at on ${schema}.outcomes (at)`,
];
