import { createCipheriv, createDecipheriv, createHmac, hash, randomBytes } from 'node:crypto';
import { BondledgerError } from '@bondledger/domain';
import type { FastifyBaseLogger } from 'fastify';
import { OUTCOME_DAYS } from '../limits.js';
import type { Store } from '../store/open-store.js';
import { namesOf, rowsInserter } from '../store/json-rows.js';
import { RowWriter } from '../store/row-writer.js';
import type { OutcomesTable } from '../store/tables.js';

/** What a write was answered. */
export interface Outcome {
  readonly status: number;
  /** The whole answer, as it was sent; empty for none. */
  readonly body: string;
}

/**
 * A write at work. One that a crash or a failure cut off is begun again when it is sent again: it
 * may have done what it was asked, or some of it.
 */
export interface KeyedWork {
  /** Of this owner, key and request alone: what is made is named after it, and found by it. */
  readonly work: string;
  /** It was begun before, and nobody knows how far it came. */
  readonly mayBeThere: boolean;
}

/** A write, known by the key that its sender gave it. */
export interface KeyedWrite {
  /** Whose key it is: nobody meets another's. */
  readonly owner: string;
  readonly key: string;
  /** Everything that was asked. */
  readonly request: readonly (string | Uint8Array)[];
}

/**
 * An answer may hold a token or what is in a trade, and a request a password: so what is kept is
 * sealed under the very key that the sender gave, and found by its hash.
 */
interface Sealed {
  readonly name: string;
  readonly requestHash: string;
  readonly seal: Buffer;
}

