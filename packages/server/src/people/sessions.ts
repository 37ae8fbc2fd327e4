import {
  SESSION_IDLE_MS,
  SESSION_TOUCH_MS,
  SESSION_WHOLE_MS,
  SESSIONS_OF_USER,
} from '../limits.js';
import type { Store } from '../store/open-store.js';

interface Session {
  readonly user: string;
  readonly createdAt: number;
  lastSeenAt: number;
  writtenAt: number;
}

/**
 * Sessions by the hash of their secret. They end some time after their last use, and after a whole
 * day's work in any case.
 */
export class Sessions {
  readonly #store: Store;
  readonly #now: () => Date;
  readonly #sessions = new Map<string, Session>();

  private constructor(store: Store, now: () => Date) {
    this.#store = store;
    this.#now = now;
  }

  /** Sessions go on over a restart. */
  static async open(store: Store, now: () => Date): Promise<Sessions> {
    const sessions = new Sessions(store, now);
    for (const row of await store.selectFrom('sessions').selectAll().execute()) {
      const lastSeenAt = Date.parse(row.last_seen_at);
      const createdAt = Date.parse(row.created_at);
      const session = { user: row.user_name, createdAt, lastSeenAt, writtenAt: lastSeenAt };
      sessions.#sessions.set(row.secret_hash, session);
    }
    for (const [hash, session] of sessions.#sessions) {
      if (sessions.#hasEnded(session)) await sessions.end(hash);
    }
    return sessions;
  }

  async begin(hash: string, user: string): Promise<void> {
    const at = this.#now().getTime();
    const moment = new Date(at).toISOString();
    await this.#store
      .insertInto('sessions')
      .values({ secret_hash: hash, user_name: user, created_at: moment, last_seen_at: moment })
      .execute();
    this.#sessions.set(hash, { user, createdAt: at, lastSeenAt: at, writtenAt: at });
    const own = [...this.#sessions].filter(([, session]) => session.user === user);
    // The oldest stand first.
    for (const [old] of own.slice(0, -SESSIONS_OF_USER)) await this.end(old);
  }

  /** The session, used once more; undefined where it ended. */
  use(hash: string): { readonly user: string; readonly expiresAt: Date } | undefined {
    const session = this.#sessions.get(hash);
    if (session === undefined) return undefined;
    if (this.#hasEnded(session)) {
      // What cannot be removed now is found ended again later.
      this.end(hash).catch(() => undefined);
      return undefined;
    }
    session.lastSeenAt = this.#now().getTime();
    if (session.lastSeenAt - session.writtenAt >= SESSION_TOUCH_MS) this.#touch(hash, session);
    return { user: session.user, expiresAt: new Date(endOf(session)) };
  }

  /** Whether it is still there, without using it. */
  isAlive(hash: string): boolean {
    const session = this.#sessions.get(hash);
    return session !== undefined && !this.#hasEnded(session);
  }

  async end(hash: string): Promise<void> {
    // The database first: what is gone from memory alone would be back after a restart.
    await this.#store.deleteFrom('sessions').where('secret_hash', '=', hash).execute();
    this.#sessions.delete(hash);
  }

  async endAll(user: string): Promise<void> {
    await this.#store.deleteFrom('sessions').where('user_name', '=', user).execute();
    for (const [hash, session] of this.#sessions) {
      if (session.user === user) this.#sessions.delete(hash);
    }
  }

  #hasEnded(session: Session): boolean {
    return endOf(session) <= this.#now().getTime();
  }

  /** Nobody waits for it; without it the session ends a little early after a restart. */
  #touch(hash: string, session: Session): void {
    session.writtenAt = session.lastSeenAt;
    this.#store
      .updateTable('sessions')
      .set({ last_seen_at: new Date(session.lastSeenAt).toISOString() })
      .where('secret_hash', '=', hash)
      .execute()
      .catch(() => undefined);
  }
}

const endOf = ({ lastSeenAt, createdAt }: Session): number =>
  Math.min(lastSeenAt + SESSION_IDLE_MS, createdAt + SESSION_WHOLE_MS);
