import type { FastifyPluginAsync } from 'fastify';
import { principalOf } from '../http/admission.js';
import { FAIR_QUEUE_BATCHES } from '../limits.js';
import type { Services } from '../start/services.js';
import { FairGateway } from './fair-gateway.js';
import { registerGateway } from './gateway-routes.js';

type Needed = Pick<
  Services,
  'ledger' | 'gateway' | 'transport' | 'admission' | 'audit' | 'observer' | 'log' | 'stopping'
>;

/** The gateway over HTTP, where this server has the ledger; nothing where it has not. */
export function gatewayPlugin(services: Needed): FastifyPluginAsync {
  const { ledger, gateway, transport, admission, audit, observer, log, stopping } = services;
  return async (app) => {
    if (ledger === undefined || gateway === undefined) return;
    const fair = new FairGateway(gateway);
    observer.queue('institutions', () => fair.queued, FAIR_QUEUE_BATCHES);
    registerGateway(app, {
      ledger,
      genesis: await transport.genesis(),
      gateway: fair,
      admit: (action, access) => admission.needs({ action, access }),
      isIn: ({ admitted }) => admitted !== undefined && admission.isIn(admitted),
      institutionOf: (request) => principalOf(request).institution,
      decided: (request, decision) => {
        const { id: user, institution } = principalOf(request);
        const { id: requestId } = request;
        audit
          .record({ action: 'sendBatch', institution, user, requestId, ...decision })
          .catch((err: unknown) => log.error({ err, requestId }, 'a decision is not kept'));
      },
      stopping,
    });
  };
}
