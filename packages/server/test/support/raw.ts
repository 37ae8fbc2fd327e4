import { expect } from 'vitest';
import { Problem, type ProblemDetails } from '@bondledger/sdk/api';
import { nextKey } from './test-server.js';

export interface RawRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A text is sent as it is, anything else as JSON. */
  readonly body?: unknown;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** A request as it is made, with a key for a write unless the headers have one. */
export async function raw(url: string, request: RawRequest = {}): Promise<RawAnswer> {
  const { method = 'GET', headers = {}, body } = request;
  const isWrite = method !== 'GET' && method !== 'HEAD';
  const sent = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(url, {
    method,
    headers: {
      ...(isWrite ? { 'idempotency-key': nextKey() } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: sent }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** What a refusal says, after everything that every refusal has to be. */
export function problemIn({ status, headers, text }: RawAnswer): ProblemDetails {
  expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(text.length).toBeLessThan(20_000);
  expect(text).not.toMatch(/ {4}at |node_modules|\.[jt]s:\d/);
  const problem = Problem.parse(JSON.parse(text));
  expect(problem.status).toBe(status);
  return problem;
}