function sealedOf({ owner, key, request }: KeyedWrite): Sealed {
  const derive = (use: string): Buffer =>
    hash('sha256', `bondledger/outcome/1\0${use}\0${owner}\0${key}`, 'buffer');
  const asked = createHmac('sha256', derive('request'));
  for (const part of request) asked.update(part).update('\0');
  const name = derive('name').toString('hex');
  return { name, requestHash: asked.digest('hex'), seal: derive('seal') };
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

function sealBody(seal: Buffer, body: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', seal, nonce);
  const parts = [nonce, cipher.update(body, 'utf8'), cipher.final(), cipher.getAuthTag()];
  return Buffer.concat(parts).toString('base64');
}

function openBody(seal: Buffer, text: string): string {
  const bytes = Buffer.from(text, 'base64');
  const end = bytes.length - TAG_BYTES;
  const decipher = createDecipheriv('aes-256-gcm', seal, bytes.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(bytes.subarray(end));
  const opened = decipher.update(bytes.subarray(NONCE_BYTES, end), undefined, 'utf8');
  return opened + decipher.final('utf8');
}

interface AtWork {
  readonly requestHash: string;
  readonly outcome: Promise<Outcome>;
}

interface Answered extends Outcome {
  readonly isRepeated: boolean;
}

const DAY_MS = 24 * 60 * 60_000;

/** The status of a write that has no answer yet. */
const BEGUN = 0;

/**
 * The outcomes of writes by their idempotency keys: who sends a write again gets the same answer,
 * also after a restart, and nothing is done twice. A write is kept as begun before it is done, so
 * that one whose answer was lost is known for what it is. A second one that comes while the first
 * is at work waits for it. One server writes to these tables, so it knows all keys that were used.
 */
export class Outcomes {
  readonly #store: Store;
  readonly #now: () => Date;
  readonly #writer: RowWriter<OutcomesTable>;
  readonly #insertRows: (rows: readonly OutcomesTable[]) => Promise<void>;
  readonly #atWork = new Map<string, AtWork>();
  readonly #used: Set<string>;
  /** Rows that the database has not taken yet. */
  readonly #waiting = new Map<string, OutcomesTable>();
  #swept: number;

  private constructor(
    store: Store,
    now: () => Date,
    log: FastifyBaseLogger,
    used: readonly string[],
  ) {
    this.#store = store;
    this.#now = now;
    this.#used = new Set(used);
    this.#swept = now().getTime();
    this.#insertRows = insertInto(store);
    this.#writer = new RowWriter<OutcomesTable>(
      (rows) => this.#insert(rows),
      (err) => log.error({ err }, 'outcomes wait for their database'),
      ({ body }) => body.length,
    );
  }

  static async open(store: Store, now: () => Date, log: FastifyBaseLogger): Promise<Outcomes> {
    await sweep(store, now().getTime());
    const rows = await store.selectFrom('outcomes').select('name').execute();
    const used = rows.map(({ name }) => name);
    return new Outcomes(store, now, log, used);
  }

  /**
   * Does a write, or answers what it was answered before.
   *
   * @param perform Throws where the same may be tried again: that is no outcome to keep.
   * @throws BondledgerError IDEMPOTENCY_KEY_REUSED; DATABASE_DOWN where it was sent before and what
   * became of it cannot be read; and what doing it throws
   */
  async once(write: KeyedWrite, perform: (work: KeyedWork) => Promise<Outcome>): Promise<Answered> {
    this.#sweepDaily();
    const sealed = sealedOf(write);
    const { name, requestHash } = sealed;
    const other = this.#atWork.get(name);
    if (other !== undefined) {
      if (other.requestHash !== requestHash) throw reused();
      const { status, body } = await other.outcome;
      return { status, body, isRepeated: true };
    }
    const answered = this.#first(sealed, perform);
    // Whoever waits for it is told; if nobody does, that is no fault of its own.
    answered.catch(() => undefined);
    this.#atWork.set(name, { requestHash, outcome: answered });
    try {
      return await answered;
    } finally {
      this.#atWork.delete(name);
    }
  }

  async #first(
    { name, requestHash, seal }: Sealed,
    perform: (work: KeyedWork) => Promise<Outcome>,
  ): Promise<Answered> {
    const kept = await this.#find(name);
    if (kept !== undefined) {
      if (kept.request_hash !== requestHash) throw reused();
      if (kept.status !== BEGUN) {
        return { status: kept.status, body: openBody(seal, kept.body), isRepeated: true };
      }
    }
    const row = (status: number, body: string): OutcomesTable => ({
      name,
      request_hash: requestHash,
      status,
      body,
      at: this.#now().toISOString(),
    });
    if (kept === undefined) await this.#write(row(BEGUN, ''));
    const outcome = await perform({ work: requestHash, mayBeThere: kept !== undefined });
    await this.#write(row(outcome.status, sealBody(seal, outcome.body)));
    return { status: outcome.status, body: outcome.body, isRepeated: false };
  }

  /** Resolves when the row is kept; where the database is gone it waits here, and is found here. */
  async #write(row: OutcomesTable): Promise<void> {
    const written = this.#writer.write(row);
    const before = this.#waiting.get(row.name);
    this.#waiting.set(row.name, row);
    try {
      await written;
    } catch (error) {
      if (before === undefined) this.#waiting.delete(row.name);
      else this.#waiting.set(row.name, before);
      throw error;
    }
  }

  async #insert(rows: readonly OutcomesTable[]): Promise<void> {
    // Of a write that was begun and answered while the database was gone the answer is enough.
    const newest = new Map(rows.map((row) => [row.name, row]));
    await this.#insertRows([...newest.values()]);
    for (const row of rows) {
      this.#used.add(row.name);
      if (this.#waiting.get(row.name) === row) this.#waiting.delete(row.name);
    }
  }

  async #find(name: string): Promise<OutcomesTable | undefined> {
    const waiting = this.#waiting.get(name);
    if (waiting !== undefined || !this.#used.has(name)) return waiting;
    const found = this.#store.selectFrom('outcomes').selectAll().where('name', '=', name);
    return found.executeTakeFirst();
  }

  #sweepDaily(): void {
    const now = this.#now().getTime();
    if (now - this.#swept < DAY_MS) return;
    this.#swept = now;
    sweep(this.#store, now).then(
      (names) => names.forEach((name) => this.#used.delete(name)),
      () => undefined,
    );
  }

  close(): Promise<void> {
    return this.#writer.close();
  }
}

const insertInto = (store: Store): ((rows: readonly OutcomesTable[]) => Promise<void>) =>
  rowsInserter(store, TYPES, (rows) =>
    store
      .insertInto('outcomes')
      .columns(namesOf(TYPES))
      .expression(rows)
      .onConflict((conflict) =>
        conflict
          .column('name')
          .doUpdateSet((row) => ({
            status: row.ref('excluded.status'),
            body: row.ref('excluded.body'),
            at: row.ref('excluded.at'),
          }))
          .where('outcomes.status', '=', BEGUN),
      ),
  );

/** Nothing in them but hashes, base64, a number and a moment: all of it can be JSON. */
const TYPES = {
  name: 'text',
  request_hash: 'text',
  status: 'integer',
  body: 'text',
  at: 'text',
} as const;

/** @returns the names of what was forgotten */
async function sweep(store: Store, now: number): Promise<readonly string[]> {
  const before = new Date(now - OUTCOME_DAYS * DAY_MS).toISOString();
  const old = store.deleteFrom('outcomes').where('at', '<', before).returning('name');
  return (await old.execute()).map(({ name }) => name);
}

const reused = (): BondledgerError => new BondledgerError({ code: 'IDEMPOTENCY_KEY_REUSED' });
