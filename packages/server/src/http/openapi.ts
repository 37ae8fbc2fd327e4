import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance, FastifySchema } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { Problem, type Route } from '@bondledger/sdk/api';
import { z } from 'zod';

const ABOUT = `The HTTP API of a bondledger server.

Sign in by POST /api/session: the session is a cookie, and every write carries the header
x-csrf-token with the token that the sign-in answered. Machines send an API token instead
(authorization: Bearer). Every write but signing in and out has a key of its own in the header
idempotency-key: sent again with the same body it gets the same answer, and nothing is done twice.
Amounts are decimal strings in won. Refusals are problem details (RFC 9457) with a stable code.`;

/** The OpenAPI document, from the very schemas that validate, and a page to browse it. */
export async function registerOpenApi(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'bondledger', version, description: ABOUT },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'bondledger-session' },
          token: { type: 'http', scheme: 'bearer' },
        },
      },
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  });
  await app.register(swaggerUi, {
    routePrefix: '/api/docs',
    staticCSP: DOCUMENT_POLICY,
    uiConfig: { deepLinking: true, docExpansion: 'none' },
  });
  app.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger());
}

/** As on every other page, but swagger-ui writes styles into its own. */
const DOCUMENT_POLICY = {
  'default-src': ["'none'"],
  'connect-src': ["'self'"],
  'font-src': ["'self'", 'data:'],
  'img-src': ["'self'", 'data:'],
  'script-src': ["'self'"],
  'style-src': ["'self'", "'unsafe-inline'"],
};

const WRITE_HEADERS = z.object({
  'idempotency-key': z
    .string()
    .meta({ description: 'A new one for each write; 8 to 100 characters' }),
  'x-csrf-token': z
    .string()
    .optional()
    .meta({ description: 'Of the session; not needed with an API token' }),
});

/** What the document says of a route. */
export function documentOf(name: string, route: Route, isKeyed: boolean): FastifySchema {
  const { params, query, body, reply, status = 200, access, only, demo } = route;
  const notes = [
    access === 'public' ? 'Nobody has to sign in.' : undefined,
    access === 'signed-in' ? 'For everybody who is signed in.' : undefined,
    access === 'public' || access === 'signed-in' ? undefined : `Needs the right ${access}.`,
    only === undefined ? undefined : `Only for ${only}.`,
    demo === true ? 'Only on a server of the demo.' : undefined,
  ].filter((note) => note !== undefined);
  const answers: Record<string, unknown> = {
    [status]: status === 204 ? z.null().meta({ description: 'Done' }) : reply,
    default: {
      description: 'Problem details',
      content: { 'application/problem+json': { schema: Problem } },
    },
  };
  if (status === 200 && isKeyed) answers['202'] = reply;
  return {
    operationId: name,
    tags: [route.tag],
    summary: route.summary,
    description: notes.join(' '),
    security: access === 'public' ? [] : [{ session: [] }, { token: [] }],
    ...(isKeyed ? { headers: WRITE_HEADERS } : {}),
    ...(params === undefined ? {} : { params }),
    ...(query === undefined ? {} : { querystring: query }),
    ...(body === undefined ? {} : { body }),
    ...(route.file === true ? { consumes: ['application/octet-stream'] } : {}),
    response: answers,
  };
}
