import type { FastifyPluginAsync } from 'fastify';
import { principalOf, type Admission, type Needs } from '../http/admission.js';
import { FAIR_QUEUE_BATCHES } from '../limits.js';
import type { Services } from '../start/services.js';
import { FairGateway } from './fair-gateway.js';
import { registerGateway } from './gateway-routes.js';
import { requireStanding } from './standing.js';

type Needed = Pick<
  Services,
  | 'ledger'
  | 'gateway'
  | 'transport'
  | 'admission'
  | 'turns'
  | 'audit'
  | 'observer'
  | 'log'
  | 'stopping'
>;

/** The gateway over HTTP, where this server has the ledger; nothing where it has not. */
export function gatewayPlugin(services: Needed): FastifyPluginAsync {
  const { ledger, gateway, transport, admission, turns, audit, observer, log, stopping } = services;
  return async (app) => {
    if (ledger === undefined || gateway === undefined) return;
    const fair = new FairGateway(gateway);
    observer.queue('institutions', () => fair.queued, FAIR_QUEUE_BATCHES);
    const gate = (needs: Needs): ReturnType<Admission['needs']> => {
      const admit = admission.needs(needs);
      if (needs.access === 'public') return admit;
      return async (request, reply) => {
        await admit(request, reply);
        const { institution } = principalOf(request);
        await requireStanding(ledger, institution).catch(async (error: unknown) => {
          await admission.refused(request, needs, error);
          throw error;
        });
      };
    };
    registerGateway(app, {
      ledger,
      genesis: await transport.genesis(),
      gateway: fair,
      turns,
      admit: (action, access) => gate({ action, access }),
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
