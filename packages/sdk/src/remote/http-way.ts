import { BondledgerError, type ErrorCode } from '@bondledger/domain';
import {
  REMOTE_PATIENCE_MS,
  REMOTE_PAUSE_MAX_MS,
  REMOTE_PAUSE_MS,
  REMOTE_SILENCE_MS,
} from '../limits.js';
import { objectIn, rejectionIn } from './answers.js';

/** One call: repeating it changes nothing, whatever became of the first. */
export interface RemoteCall {
  readonly method: 'GET' | 'POST';
  /** With its query. */
  readonly path: string;
  readonly body?: Uint8Array<ArrayBuffer> | string;
  readonly type?: string;
}

/** A body as it comes. Iterating it fails where nothing is heard for too long. */
export type Body = AsyncIterable<Uint8Array>;

/** What passes by itself: the same call is made again. */
const PASSING: ReadonlySet<ErrorCode> = new Set([
  'LEDGER_CLOSED',
  'LEDGER_DOWN',
  'QUEUE_FULL',
  'RATE_LIMITED',
  'SERVER_STOPPING',
  'SERVER_UNREACHABLE',
]);

/** What a server answered instead of a result, and when it wants to be asked again. */
class Refused extends BondledgerError {
  constructor(
    rejection: BondledgerError['rejection'],
    readonly afterMs: number,
  ) {
    super(rejection);
  }
}

/** By what a server knows who asks: an API token, or the session of a person who signed in. */
export type Credentials = string | { readonly cookie: string; readonly csrfToken: string };

/** The headers that show it. */
export const credentialHeaders = (from: Credentials): Readonly<Record<string, string>> =>
  typeof from === 'string'
    ? { authorization: `Bearer ${from}` }
    : { cookie: from.cookie, 'x-csrf-token': from.csrfToken };

/** HTTP to one server, as one caller: calls that are repeated until they are answered. */
export class HttpWay {
  readonly #base: string;
  readonly #credentials: Readonly<Record<string, string>>;

  /** @throws BondledgerError SERVER_UNREACHABLE where it is no address, ADDRESS_NOT_HTTPS */
  constructor(url: string, credentials: Credentials) {
    this.#base = serverAddress(url);
    this.#credentials = credentialHeaders(credentials);
  }

  /** Repeats what a call and reading its answer come to, as long as what fails may pass. */
  async repeat<T>(
    call: RemoteCall,
    read: (body: Body) => Promise<T>,
    signal?: AbortSignal,
    patienceMs = REMOTE_PATIENCE_MS,
  ): Promise<T> {
    const until = performance.now() + patienceMs;
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await this.once(call, read, signal);
      } catch (error) {
        if (!isPassing(error)) throw error;
        const pauseMs = pauseAfter(error, attempt);
        if (performance.now() + pauseMs > until) throw error;
        await pause(pauseMs, signal);
      }
    }
  }

  /** One attempt. @throws BondledgerError what the server answered; SERVER_UNREACHABLE */
  async once<T>(
    call: RemoteCall,
    read: (body: Body) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    try {
      return await read(this.stream(call, signal));
    } catch (error) {
      throw this.#failure(error, signal);
    }
  }

  /** The answer of one attempt as it comes. */
  async *stream(
    { method, path, body, type }: RemoteCall,
    signal?: AbortSignal,
  ): AsyncGenerator<Uint8Array, void, undefined> {
    throwIfAborted(signal);
    const end = new AbortController();
    const abort = (): void => end.abort();
    signal?.addEventListener('abort', abort, { once: true });
    const timer = setTimeout(abort, REMOTE_SILENCE_MS);
    try {
      const response = await fetch(this.#base + path, {
        method,
        signal: end.signal,
        redirect: 'error',
        headers: {
          ...this.#credentials,
          ...(body === undefined ? {} : { 'content-type': type ?? 'application/json' }),
        },
        ...(body === undefined ? {} : { body }),
      });
      if (!response.ok) throw await refusalIn(response);
      if (response.body === null) return;
      for await (const piece of piecesOf(response.body, end.signal)) {
        timer.refresh();
        yield piece;
      }
    } catch (error) {
      throw this.#failure(error, signal);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    }
  }

  #failure(error: unknown, signal: AbortSignal | undefined): BondledgerError {
    if (signal?.aborted === true) return new BondledgerError({ code: 'REQUEST_ABORTED' });
    if (error instanceof BondledgerError) return error;
    const code = error instanceof RangeError ? 'ANSWER_UNREADABLE' : 'SERVER_UNREACHABLE';
    return new BondledgerError({ code, params: { url: this.#base } }, { cause: error });
  }
}

/**
 * A body as it comes. Node 20 forgets the signal of a fetch where memory is collected after the
 * answer began: an abort then ends nothing, so the body is cancelled here.
 *
 * @throws the reason of the signal
 */
async function* piecesOf(
  body: ReadableStream<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = body.getReader();
  const cancel = (): void => void reader.cancel().catch(() => undefined);
  signal.addEventListener('abort', cancel, { once: true });
  try {
    signal.throwIfAborted();
    for (;;) {
      const { done, value } = await reader.read();
      signal.throwIfAborted();
      if (done) return;
      yield value;
    }
  } finally {
    signal.removeEventListener('abort', cancel);
    cancel();
  }
}

export const isPassing = (error: unknown): boolean =>
  error instanceof BondledgerError && PASSING.has(error.code);

/** A pause that grows; as long as the server wants it where it said so. */
export function pauseAfter(error: unknown, attempt: number): number {
  const grown = Math.min(REMOTE_PAUSE_MAX_MS, REMOTE_PAUSE_MS * 2 ** Math.min(attempt, 10));
  return error instanceof Refused ? Math.max(error.afterMs, grown) : grown;
}

/** @throws BondledgerError REQUEST_ABORTED */
export async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  throwIfAborted(signal);
  await new Promise<void>((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal?.addEventListener('abort', end, { once: true });
  });
  throwIfAborted(signal);
}

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new BondledgerError({ code: 'REQUEST_ABORTED' });
}

async function refusalIn(response: Response): Promise<Refused> {
  const rejection = rejectionIn(objectIn(await response.text()));
  const seconds = Number(response.headers.get('retry-after') ?? '0');
  return new Refused(rejection, Number.isFinite(seconds) ? seconds * 1000 : 0);
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * A server's address without a path. What opens a trade travels with a batch, and so do passwords
 * and tokens: in the clear they stay on this machine.
 *
 * @throws BondledgerError SERVER_UNREACHABLE where it is no address, ADDRESS_NOT_HTTPS
 */
export function serverAddress(text: string): string {
  let url: URL;
  try {
    url = new URL(text);
  } catch (cause) {
    throw new BondledgerError({ code: 'SERVER_UNREACHABLE', params: { url: text } }, { cause });
  }
  if (url.protocol === 'https:') return url.origin;
  if (url.protocol !== 'http:') {
    throw new BondledgerError({ code: 'SERVER_UNREACHABLE', params: { url: text } });
  }
  if (LOOPBACK.test(url.hostname)) return url.origin;
  throw new BondledgerError({ code: 'ADDRESS_NOT_HTTPS', params: { host: url.hostname } });
}
