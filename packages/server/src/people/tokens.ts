import { BondledgerError } from '@bondledger/domain';
import type { Right, Token } from '@bondledger/sdk/api';
import { SESSION_TOUCH_MS, TOKENS_OF_INSTITUTION } from '../limits.js';
import type { Store } from '../store/open-store.js';
import type { TokensTable } from '../store/tables.js';
import type { Principal } from './principal.js';
import { rightsFromText, rightsToText } from './rights.js';
import { drawIdentifier, drawSecret, hashOfSecret } from './secrets.js';

export interface NewToken {
  readonly institution: string;
  readonly name: string;
  readonly rights: readonly Right[];
  readonly days: number;
  readonly createdBy: string;
  /** Where the same write may have made it before; that one's secret reached nobody. */
  readonly tokenId?: string;
}

/** So that a token that got lost is known for what it is. */
const PREFIX = 'bl_';
const DAY_MS = 24 * 60 * 60_000;

/** API tokens of machines, by the hash of their secret. */
export class Tokens {
  readonly #store: Store;
  readonly #now: () => Date;
  readonly #tokens: Map<string, TokensTable>;

  private constructor(store: Store, now: () => Date, rows: readonly TokensTable[]) {
    this.#store = store;
    this.#now = now;
    this.#tokens = new Map(rows.map((row) => [row.secret_hash, row]));
  }

  static async open(store: Store, now: () => Date): Promise<Tokens> {
    return new Tokens(store, now, await store.selectFrom('tokens').selectAll().execute());
  }

  /** Whether it is still there and its time is not over. */
  isAlive(tokenId: string): boolean {
    const row = this.#row(tokenId);
    return row !== undefined && row.expires_at > this.#now().toISOString();
  }

  /** Who has a token; undefined where there is none, or it expired. */
  use(secret: string): Principal | undefined {
    const row = this.#tokens.get(hashOfSecret(secret));
    const now = this.#now();
    if (row === undefined || row.expires_at <= now.toISOString()) return undefined;
    const last = row.last_used_at === null ? 0 : Date.parse(row.last_used_at);
    if (now.getTime() - last >= SESSION_TOUCH_MS) this.#touch(row, now.toISOString());
    const { token_id: id, name, institution, created_by: madeBy } = row;
    const rights = new Set(rightsFromText(row.rights));
    return { kind: 'machine', id, name, madeBy, institution, rights };
  }

  /** When a token that was used just now expires. */
  endOf(tokenId: string): Date {
    const row = this.#row(tokenId);
    return new Date(row?.expires_at ?? this.#now());
  }

  list(institution: string): readonly Token[] {
    return [...this.#tokens.values()]
      .filter((row) => row.institution === institution)
      .map((row) => shown(row));
  }

  /** @throws BondledgerError TOO_MANY */
  async add(token: NewToken): Promise<Token & { readonly secret: string }> {
    const { tokenId = drawIdentifier('t-') } = token;
    const lost = [...this.#tokens.values()].find(({ token_id: id }) => id === tokenId);
    if (lost === undefined && this.list(token.institution).length >= TOKENS_OF_INSTITUTION) {
      const limit = TOKENS_OF_INSTITUTION.toString();
      throw new BondledgerError({ code: 'TOO_MANY', params: { limit } });
    }
    const secret = PREFIX + drawSecret();
    const now = this.#now();
    const row: TokensTable = {
      token_id: tokenId,
      institution: token.institution,
      name: token.name,
      rights: rightsToText(token.rights),
      secret_hash: hashOfSecret(secret),
      created_by: token.createdBy,
      created_at: now.toISOString(),
      expires_at: new Date(now.getTime() + token.days * DAY_MS).toISOString(),
      last_used_at: null,
    };
    await this.#store
      .insertInto('tokens')
      .values(row)
      .onConflict((conflict) => conflict.column('token_id').doUpdateSet(row))
      .execute();
    if (lost !== undefined) this.#tokens.delete(lost.secret_hash);
    this.#tokens.set(row.secret_hash, row);
    return { ...shown(row), secret };
  }

  /** @throws BondledgerError TOKEN_UNKNOWN */
  async remove(institution: string, tokenId: string): Promise<void> {
    const row = this.#row(tokenId);
    if (row?.institution !== institution) {
      throw new BondledgerError({ code: 'TOKEN_UNKNOWN', params: { token: tokenId } });
    }
    // The database first: what is gone from memory alone would be back after a restart.
    await this.#store.deleteFrom('tokens').where('token_id', '=', tokenId).execute();
    this.#tokens.delete(row.secret_hash);
  }

  #row(tokenId: string): TokensTable | undefined {
    return [...this.#tokens.values()].find(({ token_id: id }) => id === tokenId);
  }

  /** Nobody waits for it: it only tells when the token was last used. */
  #touch(row: TokensTable, moment: string): void {
    this.#tokens.set(row.secret_hash, { ...row, last_used_at: moment });
    this.#store
      .updateTable('tokens')
      .set({ last_used_at: moment })
      .where('token_id', '=', row.token_id)
      .execute()
      .catch(() => undefined);
  }
}

const shown = (row: TokensTable): Token => ({
  tokenId: row.token_id,
  name: row.name,
  rights: [...rightsFromText(row.rights)],
  createdBy: row.created_by,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  ...(row.last_used_at === null ? {} : { lastUsedAt: row.last_used_at }),
});
