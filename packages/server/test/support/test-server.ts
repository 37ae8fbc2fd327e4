import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import {
  createConsortium,
  openConsortium,
  referenceDay,
  type Consortium,
  type ReferenceDay,
} from '@bondledger/consortium';
import { openDatabase, type Database } from '@bondledger/database';
import {
  apiClient,
  type ApiClient,
  type CallOptions,
  type RouteInput,
  type RouteName,
  type RouteReply,
  type Session,
} from '@bondledger/sdk/api';
import {
  Observation,
  openLog,
  startDemoServer,
  type FirstAccount,
  type RunningServer,
} from '../../src/index.js';

export interface TestServerOptions {
  /** 10 where it is left out. */
  readonly trades?: number;
  readonly seed?: string;
  /** A directory of an earlier test server, to be opened again; see `TestServer.stop`. */
  readonly directory?: string;
  readonly accounts?: readonly FirstAccount[];
  readonly now?: () => Date;
  readonly log?: FastifyBaseLogger;
  /** Of a PostgreSQL server; PGlite in the directory where it is left out. */
  readonly databaseUrl?: string;
}

/** A person at a client: signed in, with a key for each write. */
export interface SignedInClient extends ApiClient {
  readonly session: Session;
  /** For requests that the typed client does not make. */
  readonly headers: Readonly<Record<string, string>>;
}

/** A real server with a small demo behind it, on a port of its own. */
export interface TestServer extends AsyncDisposable {
  readonly url: string;
  readonly directory: string;
  readonly consortium: Consortium;
  readonly database: Database;
  readonly day: ReferenceDay;
  readonly server: RunningServer;
  readonly accounts: readonly FirstAccount[];
  passwordOf(user: string): string;
  /** Signed in as a demo user: `hbsec-maker`. Each user signs in once. */
  as(user: string): Promise<SignedInClient>;
  /** Stops it and leaves the directory, for another one to open. */
  stop(): Promise<void>;
  /** Stops it and removes the directory. */
  close(): Promise<void>;
}

/** A whole consortium and a database are made: on a busy machine that takes a while. */
export const START_MS = 240_000;

let keys = 0;
/** A new idempotency key. */
export const nextKey = (): string => `test-key-${process.pid}-${(keys += 1)}`;

/** Starts a server for a test. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const { trades = 10, seed = 'server-test' } = options;
  const directory = options.directory ?? (await mkdtemp(join(tmpdir(), 'bondledger-server-')));
  const day = referenceDay({ trades, seed });
  const data = join(directory, 'demo');
  if (options.directory === undefined) await createConsortium({ directory: data, day });
  const observation = new Observation(options.now);
  const consortium = await openConsortium({ directory: data, meter: observation });
  const { databaseUrl: url } = options;
  const place = url === undefined ? { directory: join(directory, 'database') } : { url };
  const database = await openDatabase(place);
  const server = await startDemoServer({
    consortium,
    day,
    database,
    host: '127.0.0.1',
    port: 0,
    log: options.log ?? openLog({ level: 'silent' }),
    observation,
    ...(options.now === undefined ? {} : { now: options.now }),
  });
  const accounts = [...(options.accounts ?? []), ...server.accounts];
  const passwordOf = (user: string): string => {
    const account = accounts.find((each) => each.user === user);
    if (account === undefined) throw new Error(`no account ${user}`);
    return account.password;
  };
  const clients = new Map<string, Promise<SignedInClient>>();
  const stop = async (): Promise<void> => {
    await server.close();
    await database.close();
    await consortium.close();
  };
  const close = async (): Promise<void> => {
    await stop();
    await rm(directory, { recursive: true, force: true });
  };
  return {
    url: server.url,
    directory,
    consortium,
    database,
    day,
    server,
    accounts,
    passwordOf,
    as: (user) => {
      const client = clients.get(user) ?? signIn(server.url, user, passwordOf(user));
      clients.set(user, client);
      return client;
    },
    stop,
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Signs in over HTTP, as a browser does. */
export async function signIn(url: string, user: string, password: string): Promise<SignedInClient> {
  const response = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user, password }),
  });
  if (!response.ok) throw new Error(`${user} cannot sign in: ${await response.text()}`);
  const session = (await response.json()) as Session;
  const [cookie = ''] = response.headers.getSetCookie().map((each) => each.split(';')[0] ?? '');
  const headers = { cookie, 'x-csrf-token': session.csrfToken };
  const client = apiClient({
    baseUrl: url,
    fetch: (input, init) =>
      fetch(input, { ...init, headers: { ...headers, ...headersOf(init.headers) } }),
  });
  return {
    session,
    headers,
    call: <N extends RouteName>(
      name: N,
      input: RouteInput<N>,
      options: CallOptions = {},
    ): Promise<RouteReply<N>> =>
      client.call(name, input, { idempotencyKey: nextKey(), ...options }),
  };
}

const headersOf = (headers: RequestInit['headers']): Record<string, string> =>
  Object.fromEntries(new Headers(headers));
