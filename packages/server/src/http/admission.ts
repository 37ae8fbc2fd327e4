import type { FastifyReply, FastifyRequest } from 'fastify';
import { BondledgerError, BOK, KSD } from '@bondledger/domain';
import type { Access } from '@bondledger/sdk/api';
import type { AuditLog } from '../people/audit-log.js';
import type { People } from '../people/people.js';
import type { Principal } from '../people/principal.js';
import { csrfTokenOf, hashOfSecret } from '../people/secrets.js';
import type { SessionMark } from './handler.js';
import { sessionSecretOf } from './session-cookie.js';

/** What a route asks of whoever calls it. */
export interface Needs {
  /** For the audit log: a route's name. */
  readonly action: string;
  readonly access: Access;
  readonly only?: 'KSD' | 'BOK' | undefined;
}

/** Who a request was admitted for. */
export interface Admitted {
  readonly principal: Principal;
  /** The session that it came with; undefined for a token. */
  readonly session: SessionMark | undefined;
}

declare module 'fastify' {
  interface FastifyRequest {
    admitted: Admitted | undefined;
  }
}

const BEARER = /^Bearer ([A-Za-z0-9_-]{1,200})$/;
const READS = new Set(['GET', 'HEAD', 'OPTIONS']);
const INSTITUTION_OF = { KSD, BOK } as const;

/** Whoever a route with `access` other than `public` was admitted for. */
export function principalOf(request: FastifyRequest): Principal {
  if (request.admitted === undefined) throw new BondledgerError({ code: 'SIGN_IN_NEEDED' });
  return request.admitted.principal;
}

/** The gate of every route: it knows who asks, and decides by the table of rights. */
export class Admission {
  readonly #people: People;
  readonly #audit: AuditLog;

  constructor(people: People, audit: AuditLog) {
    this.#people = people;
    this.#audit = audit;
  }

  /**
   * An `onRequest` hook: it decides before the body is read, and writes a refusal of someone who is
   * known down. As the `preHandler` of a write it decides once more: a body may be long in coming.
   */
  needs(needs: Needs): (request: FastifyRequest, reply: FastifyReply) => Promise<void> {
    return async (request) => {
      const before = request.admitted;
      try {
        this.#admit(request, needs);
      } catch (error) {
        await this.refused(request, needs, error, request.admitted ?? before);
        throw error;
      }
    };
  }

  /** Whether who was admitted is still in, for what goes on long after it began. */
  isIn({ principal, session }: Admitted): boolean {
    return this.#people.isIn(principal, session?.hash);
  }

  #admit(request: FastifyRequest, needs: Needs): void {
    request.admitted = this.#known(request);
    if (needs.access === 'public') return;
    if (request.admitted === undefined) {
      const hadSession = sessionSecretOf(request) !== undefined;
      throw new BondledgerError({ code: hadSession ? 'SESSION_ENDED' : 'SIGN_IN_NEEDED' });
    }
    const { principal, session } = request.admitted;
    if (!READS.has(request.method) && session !== undefined) requireOwnPage(request, session);
    if (needs.access !== 'signed-in' && !principal.rights.has(needs.access)) {
      throw new BondledgerError({ code: 'RIGHT_MISSING', params: { right: needs.access } });
    }
    if (needs.only !== undefined && INSTITUTION_OF[needs.only] !== principal.institution) {
      throw new BondledgerError({ code: 'INSTITUTION_NOT_ALLOWED', params: { only: needs.only } });
    }
  }

  /** By token where there is one, else by cookie. */
  #known(request: FastifyRequest): Admitted | undefined {
    const { authorization } = request.headers;
    if (authorization !== undefined) {
      const [, token] = BEARER.exec(authorization) ?? [];
      const principal = token === undefined ? undefined : this.#people.byToken(token);
      return principal && { principal, session: undefined };
    }
    const mark = request.admitted?.session ?? markOf(sessionSecretOf(request));
    const found = mark && this.#people.bySession(mark.hash);
    if (mark === undefined || found === undefined) return undefined;
    const { principal, expiresAt } = found;
    const { hash, csrfToken } = mark;
    return { principal, session: { hash, csrfToken, expiresAt } };
  }

  /**
   * Writes down that someone who is known was refused. What nobody known asked has no institution
   * to read it, and would grow without bound.
   */
  async refused(
    request: FastifyRequest,
    { action }: Needs,
    error: unknown,
    admitted = request.admitted,
  ): Promise<void> {
    if (!(error instanceof BondledgerError) || admitted === undefined) return;
    const { id: user, institution } = admitted.principal;
    const { code } = error;
    const requestId = request.id;
    await this.#audit.record({ action, decision: 'REFUSED', code, institution, user, requestId });
  }
}

const markOf = (secret: string | undefined): Omit<SessionMark, 'expiresAt'> | undefined =>
  secret === undefined ? undefined : { hash: hashOfSecret(secret), csrfToken: csrfTokenOf(secret) };

/** A write with a cookie comes from a page of this server: another site has not the token. */
function requireOwnPage(request: FastifyRequest, { csrfToken }: SessionMark): void {
  const { origin, host } = request.headers;
  const token = request.headers['x-csrf-token'];
  const isOwn = origin === undefined || hostOf(origin) === host;
  if (!isOwn || token !== csrfToken) throw new BondledgerError({ code: 'CSRF_WRONG' });
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
