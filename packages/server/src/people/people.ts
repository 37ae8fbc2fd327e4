import { BondledgerError } from '@bondledger/domain';
import type { Right, User } from '@bondledger/sdk/api';
import { USERS_OF_INSTITUTION } from '../limits.js';
import type { Store } from '../store/open-store.js';
import type { UsersTable } from '../store/tables.js';
import { Failures } from './failures.js';
import { drawSecret, hashOfSecret } from './secrets.js';
import { hashPassword, isPassword, takeOtherCost } from './password.js';
import type { Principal } from './principal.js';
import { rightsFromText, rightsToText } from './rights.js';
import { Sessions } from './sessions.js';
import { Tokens } from './tokens.js';

export interface NewUser {
  readonly user: string;
  readonly name: string;
  readonly institution: string;
  readonly rights: readonly Right[];
  readonly password: string;
  /** The server drew the password at random. */
  readonly drawn?: boolean;
}

export interface UserChange {
  readonly name?: string | undefined;
  readonly rights?: readonly Right[] | undefined;
  readonly status?: 'ACTIVE' | 'LOCKED' | undefined;
  readonly password?: string | undefined;
}

export interface SignedIn {
  /** What the cookie holds. */
  readonly secret: string;
  readonly principal: Principal;
  readonly expiresAt: Date;
}

/**
 * The people and machines of the institutions that this server serves. What is needed to know who
 * asks is in memory too, so that a database that is gone keeps nobody out who is in.
 */
export class People {
  readonly sessions: Sessions;
  readonly tokens: Tokens;
  readonly #store: Store;
  readonly #now: () => Date;
  readonly #users: Map<string, UsersTable>;
  readonly #failures = new Failures();
  /** What a name that nobody has is checked against, so that it takes as long. */
  readonly #nobody: string;
  /** Ends when the last change that was begun has. */
  #changing: Promise<unknown> = Promise.resolve();

  private constructor(
    parts: { store: Store; now: () => Date; sessions: Sessions; tokens: Tokens },
    users: readonly UsersTable[],
    nobody: string,
  ) {
    this.#store = parts.store;
    this.#now = parts.now;
    this.sessions = parts.sessions;
    this.tokens = parts.tokens;
    this.#users = new Map(users.map((user) => [user.user_name, user]));
    this.#nobody = nobody;
  }

  static async open(store: Store, now: () => Date): Promise<People> {
    const users = await store.selectFrom('users').selectAll().execute();
    const sessions = await Sessions.open(store, now);
    const tokens = await Tokens.open(store, now);
    const parts = { store, now, sessions, tokens };
    return new People(parts, users, await hashPassword(drawSecret()));
  }

  /** Whether nobody can sign in yet. */
  get isEmpty(): boolean {
    return this.#users.size === 0;
  }

  /** @throws BondledgerError SIGN_IN_WRONG, SIGN_IN_LOCKED, RATE_LIMITED, DATABASE_DOWN */
  async signIn(user: string, password: string, address: string): Promise<SignedIn> {
    const at = this.#now();
    this.#countAttempt(user, address, at);
    const found = this.#users.get(user);
    const kept = found?.password ?? this.#nobody;
    const isRight = await isPassword(password, kept);
    if (!isRight) await takeOtherCost(password, kept);
    // As it is now: it may have been locked meanwhile.
    const present = this.#users.get(user);
    const isThis = present?.password === found?.password && present?.status === 'ACTIVE';
    if (!isRight || !isThis) {
      throw new BondledgerError({ code: 'SIGN_IN_WRONG' });
    }
    this.#failures.succeeded(user, address);
    const secret = drawSecret();
    const hash = hashOfSecret(secret);
    await this.sessions.begin(hash, user);
    await this.#write(user, { last_sign_in_at: at.toISOString() });
    const session = this.bySession(hash);
    if (session === undefined) throw new BondledgerError({ code: 'SIGN_IN_WRONG' });
    return { secret, ...session };
  }

  /** Who has the session of a cookie with this hash; undefined where it ended. */
  bySession(hash: string): { readonly principal: Principal; readonly expiresAt: Date } | undefined {
    const session = this.sessions.use(hash);
    const user = session && this.#users.get(session.user);
    if (session === undefined || user?.status !== 'ACTIVE') return undefined;
    const { user_name: id, name, institution } = user;
    const rights = new Set(rightsFromText(user.rights));
    const principal: Principal = { kind: 'person', id, name, institution, rights };
    return { principal, expiresAt: session.expiresAt };
  }

  /**
   * Who has a token; undefined where there is none, it expired, or who made it is locked: then it
   * stands still until the user is let in again.
   */
  byToken(secret: string): Principal | undefined {
    const principal = this.tokens.use(secret);
    const isLocked = this.#users.get(principal?.madeBy ?? '')?.status === 'LOCKED';
    return isLocked ? undefined : principal;
  }

  /** Whether who was let in is still in: by a session of this hash, or as a machine. */
  isIn({ id, madeBy = '' }: Principal, session: string | undefined): boolean {
    if (session !== undefined) return this.sessions.isAlive(session);
    return this.tokens.isAlive(id) && this.#users.get(madeBy)?.status !== 'LOCKED';
  }

  /** Whose user a name is; undefined where nobody has it. */
  institutionOf(user: string): string | undefined {
    return this.#users.get(user)?.institution;
  }

