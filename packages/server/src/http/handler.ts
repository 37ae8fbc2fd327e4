import type { Language } from '@bondledger/domain';
import type { RouteCall, RouteName, RouteReply, Routes } from '@bondledger/sdk/api';
import type { Principal } from '../people/principal.js';
import type { KeyedWork } from './outcomes.js';

/** A session, without its secret. */
export interface SessionMark {
  readonly hash: string;
  readonly csrfToken: string;
  readonly expiresAt: Date;
}

/** What every handler is told beside the route's own parts. */
export interface Circumstances<P> {
  /** Undefined only on the routes for which nobody has to sign in. */
  readonly principal: P;
  /** Of the reader, for logs of a person's own; problems carry both. */
  readonly language: Language;
  readonly requestId: string;
  /** Of a write with an idempotency key: what it makes is found by it after a crash. */
  readonly keyed: KeyedWork | undefined;
  /** Aborted when the client goes away. What was sent to the ledger is waited for all the same. */
  readonly gone: () => AbortSignal;
  /** The body where the route reads a file instead of JSON. */
  readonly file: Uint8Array | undefined;
  /** Of the client, as far as it is known; never logged with trade data. */
  readonly address: string;
  /** The session that the request came with; undefined for a token. */
  readonly session: SessionMark | undefined;
  /** Sets or clears the session's cookie with the answer. */
  readonly setSession: (secret: string | undefined) => void;
}

type Who<N extends RouteName> = Routes[N]['access'] extends 'public'
  ? Principal | undefined
  : Principal;

/** A request after everything about it was checked: form, session, right, idempotency key. */
export type Call<N extends RouteName> = RouteCall<N> & Circumstances<Who<N>>;

/**
 * What a route does. It answers the route's reply, and throws a BondledgerError for a refusal; the
 * status of each code is in problem.ts.
 */
export type Handler<N extends RouteName> = (call: Call<N>) => Promise<RouteReply<N>>;

/** Every route has a handler: the server does not compile with one left out. */
export type Handlers = { readonly [N in RouteName]: Handler<N> };
