import type { FastifyBaseLogger } from 'fastify';
import type { ErrorCode } from '@bondledger/domain';
import type { AuditEntry } from '@bondledger/sdk/api';
import type { Store } from '../store/open-store.js';
import { namesOf, rowsInserter } from '../store/json-rows.js';
import { RowWriter } from '../store/row-writer.js';

/** A decision to allow or to refuse. Identifiers and codes only, nothing of a trade's terms. */
export interface Decision {
  readonly institution?: string | undefined;
  readonly user?: string | undefined;
  /** A route's name. */
  readonly action: string;
  readonly decision: 'ALLOWED' | 'REFUSED';
  readonly code?: ErrorCode | undefined;
  /** What it was about: an identifier. */
  readonly subject?: string | undefined;
  readonly requestId?: string | undefined;
}

export interface AuditQuestion {
  readonly before?: number | undefined;
  readonly limit: number;
  readonly user?: string | undefined;
  readonly action?: string | undefined;
  readonly decision?: 'ALLOWED' | 'REFUSED' | undefined;
}

interface Row extends Decision {
  readonly at: string;
}

/** Every decision about a write or a sign-in, and every read that was refused. It only grows. */
export class AuditLog {
  readonly #store: Store;
  readonly #now: () => Date;
  readonly #writer: RowWriter<Row>;

  constructor(store: Store, now: () => Date, log: FastifyBaseLogger) {
    this.#store = store;
    this.#now = now;
    const insert = rowsInserter<ReturnType<typeof toRow>>(store, TYPES, (rows) =>
      store.insertInto('audit').columns(namesOf(TYPES)).expression(rows),
    );
    this.#writer = new RowWriter<Row>(
      (rows) => insert(rows.map(toRow)),
      (err) => log.error({ err }, 'the audit log waits for its database'),
    );
  }

  /** Resolves when it is written, or kept for a database that is gone. */
  record(decision: Decision): Promise<void> {
    return this.#writer.write({ at: this.#now().toISOString(), ...decision });
  }

  /** Decisions about an institution's people, newest first. */
  async read(institution: string, question: AuditQuestion): Promise<readonly AuditEntry[]> {
    let query = this.#store
      .selectFrom('audit')
      .selectAll()
      .where('institution', '=', institution)
      .orderBy('entry', 'desc')
      .limit(question.limit);
    const { before, user, action, decision } = question;
    if (before !== undefined) query = query.where('entry', '<', before.toString());
    if (user !== undefined) query = query.where('user_name', '=', user);
    if (action !== undefined) query = query.where('action', '=', action);
    if (decision !== undefined) query = query.where('decision', '=', decision);
    return (await query.execute()).map((row) => ({
      entry: Number(row.entry),
      at: row.at,
      action: row.action,
      decision: row.decision === 'ALLOWED' ? 'ALLOWED' : 'REFUSED',
      ...(row.institution === null ? {} : { institution: row.institution }),
      ...(row.user_name === null ? {} : { user: row.user_name }),
      // Only codes of the catalogue are written.
      ...(row.code === null ? {} : { code: row.code as ErrorCode }),
      ...(row.subject === null ? {} : { subject: row.subject }),
      ...(row.request_id === null ? {} : { requestId: row.request_id }),
    }));
  }

  close(): Promise<void> {
    return this.#writer.close();
  }
}

/** What JSON may hold and a text of PostgreSQL may not: half a character, and zero. */
const UNFIT = /[\p{Cs}\0]/gu;

const textOf = (value: string | undefined): string | null => value?.replace(UNFIT, '') ?? null;

const toRow = (row: Row) => ({
  at: row.at,
  action: row.action,
  decision: row.decision,
  institution: textOf(row.institution),
  user_name: textOf(row.user),
  code: row.code ?? null,
  subject: textOf(row.subject),
  request_id: textOf(row.requestId),
});

const TYPES = {
  at: 'text',
  action: 'text',
  decision: 'text',
  institution: 'text',
  user_name: 'text',
  code: 'text',
  subject: 'text',
  request_id: 'text',
} as const;
