import type { z } from 'zod';
import { ApiError } from './api-error.js';
import { ROUTES, type Route, type RouteName } from './routes.js';
import type { Problem } from './schema/common.js';
import type { RouteInput, RouteReply } from './types.js';

/** What is needed of `fetch`: a program that sends much may have a lighter way. */
export type Send = (
  url: string,
  init: Pick<RequestInit, 'signal'> & {
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
  },
) => Promise<Pick<Response, 'ok' | 'text'>>;

export interface ApiClientOptions {
  /** Of the server, without a path: `http://127.0.0.1:8080`. In a browser: the page's own. */
  readonly baseUrl?: string;
  /** An API token; a browser has its cookie instead. */
  readonly token?: string;
  /** Read for every write, since a session may be a new one. */
  readonly csrfToken?: () => string | undefined;
  readonly fetch?: Send;
}

export interface CallOptions {
  readonly signal?: AbortSignal;
  /** The same key with the same body gets the same answer and does nothing twice. */
  readonly idempotencyKey?: string;
}

/** A typed client of the HTTP API. It validates nothing: the server does. */
export interface ApiClient {
  /** @throws ApiError with the server's problem; NETWORK_DOWN's sentence where none answered. */
  call<N extends RouteName>(
    name: N,
    input: RouteInput<N>,
    options?: CallOptions,
  ): Promise<RouteReply<N>>;
}

const isEmpty = (value: unknown): boolean => value === undefined || value === '';

/** The address of a route with its parameters and query. */
export function urlOf(route: Route, input: Readonly<Record<string, unknown>>): string {
  const params = (input['params'] ?? {}) as Readonly<Record<string, unknown>>;
  const query = (input['query'] ?? {}) as Readonly<Record<string, unknown>>;
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(params[name])),
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (!isEmpty(value)) search.set(name, String(value));
  }
  const text = search.toString();
  return text === '' ? path : `${path}?${text}`;
}

export function apiClient(options: ApiClientOptions = {}): ApiClient {
  const { baseUrl = '', token, csrfToken } = options;
  const send: Send = options.fetch ?? fetch;
  return {
    async call(name, input, { signal, idempotencyKey } = {}) {
      const route: Route = ROUTES[name];
      const given = input as Readonly<Record<string, unknown>>;
      const csrf = csrfToken?.();
      const response = await send(baseUrl + urlOf(route, given), {
        method: route.method,
        headers: {
          accept: 'application/json',
          ...(given['body'] === undefined ? {} : { 'content-type': 'application/json' }),
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(csrf === undefined ? {} : { 'x-csrf-token': csrf }),
          ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
        },
        ...(given['body'] === undefined ? {} : { body: JSON.stringify(given['body']) }),
        ...(signal === undefined ? {} : { signal }),
      });
      const text = await response.text();
      const value: unknown = text === '' ? null : JSON.parse(text);
      if (!response.ok) throw new ApiError(value as z.output<typeof Problem>);
      return value as RouteReply<typeof name>;
    },
  };
}
