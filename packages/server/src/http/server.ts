import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import cookie from '@fastify/cookie';
import fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyPluginAsync,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
} from 'fastify';
import { BondledgerError } from '@bondledger/domain';
import { ROUTES, type Route } from '@bondledger/sdk/api';
import {
  BODY_BYTES,
  HEADER_BYTES,
  HEADERS_TIMEOUT_MS,
  KEEP_ALIVE_MS,
  PATH_PART,
  REQUEST_TIMEOUT_MS,
} from '../limits.js';
import type { Handlers } from './handler.js';
import { readJson } from './json-body.js';
import type { Outcomes } from './outcomes.js';
import { MalformedRequest, problemOf, PROBLEM_TYPE, rejectionOf } from './problem.js';
import { oneByOne } from './one-by-one.js';
import { registerOpenApi } from './openapi.js';
import { registerRoutes } from './routes.js';
import { registerScreens, type Screens } from './screens.js';
import { registerSecurity } from './security.js';
import type { Services } from '../start/services.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    routeName?: string;
  }
}

export interface Tls {
  readonly key: string | Buffer;
  readonly cert: string | Buffer;
}

export interface HttpOptions {
  readonly services: Services;
  readonly handlers: Handlers;
  readonly outcomes: Outcomes;
  /** Streams and files: what is no JSON. */
  readonly plugins: readonly FastifyPluginAsync[];
  readonly tls?: Tls | undefined;
  /** The built screens' directory. */
  readonly screens?: string | undefined;
}

const FILE_TYPES = [
  'application/octet-stream',
  'text/csv',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
];

/** The server over HTTP: everything but listening. */
export async function createHttpServer(options: HttpOptions): Promise<FastifyInstance> {
  const { services, tls } = options;
  const app = fastify({
    ...SETTINGS,
    loggerInstance: services.log,
    clientErrorHandler: answerNoRequest,
    frameworkErrors: (error, request, reply) => answerProblem(error, request, reply),
    ...(tls === undefined
      ? {}
      : { https: { key: tls.key, cert: tls.cert, minVersion: 'TLSv1.2' } }),
  } as FastifyServerOptions) as FastifyInstance;
  app.decorateRequest('admitted', undefined);
  app.decorateRequest('rawBody', undefined);
  app.setErrorHandler(answerProblem);
  app.addHook('onRequest', oneByOne);
  app.addHook('onRequest', ({ url }) => {
    if (services.stopping.aborted) {
      return Promise.reject(new BondledgerError({ code: 'SERVER_STOPPING' }));
    }
    // No text has the character NUL, and a database does not take it.
    if (url.includes('%00')) return Promise.reject(new MalformedRequest([]));
    return Promise.resolve();
  });
  app.addHook('onSend', (_request, reply, payload) => {
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
    return Promise.resolve(payload);
  });
  app.addHook('onResponse', (request, reply) => {
    logAnswer(services.log, request, reply);
    return Promise.resolve();
  });
  app.setValidatorCompiler(() => () => true);
  app.setSerializerCompiler(() => (value) => JSON.stringify(value));
  readBodies(app);
  // Node would answer 417 with nothing in it; a header that nobody knows is passed over.
  app.server.on('checkExpectation', (request, response) => {
    app.server.emit('request', request, response);
  });
  await app.register(cookie);
  await registerSecurity(app, tls !== undefined);
  await registerOpenApi(app, services.version);
  const screens = await screensOf(app, options.screens);
  app.setNotFoundHandler((request, reply) => {
    if (screens?.answers(request, reply) === true) return;
    throw nothingAt(request);
  });
  for (const plugin of options.plugins) await app.register(plugin);
  await app.register((api) => {
    registerRoutes(api, options);
    return Promise.resolve();
  });
  return app;
}

const screensOf = (
  app: FastifyInstance,
  directory: string | undefined,
): Promise<Screens | undefined> =>
  directory === undefined ? Promise.resolve(undefined) : registerScreens(app, directory);