  list(institution: string): readonly User[] {
    return [...this.#users.values()]
      .filter((user) => user.institution === institution)
      .sort((left, right) => (left.user_name < right.user_name ? -1 : 1))
      .map(shown);
  }

  /** @throws BondledgerError USER_EXISTS, RATE_LIMITED */
  async add(user: NewUser): Promise<User> {
    if (this.#users.has(user.user)) throw taken(user.user);
    if (this.list(user.institution).length >= USERS_OF_INSTITUTION) {
      throw new BondledgerError({ code: 'TOO_MANY', params: { limit: `${USERS_OF_INSTITUTION}` } });
    }
    const row: UsersTable = {
      user_name: user.user,
      name: user.name,
      institution: user.institution,
      rights: rightsToText(user.rights),
      status: 'ACTIVE',
      password: await hashPassword(user.password, user.drawn),
      created_at: this.#now().toISOString(),
      last_sign_in_at: null,
    };
    if (this.#users.has(user.user)) throw taken(user.user);
    await this.#store.insertInto('users').values(row).execute();
    this.#users.set(row.user_name, row);
    return shown(row);
  }

  /**
   * Changes a user of an institution. A new password or a lock ends the user's sessions. Changes
   * come one after the other: two administrators who give up their right at once would leave none.
   *
   * @throws BondledgerError USER_UNKNOWN, LAST_ADMINISTRATOR
   */
  async change(institution: string, user: string, change: UserChange): Promise<User> {
    const found = this.#users.get(user);
    if (found?.institution !== institution) {
      throw new BondledgerError({ code: 'USER_UNKNOWN', params: { user } });
    }
    const { name, rights, status, password } = change;
    const columns: Partial<UsersTable> = {
      ...(name === undefined ? {} : { name }),
      ...(rights === undefined ? {} : { rights: rightsToText(rights) }),
      ...(status === undefined ? {} : { status }),
      ...(password === undefined ? {} : { password: await hashPassword(password) }),
    };
    const written = this.#changing.then(() => {
      this.#keepAnAdministrator(user, columns);
      return this.#write(user, columns);
    });
    this.#changing = written.catch(() => undefined);
    const row = await written;
    if (change.password !== undefined || row.status !== 'ACTIVE') {
      await this.sessions.endAll(user);
    }
    return shown(row);
  }

  /**
   * Changes one's own password. Who guesses is no better off than at the sign-in: failures count as
   * failed sign-ins, and with the last one that is borne all sessions of the user end.
   *
   * @throws BondledgerError PASSWORD_WRONG, SIGN_IN_LOCKED
   */
  async changePassword(
    { id, institution }: Principal,
    address: string,
    { current, next }: { readonly current: string; readonly next: string },
  ): Promise<void> {
    const at = this.#now();
    this.#countAttempt(id, address, at);
    const found = this.#users.get(id);
    if (found === undefined || !(await isPassword(current, found.password))) {
      const isLocked = this.#failures.locked(id, address, at.getTime()) !== undefined;
      if (isLocked) await this.sessions.endAll(id);
      throw new BondledgerError({ code: 'PASSWORD_WRONG' });
    }
    this.#failures.succeeded(id, address);
    await this.change(institution, id, { password: next });
  }

  /** Before the password is checked: attempts side by side are attempts too. */
  #countAttempt(user: string, address: string, at: Date): void {
    const minutes = this.#failures.locked(user, address, at.getTime());
    if (minutes !== undefined) {
      const params = { minutes: minutes.toString() };
      throw new BondledgerError({ code: 'SIGN_IN_LOCKED', params });
    }
    this.#failures.failed(user, address, at.getTime());
  }

  #keepAnAdministrator(user: string, columns: Partial<UsersTable>): void {
    const before = this.#users.get(user);
    if (before === undefined || !administers(before)) return;
    if (administers({ ...before, ...columns })) return;
    const isOther = (row: UsersTable): boolean =>
      row.user_name !== user && row.institution === before.institution && administers(row);
    if ([...this.#users.values()].some(isOther)) return;
    throw new BondledgerError({ code: 'LAST_ADMINISTRATOR' });
  }

  /** Writes some columns, and leaves what was changed meanwhile as it is. */
  async #write(user: string, columns: Partial<UsersTable>): Promise<UsersTable> {
    if (Object.keys(columns).length > 0) {
      await this.#store.updateTable('users').set(columns).where('user_name', '=', user).execute();
    }
    const before = this.#users.get(user);
    if (before === undefined) throw new BondledgerError({ code: 'USER_UNKNOWN', params: { user } });
    const row = { ...before, ...columns };
    this.#users.set(user, row);
    return row;
  }
}

const administers = ({ status, rights }: UsersTable): boolean =>
  status === 'ACTIVE' && rightsFromText(rights).includes('ADMINISTER');

const taken = (user: string): BondledgerError =>
  new BondledgerError({ code: 'USER_EXISTS', params: { user } });

const shown = (row: UsersTable): User => ({
  user: row.user_name,
  name: row.name,
  institution: row.institution,
  rights: [...rightsFromText(row.rights)],
  status: row.status === 'ACTIVE' ? 'ACTIVE' : 'LOCKED',
  createdAt: row.created_at,
  ...(row.last_sign_in_at === null ? {} : { lastSignInAt: row.last_sign_in_at }),
});
