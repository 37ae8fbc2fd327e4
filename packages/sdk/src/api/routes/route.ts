import { z } from 'zod';
import { TradeId } from '../schema/common.js';
import type { Right } from '../schema/people.js';

/**
 * Who may call a route: nobody has to sign in, everybody who did, or who has the right. What an
 * institution may see of the answer is decided by its keys, not here.
 */
export type Access = 'public' | 'signed-in' | Right;

/** One route of the HTTP API: the server, the OpenAPI document and the clients come from it. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** As OpenAPI writes it: `/api/trades/{tradeId}`. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly access: Access;
  /** Only for an institution with one of these roles in the registry. */
  readonly only?: 'KSD' | 'BOK';
  /** Only on a server of the demo. */
  readonly demo?: true;
  /** The body is a file, not JSON. */
  readonly file?: true;
  /** The body may have many items: it may be 32 MB instead of 1 MB. */
  readonly large?: true;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly reply: z.ZodType;
  /** 200 where it is left out; a reply of kind JOB or APPROVAL is 202 whatever stands here. */
  readonly status?: 201 | 202 | 204;
}

/** Keeps a route's own types. */
export const route = <const R extends Route>(each: R): R => each;

/** A route that answers with nothing. */
export const None = z.null();
/** The parameters of a route about one trade. */
export const trade = z.object({ tradeId: TradeId });
