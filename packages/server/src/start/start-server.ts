import type { AddressInfo } from 'node:net';
import { BondledgerError } from '@bondledger/domain';
import { followLedger } from '../events/ledger-events.js';
import { createHttpServer, type Tls } from '../http/server.js';
import { STOP_TIMEOUT_MS } from '../limits.js';
import { Closing } from './closing.js';
import { compose } from './compose.js';
import { makeDemoAccounts, makeFirstAdministrator, type FirstAccount } from './first-accounts.js';
import { openServices } from './open-services.js';
import type { ServerOptions } from './server-options.js';
import type { Services } from './services.js';

/** A server at work. */
export interface RunningServer extends AsyncDisposable {
  /** Where it is reached: `http://127.0.0.1:8420`. */
  readonly url: string;
  readonly services: Services;
  /** Made just now, to be shown once. */
  readonly accounts: readonly FirstAccount[];
  /** Ends what is at work, and then stops. What was given to the server stays open. */
  close(): Promise<void>;
}

/**
 * Starts a server on a ledger that is open.
 *
 * @throws BondledgerError TLS_NEEDED, PORT_BUSY, DATABASE_DOWN
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { host, port, tls, screens, desks, demo } = options;
  requireTls(host, tls);
  const closing = new Closing();
  const stop = new AbortController();
  try {
    const opened = await openServices(options, stop.signal, closing);
    const { services, hub, outcomes, observation } = opened;
    const make = demo === undefined ? makeFirstAdministrator : makeDemoAccounts;
    const accounts = await make(services.people, desks.all());
    const parts = compose(services, hub, observation);
    const app = await createHttpServer({ services, outcomes, tls, screens, ...parts });
    await services.work.resume();
    await app.listen({ host, port }).catch((error: unknown) => {
      throw listeningError(error, port);
    });
    closing.add(app, () => withinTime(app.close(), () => app.server.closeAllConnections()));
    services.offices.start().catch(() => undefined);
    closing.add(followLedger(services), (stopFollowing) => stopFollowing());
    const close = once(async () => {
      stop.abort();
      await closing.run();
    });
    const url = urlOf(app.server.address(), host, tls);
    return { url, services, accounts, close, [Symbol.asyncDispose]: close };
  } catch (error) {
    stop.abort();
    await closing.run();
    throw error;
  }
}

const LOOPBACK = /^(127(\.\d{1,3}){3}|::1|localhost)$/;

function requireTls(host: string, tls: Tls | undefined): void {
  if (tls !== undefined || LOOPBACK.test(host)) return;
  throw new BondledgerError({ code: 'TLS_NEEDED', params: { host } });
}

function listeningError(error: unknown, port: number): unknown {
  const { code }: { code?: unknown } = Object(error) as object;
  if (code !== 'EADDRINUSE') return error;
  return new BondledgerError(
    { code: 'PORT_BUSY', params: { port: port.toString() } },
    { cause: error },
  );
}

function urlOf(address: AddressInfo | string | null, host: string, tls: Tls | undefined): string {
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const name = host.includes(':') ? `[${host}]` : host;
  return `${tls === undefined ? 'http' : 'https'}://${name}:${port}`;
}

const once = (run: () => Promise<void>): (() => Promise<void>) => {
  let running: Promise<void> | undefined;
  return () => (running ??= run());
};

/** What was begun is answered, but a client that never reads does not hold it up. */
async function withinTime(closing: Promise<void>, hurry: () => void): Promise<void> {
  const timer = setTimeout(hurry, STOP_TIMEOUT_MS);
  await closing;
  clearTimeout(timer);
}
