import { STATUS_CODES } from 'node:http';
import { BondledgerError, sentenceOf, type ErrorCode, type Rejection } from '@bondledger/domain';
import type { ProblemDetails } from '@bondledger/sdk/api';
import { isDatabaseDown } from '../store/database-down.js';
import { BODY_BYTES, FAULTS_NAMED, LARGE_BODY_BYTES, PUBLIC_BODY_BYTES } from '../limits.js';
import { statusOf } from './status.js';

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/** Where a request breaks its schema: a JSON pointer, and what is wrong there. */
export interface Fault {
  readonly pointer: string;
  readonly detail: string;
}

/** A request that breaks its schema. */
export class MalformedRequest extends Error {
  override readonly name = 'MalformedRequest';

  constructor(readonly faults: readonly Fault[]) {
    super('the request breaks its schema');
  }
}

/** Problem details (RFC 9457) of a refusal, with its code and both sentences. */
export function problemOf(
  rejection: Rejection,
  requestId: string,
  faults?: readonly Fault[],
): ProblemDetails {
  const { code, params = {} } = rejection;
  const status = statusOf(code);
  return {
    type: `urn:bondledger:error:${code}`,
    title: STATUS_CODES[status] ?? 'Request Aborted',
    status,
    detail: sentenceOf(rejection, 'en'),
    code,
    params: { ...params },
    sentence: { en: sentenceOf(rejection, 'en'), ko: sentenceOf(rejection, 'ko') },
    requestId,
    ...(faults === undefined ? {} : { errors: faults.slice(0, FAULTS_NAMED).map(copy) }),
  };
}

const copy = ({ pointer, detail }: Fault): { pointer: string; detail: string } => ({
  pointer,
  detail,
});

/** What a ledger behind another server's gateway may come to. */
const AWAY: ReadonlySet<ErrorCode> = new Set(['SERVER_UNREACHABLE', 'ANSWER_UNREADABLE']);

/** What anything thrown is answered as; undefined where it is none that anybody foresaw. */
export function rejectionOf(error: unknown): Rejection | undefined {
  if (error instanceof BondledgerError) {
    // Where this server's own way to the ledger goes is nothing for whoever asks it.
    return AWAY.has(error.code) ? { code: 'LEDGER_DOWN' } : error.rejection;
  }
  if (error instanceof MalformedRequest) {
    const field = error.faults[0]?.pointer ?? '';
    return { code: 'REQUEST_MALFORMED', params: field === '' ? {} : { field } };
  }
  if (isDatabaseDown(error)) return { code: 'DATABASE_DOWN' };
  return ofFramework(error);
}

const SIZES = [PUBLIC_BODY_BYTES, BODY_BYTES, LARGE_BODY_BYTES].join(' / ');

/** What Fastify itself finds wrong with a request. */
function ofFramework(error: unknown): Rejection | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, statusCode }: Error & { code?: unknown; statusCode?: unknown } = error;
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return { code: 'BODY_TOO_LARGE', params: { limit: SIZES } };
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
    case 'FST_ERR_CTP_INVALID_CONTENT_TYPE':
      return { code: 'MEDIA_TYPE_WRONG' };
    default:
      break;
  }
  // All others of the kind are about a request that is no request: its address, its length, ...
  if (typeof statusCode !== 'number' || statusCode < 400 || statusCode > 499) return undefined;
  if (statusCode === 429) return { code: 'RATE_LIMITED' };
  return { code: statusCode === 404 ? 'ROUTE_UNKNOWN' : 'REQUEST_MALFORMED' };
}
