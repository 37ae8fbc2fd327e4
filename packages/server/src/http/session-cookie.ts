import type { FastifyReply, FastifyRequest } from 'fastify';
import { SESSION_WHOLE_MS } from '../limits.js';

/** Under TLS the browser itself makes sure that nobody else set it. */
const nameOf = (isSecure: boolean): string =>
  isSecure ? '__Host-bondledger' : 'bondledger-session';

const SECRET = /^[A-Za-z0-9_-]{43}$/;

/** What the session's cookie holds; undefined where there is none, or it is none of ours. */
export function sessionSecretOf(request: FastifyRequest): string | undefined {
  const secret = request.cookies[nameOf(isSecure(request))];
  return secret !== undefined && SECRET.test(secret) ? secret : undefined;
}

export function setSessionCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  secret: string | undefined,
): void {
  const secure = isSecure(request);
  const options = { httpOnly: true, sameSite: 'strict', secure, path: '/' } as const;
  if (secret === undefined) reply.clearCookie(nameOf(secure), options);
  else reply.setCookie(nameOf(secure), secret, { ...options, maxAge: SESSION_WHOLE_MS / 1000 });
}

const isSecure = (request: FastifyRequest): boolean => request.protocol === 'https';
