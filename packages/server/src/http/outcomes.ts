import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import { BondledgerError } from '@bondledger/domain';
import type { FastifyBaseLogger } from 'fastify';
import { OUTCOME_DAYS } from '../limits.js';
import type { Store } from '../store/open-store.js';
import { RowWriter } from '../store/row-writer.js';
import type { OutcomesTable } from '../store/tables.js';

/** What a write was answered. */
export interface Outcome {
  readonly status: number;
  /** The whole answer, as it was sent; empty for none. */
  readonly body: string;
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
    createHash('sha256').update(`bondledger/outcome/1\0${use}\0${owner}\0${key}`).digest();
  const hash = createHmac('sha256', derive('request'));
  for (const part of request) hash.update(part).update('\0');
  const name = derive('name').toString('hex');
  return { name, requestHash: hash.digest('hex'), seal: derive('seal') };
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

/**
 * The outcomes of writes by their idempotency keys: who sends a write again gets the same answer,
 * also after a restart, and nothing is done twice. A second one that comes while the first is at
 * work waits for it. One server writes to these tables, so it knows all keys that were used.
 */
export class Outcomes {
  readonly #store: Store;
  readonly #now: () => Date;
  readonly #writer: RowWriter<OutcomesTable>;
  readonly #atWork = new Map<string, AtWork>();
  readonly #used: Set<string>;
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
    this.#writer = new RowWriter<OutcomesTable>(
      async (rows) => {
        await store
          .insertInto('outcomes')
          .values([...rows])
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      },
      (err) => log.error({ err }, 'outcomes wait for their database'),
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
   * @throws BondledgerError IDEMPOTENCY_KEY_REUSED; DATABASE_DOWN where it was answered before and
   * the answer cannot be read; and what doing it throws
   */
  async once(write: KeyedWrite, perform: () => Promise<Outcome>): Promise<Answered> {
    this.#sweepDaily();
    const sealed = sealedOf(write);
    const { name, requestHash } = sealed;
    const other = this.#atWork.get(name);
    if (other !== undefined) {
      if (other.requestHash !== requestHash) throw reused();
      return { ...(await other.outcome), isRepeated: true };
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
    perform: () => Promise<Outcome>,
  ): Promise<Answered> {
    const kept = this.#used.has(name) ? await this.#find(name) : undefined;
    if (kept !== undefined) {
      if (kept.request_hash !== requestHash) throw reused();
      return { status: kept.status, body: openBody(seal, kept.body), isRepeated: true };
    }
    const outcome = await perform();
    this.#used.add(name);
    await this.#writer.write({
      name,
      request_hash: requestHash,
      status: outcome.status,
      body: sealBody(seal, outcome.body),
      at: this.#now().toISOString(),
    });
    return { ...outcome, isRepeated: false };
  }

  #find(name: string): Promise<OutcomesTable | undefined> {
    const found = this.#store.selectFrom('outcomes').selectAll().where('name', '=', name);
    return found.executeTakeFirst();
  }

  #sweepDaily(): void {
    const now = this.#now().getTime();
    if (now - this.#swept < DAY_MS) return;
    this.#swept = now;
    sweep(this.#store, now).catch(() => undefined);
  }

  close(): Promise<void> {
    return this.#writer.close();
  }
}

async function sweep(store: Store, now: number): Promise<void> {
  const before = new Date(now - OUTCOME_DAYS * DAY_MS).toISOString();
  await store.deleteFrom('outcomes').where('at', '<', before).execute();
}

const reused = (): BondledgerError => new BondledgerError({ code: 'IDEMPOTENCY_KEY_REUSED' });
