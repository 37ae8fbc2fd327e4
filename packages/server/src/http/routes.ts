import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { BondledgerError, type Language } from '@bondledger/domain';
import { ROUTES, type Route, type RouteName } from '@bondledger/sdk/api';
import { BODY_BYTES, LARGE_BODY_BYTES, PUBLIC_BODY_BYTES } from '../limits.js';
import type { Services } from '../start/services.js';
import type { Circumstances, Handlers } from './handler.js';
import { documentOf } from './openapi.js';
import type { KeyedWork, Outcome, Outcomes } from './outcomes.js';
import { problemOf, rejectionOf, PROBLEM_TYPE } from './problem.js';
import { setSessionCookie } from './session-cookie.js';
import { isPassing, statusOf } from './status.js';
import { awaitHeight, takeBodyTurn, takeTurn } from './take-turn.js';
import { validated } from './validation.js';
import type { Principal } from '../people/principal.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The body as it came, where it had one. */
    rawBody: Uint8Array | undefined;
  }
}

export interface RoutesOptions {
  readonly services: Pick<Services, 'admission' | 'audit' | 'demo' | 'readModel' | 'turns'>;
  readonly handlers: Handlers;
  readonly outcomes: Outcomes;
}

/** What every handler is given, before its own route's types. */
interface AnyCall extends Circumstances<Principal | undefined> {
  readonly params?: unknown;
  readonly query?: unknown;
  readonly body?: unknown;
}

type AnyHandler = (call: AnyCall) => Promise<unknown>;
type Perform = (keyed?: KeyedWork) => Promise<Outcome>;

const KEY = /^[\x21-\x7e]{8,100}$/;
/** Signing in and out is repeated by itself; it has no outcome to keep. */
const UNKEYED: ReadonlySet<RouteName> = new Set<RouteName>(['signIn', 'signOut']);

const NAMES = Object.keys(ROUTES) as readonly RouteName[];

/** Every route of the table, in one way. */
export function registerRoutes(app: FastifyInstance, options: RoutesOptions): void {
  for (const name of NAMES) registerRoute(app, name, ROUTES[name], options);
}

function registerRoute(
  app: FastifyInstance,
  name: RouteName,
  route: Route,
  options: RoutesOptions,
): void {
  const { services } = options;
  const isWrite = route.method !== 'GET';
  const isKeyed = isWrite && !UNKEYED.has(name);
  const handler = options.handlers[name] as AnyHandler;
  const admit = services.admission.needs({ action: name, access: route.access, only: route.only });
  app.route({
    method: route.method,
    url: route.path.replace(/\{(\w+)\}/g, ':$1'),
    bodyLimit: bodyLimitOf(route),
    config: { routeName: name },
    schema: documentOf(name, route, isKeyed),
    onRequest: [
      admit,
      async (request) => {
        if (route.demo === true && services.demo === undefined) {
          throw new BondledgerError({ code: 'DEMO_ONLY' });
        }
        if (isKeyed) requireKey(request);
        return Promise.resolve();
      },
      ...(isWrite ? [] : [awaitHeight(services.turns, services.readModel)]),
      ...(route.large === true ? [takeBodyTurn(services.turns, 'answered')] : []),
      takeTurn(services.turns, isWrite ? 'writes' : 'reads'),
    ],
    preHandler: isWrite ? [admit] : [],
    handler: async (request, reply) => {
      const call = callOf(route, request, reply);
      const perform: Perform = (keyed) => outcomeOf(route, handler, { keyed, ...call });
      if (!isWrite) return answer(reply, await perform());
      const subject = subjectOf(call);
      const write = { name, request, perform: audited(services, name, request, subject, perform) };
      const [outcome] = await Promise.all([
        isKeyed ? once(options.outcomes, write) : write.perform(),
        decide(services, name, request, subject),
      ]);
      return answer(reply, outcome);
    },
  });
}

/** What nobody has to sign in for is small: strangers may begin as many as they like. */
function bodyLimitOf({ access, large }: Route): number {
  if (access === 'public') return PUBLIC_BODY_BYTES;
  return large === true ? LARGE_BODY_BYTES : BODY_BYTES;
}

/** All parts of a request, each as its schema leaves it. @throws MalformedRequest */
function callOf(
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
): Omit<AnyCall, 'keyed'> {
  const { params, query, body } = route;
  return {
    principal: request.admitted?.principal,
    ...(params === undefined ? {} : { params: validated(params, request.params, 'path') }),
    ...(query === undefined ? {} : { query: validated(query, request.query, 'query') }),
    ...(body === undefined ? {} : { body: validated(body, request.body, 'body') }),
    language: languageOf(request),
    requestId: request.id,
    gone: () => goneOf(reply),
    file: route.file === true ? requireFile(request) : undefined,
    address: request.ip,
    session: request.admitted?.session,
    setSession: (secret) => setSessionCookie(request, reply, secret),
  };
}

/** Made for the few who ask: a signal costs as much as the check of a body. */
function goneOf({ raw }: FastifyReply): AbortSignal {
  const gone = new AbortController();
  const onClose = (): void => {
    if (!raw.writableEnded) gone.abort();
  };
  raw.once('close', onClose);
  if (raw.closed) onClose();
  return gone.signal;
}

