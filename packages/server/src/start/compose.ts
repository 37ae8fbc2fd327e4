import type { FastifyPluginAsync } from 'fastify';
import { officeHandlers } from '../back-office/office-handlers.js';
import { bokHandlers } from '../bok/bok-handlers.js';
import { driveHandlers } from '../drive/drive-handlers.js';
import { eventStream } from '../events/event-stream.js';
import type { Hub } from '../events/hub.js';
import { exportRoutes } from '../exports/export-routes.js';
import { gatewayPlugin } from '../gateway/gateway-plugin.js';
import { health } from '../http/health.js';
import { approvalHandlers } from '../approvals/approval-handlers.js';
import type { Handlers } from '../http/handler.js';
import { jobHandlers } from '../jobs/job-handlers.js';
import { Rebuilds } from '../jobs/rebuilds.js';
import { explorerHandlers } from '../explorer/explorer-handlers.js';
import type { Observation } from '../observation/observation.js';
import { observe } from '../observation/observing.js';
import { peopleHandlers } from '../people/people-handlers.js';
import { gatewayTokenHandlers } from '../registry/gateway-tokens.js';
import { registryHandlers } from '../registry/registry-handlers.js';
import { sessionHandlers } from '../people/session-handlers.js';
import { stepHandlers } from '../steps/step-handlers.js';
import { queryHandlers } from '../queries/query-handlers.js';
import { informationHandlers } from './information-handlers.js';
import type { Services } from './services.js';

/** What the parts of the server do, put together. */
export interface Composition {
  readonly handlers: Handlers;
  readonly plugins: readonly FastifyPluginAsync[];
}

/** The one place that knows all parts of the server. */
export function compose(services: Services, hub: Hub, observation: Observation): Composition {
  const observing = observe(services, observation);
  return {
    handlers: {
      ...sessionHandlers(services),
      ...peopleHandlers(services),
      ...informationHandlers(services),
      ...stepHandlers(services.work),
      ...jobHandlers({ jobs: services.work.jobs, rebuilds: new Rebuilds(services) }),
      ...approvalHandlers(services.work),
      ...driveHandlers(services),
      ...registryHandlers(services),
      ...gatewayTokenHandlers(services),
      ...bokHandlers(services),
      ...officeHandlers({ ...services, ...services.work }),
      ...queryHandlers(services),
      ...explorerHandlers(services),
      ...observing.handlers,
    },
    plugins: [
      observing.plugin,
      health(services),
      eventStream(hub, services),
      gatewayPlugin(services),
      exportRoutes(services),
    ],
  };
}
