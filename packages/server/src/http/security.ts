import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { BondledgerError } from '@bondledger/domain';
import { ANONYMOUS_REQUESTS } from '../limits.js';

/**
 * What a page of this server may do: load what is this server's own, and nothing else. No script or
 * style stands in a page.
 */
const POLICY = {
  'default-src': ["'none'"],
  'base-uri': ["'none'"],
  'connect-src': ["'self'"],
  'font-src': ["'self'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
  'img-src': ["'self'", 'data:'],
  'manifest-src': ["'self'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'worker-src': ["'self'"],
};

/** Headers that browsers act on, and a bound on requests of those who are not known to be in. */
export async function registerSecurity(app: FastifyInstance, isTls: boolean): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: POLICY },
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: isTls,
  });
  await app.register(rateLimit, {
    max: ANONYMOUS_REQUESTS,
    timeWindow: '1 minute',
    // Those who are in are bounded by institution instead; a page loads dozens of fonts.
    // Its hook comes after a route's own, so that who was admitted is known by then.
    allowList: ({ admitted, url }) => admitted !== undefined || url.startsWith('/assets/'),
    errorResponseBuilder: (_request, { ttl }) =>
      new BondledgerError({
        code: 'RATE_LIMITED',
        params: { seconds: Math.ceil(ttl / 1000).toString() },
      }),
  });
}