function requireFile({ rawBody }: FastifyRequest): Uint8Array {
  if (rawBody !== undefined && rawBody.length > 0) return rawBody;
  throw new BondledgerError({ code: 'FILE_EMPTY' });
}

const keyOf = (request: FastifyRequest): string | undefined => {
  const key = request.headers['idempotency-key'];
  return typeof key === 'string' ? key : undefined;
};

function requireKey(request: FastifyRequest): void {
  const key = keyOf(request);
  if (key === undefined) throw new BondledgerError({ code: 'IDEMPOTENCY_KEY_MISSING' });
  if (!KEY.test(key)) throw new BondledgerError({ code: 'IDEMPOTENCY_KEY_MALFORMED' });
}

const languageOf = (request: FastifyRequest): Language =>
  /^\s*ko\b/i.test(request.headers['accept-language'] ?? '') ? 'ko' : 'en';

/** Does it, and puts the answer into the bytes that are sent, as the route's schema says. */
async function outcomeOf(route: Route, handler: AnyHandler, call: AnyCall): Promise<Outcome> {
  const reply: unknown = await handler(call);
  if (route.status === 204) return { status: 204, body: '' };
  const value: unknown = route.reply.parse(reply);
  return { status: statusFor(route, value), body: JSON.stringify(value) };
}

/** What goes on elsewhere is accepted, not done. */
function statusFor(route: Route, value: unknown): number {
  const { kind }: { kind?: unknown } = Object(value) as object;
  return kind === 'JOB' || kind === 'APPROVAL' ? 202 : (route.status ?? 200);
}

async function answer(
  reply: FastifyReply,
  outcome: Outcome & { readonly isRepeated?: boolean },
): Promise<FastifyReply> {
  const { status, body, isRepeated } = outcome;
  if (isRepeated === true) reply.header('idempotent-replayed', 'true');
  if (status === 204) return reply.code(204).send();
  const type = status >= 400 ? PROBLEM_TYPE : 'application/json; charset=utf-8';
  return reply.code(status).type(type).send(body);
}

interface Write {
  readonly name: RouteName;
  readonly request: FastifyRequest;
  readonly perform: Perform;
}

/** Refusals are outcomes too, unless the same may be tried again. */
async function once(
  outcomes: Outcomes,
  { name, request, perform }: Write,
): Promise<Outcome & { readonly isRepeated: boolean }> {
  const principal = request.admitted?.principal;
  const parts = [name, request.url, request.rawBody ?? ''];
  const write = {
    owner: `${principal?.institution ?? ''}/${principal?.id ?? ''}`,
    key: keyOf(request) ?? '',
    request: parts,
  };
  const settled = async (keyed: KeyedWork): Promise<Outcome> => {
    try {
      return await perform(keyed);
    } catch (error) {
      const rejection = rejectionOf(error);
      if (rejection === undefined || isPassing(rejection.code)) throw error;
      const body = JSON.stringify(problemOf(rejection, request.id));
      return { status: statusOf(rejection.code), body };
    }
  };
  return outcomes.once(write, settled);
}

/** An identifier of what a write is about, for the audit log: nothing of a trade's terms. */
function subjectOf({ params, body }: Omit<AnyCall, 'keyed'>): string | undefined {
  const named = Object.values(Object(params) as Record<string, unknown>).join(' ');
  const { step, items, user }: { step?: unknown; items?: unknown; user?: unknown } = Object(
    body,
  ) as object;
  const count = Array.isArray(items) ? ` ${items.length}` : '';
  const told = typeof step === 'string' ? step + count : typeof user === 'string' ? user : '';
  const subject = [named, told].filter((text) => text !== '').join(' ');
  return subject === '' ? undefined : subject.slice(0, 200);
}

type Deciding = Pick<Services, 'audit'>;

/** Writes down that a write was let in. */
function decide(
  { audit }: Deciding,
  action: RouteName,
  request: FastifyRequest,
  subject: string | undefined,
): Promise<void> {
  // A sign-in is decided by its handler: before, nobody is known.
  if (action === 'signIn') return Promise.resolve();
  const principal = request.admitted?.principal;
  return audit.record({
    action,
    decision: 'ALLOWED',
    institution: principal?.institution,
    user: principal?.id,
    subject,
    requestId: request.id,
  });
}

/** Writes down that a write was refused all the same, with the code. */
function audited(
  { audit }: Deciding,
  action: RouteName,
  request: FastifyRequest,
  subject: string | undefined,
  perform: Perform,
): Perform {
  return async (keyed) => {
    try {
      return await perform(keyed);
    } catch (error) {
      const code = rejectionOf(error)?.code;
      const principal = request.admitted?.principal;
      if (code !== undefined && action !== 'signIn') {
        await audit.record({
          action,
          decision: 'REFUSED',
          code,
          institution: principal?.institution,
          user: principal?.id,
          subject,
          requestId: request.id,
        });
      }
      throw error;
    }
  };
}
