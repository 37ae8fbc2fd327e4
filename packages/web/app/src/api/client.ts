import type { RouteInput, RouteName, RouteReply } from '@bondledger/sdk/api';
import { serverUnreachable, problemOf } from './problem.js';
import { API_ROUTES } from './routes.js';

export interface CallOptions {
  readonly signal?: AbortSignal;
  /** The same key with the same body does nothing twice: one for each decision of a person. */
  readonly idempotencyKey?: string;
}

export interface SessionGate {
  /** Sent with every write. */
  readonly csrfToken: () => string | undefined;
  /** The session has ended. Resolves when somebody has signed in again; the call is sent again. */
  readonly ended: () => Promise<void>;
  /** Something was not allowed: what the person may do may have changed. */
  readonly forbidden: () => void;
}

/** Calls the server that this page came from. */
export interface Api {
  call<N extends RouteName>(
    name: N,
    input: RouteInput<N>,
    options?: CallOptions,
  ): Promise<RouteReply<N>>;
}

type Part = Readonly<Record<string, unknown>>;

const isEmpty = (value: unknown): boolean => value === undefined || value === '';

/** The query of an address; what is empty is left out. */
export function queryText(query: Part): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (!isEmpty(value)) search.set(name, String(value));
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

function addressOf(path: string, input: Part): string {
  const params = (input['params'] ?? {}) as Part;
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(params[name])),
  );
  return filled + queryText((input['query'] ?? {}) as Part);
}

/** Random and never used before; needs no secure context, unlike crypto.randomUUID. */
export function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const bodyOf = (text: string): unknown => {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return null;
  }
};

async function send(
  name: RouteName,
  input: Part,
  csrf: string | undefined,
  { signal, idempotencyKey }: CallOptions,
): Promise<Response> {
  const [method = 'GET', path = ''] = API_ROUTES[name].split(' ');
  const body = input['body'];
  const isFile = body instanceof Blob;
  try {
    return await fetch(addressOf(path, input), {
      method,
      headers: {
        accept: 'application/json',
        ...(body === undefined
          ? {}
          : { 'content-type': isFile ? 'application/octet-stream' : 'application/json' }),
        ...(csrf === undefined || method === 'GET' ? {} : { 'x-csrf-token': csrf }),
        ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
      },
      ...(body === undefined ? {} : { body: isFile ? body : JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw serverUnreachable();
  }
}

/** @throws ApiProblem with the server's code, or SERVER_UNREACHABLE. */
export function createApi(gate: SessionGate): Api {
  return {
    async call(name, input, given = {}) {
      const isWrite = !API_ROUTES[name].startsWith('GET');
      // Drawn before the loop: a call that is sent again is the same call.
      const options = isWrite ? { idempotencyKey: newIdempotencyKey(), ...given } : given;
      for (;;) {
        const response = await send(name, input, gate.csrfToken(), options);
        const value = bodyOf(await response.text());
        if (response.ok) return value as RouteReply<typeof name>;
        if (response.status === 403) gate.forbidden();
        if (response.status !== 401 || name === 'signIn' || name === 'session') {
          throw problemOf(response.status, value);
        }
        await gate.ended();
      }
    },
  };
}