const SETTINGS = {
  bodyLimit: BODY_BYTES,
  forceCloseConnections: 'idle',
  genReqId: () => randomUUID(),
  http: { maxHeaderSize: HEADER_BYTES, headersTimeout: HEADERS_TIMEOUT_MS },
  keepAliveTimeout: KEEP_ALIVE_MS,
  logController: new LogController({ disableRequestLogging: true }),
  requestIdHeader: false,
  requestTimeout: REQUEST_TIMEOUT_MS,
  return503OnClosing: false,
  routerOptions: { maxParamLength: PATH_PART },
  trustProxy: false,
} as const;

/** JSON as it is kept for the idempotency key, and files as they are. */
function readBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const bytes = typeof body === 'string' ? Buffer.from(body) : body;
    request.rawBody = bytes;
    try {
      done(null, bytes.length === 0 ? undefined : readJson(bytes));
    } catch (error) {
      done(error instanceof Error ? error : new MalformedRequest([]), undefined);
    }
  });
  app.addContentTypeParser(FILE_TYPES, { parseAs: 'buffer' }, (request, body, done) => {
    request.rawBody = typeof body === 'string' ? Buffer.from(body) : body;
    done(null, undefined);
  });
}

/** Whatever goes wrong is answered as a problem; what nobody foresaw is kept for the operator. */
function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const known = rejectionOf(error);
  if (known === undefined) request.log.error({ err: error, requestId: request.id }, 'failed');
  const rejection = known ?? { code: 'INTERNAL' as const, params: { request: request.id } };
  const faults = error instanceof MalformedRequest ? error.faults : undefined;
  const problem = problemOf(rejection, request.id, faults);
  if (problem.status === 429) reply.header('retry-after', retryAfter(rejection.params));
  if (problem.status === 503) reply.header('retry-after', '1');
  void reply.code(problem.status).type(PROBLEM_TYPE).send(JSON.stringify(problem));
}

/** What is no HTTP, or too large for its headers, has no request to answer: the socket is. */
function answerNoRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const isTooLarge = error.code === 'HPE_HEADER_OVERFLOW';
  const rejection = { code: isTooLarge ? 'BODY_TOO_LARGE' : 'REQUEST_MALFORMED' } as const;
  const problem = problemOf(rejection, randomUUID());
  const status = isTooLarge ? 431 : problem.status;
  const body = JSON.stringify({ ...problem, status, title: STATUS_CODES[status] ?? '' });
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    `content-type: ${PROBLEM_TYPE}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`);
}

/** In seconds. */
function retryAfter(params: Readonly<Record<string, string>> = {}): string {
  const { seconds, minutes } = params;
  return minutes === undefined ? (seconds ?? '1') : (Number(minutes) * 60).toString();
}

const PATTERNS = Object.values(ROUTES).map(({ path, method }: Route) => ({
  method,
  pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`),
}));

/** 405 where the address takes another method. */
function nothingAt(request: FastifyRequest): BondledgerError {
  const [path = ''] = request.url.split('?');
  const allowed = PATTERNS.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method);
  if (allowed.length > 0) {
    return new BondledgerError({
      code: 'METHOD_NOT_OFFERED',
      params: { allowed: allowed.join(', ') },
    });
  }
  return new BondledgerError({ code: 'ROUTE_UNKNOWN' });
}

/** One line for each request: its route, never its address, its body or what was answered. */
function logAnswer(log: FastifyBaseLogger, request: FastifyRequest, reply: FastifyReply): void {
  const principal = request.admitted?.principal;
  const raw: ServerResponse = reply.raw;
  log.info(
    {
      requestId: request.id,
      route: request.routeOptions.config.routeName ?? request.routeOptions.url,
      method: request.method,
      status: raw.statusCode,
      milliseconds: Math.round(reply.elapsedTime),
      institution: principal?.institution,
      by: principal?.id,
    },
    'answered',
  );
}
