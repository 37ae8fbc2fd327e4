import type { z } from 'zod';
import type { RouteName, Routes } from './routes.js';

type Part<R, P extends string> = R extends { readonly [K in P]: infer S extends z.ZodType }
  ? { readonly [K in P]: S }
  : unknown;

/** What a client gives to a route. */
export type RouteInput<N extends RouteName> = {
  readonly [
    K in keyof (Part<Routes[N], 'params'> & Part<Routes[N], 'query'> & Part<Routes[N], 'body'>)
  ]: (Part<Routes[N], 'params'> &
    Part<Routes[N], 'query'> &
    Part<Routes[N], 'body'>)[K] extends infer S extends z.ZodType
    ? z.input<S>
    : never;
};

/** What the server's handler is given: validated, defaults filled in. */
export type RouteCall<N extends RouteName> = {
  readonly [
    K in keyof (Part<Routes[N], 'params'> & Part<Routes[N], 'query'> & Part<Routes[N], 'body'>)
  ]: (Part<Routes[N], 'params'> &
    Part<Routes[N], 'query'> &
    Part<Routes[N], 'body'>)[K] extends infer S extends z.ZodType
    ? z.output<S>
    : never;
};

/** What a route answers. */
export type RouteReply<N extends RouteName> = z.output<Routes[N]['reply']>;
