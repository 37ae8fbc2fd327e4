import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { Jobs } from '../jobs/jobs.js';
import type { Services } from '../start/services.js';
import type { Metrics } from './metrics.js';
import type { MonitoringScreen } from './monitoring-handlers.js';
import type { Observation } from './observation.js';
import type { ThingsWatch } from './things.js';

const LOOPBACK = /^(127(\.\d{1,3}){3}|::1|::ffff:127(\.\d{1,3}){3})$/;
const HOST_OF_LOOPBACK = /^(127(\.\d{1,3}){3}|\[::1\]|localhost)(:\d+)?$/i;
const PROXY_HEADERS = ['forwarded', 'x-forwarded-for', 'x-real-ip'] as const;

/** Metrics for Prometheus at /metrics, and how long every request takes. */
export function metricsPlugin(
  { admission, work }: Pick<Services, 'admission' | 'work'>,
  observation: Observation,
  things: ThingsWatch,
  screen: MonitoringScreen,
): FastifyPluginAsync {
  const { metrics } = observation;
  const asOperator = admission.needs({ action: 'metrics', access: 'OPERATE' });
  const plugin: FastifyPluginAsync = (app: FastifyInstance) => {
    app.addHook('onResponse', (request, reply) => {
      const route = request.routeOptions.url ?? 'none';
      const { method } = request;
      const labels = { method, route, status: reply.statusCode.toString() };
      metrics.http.observe(labels, reply.elapsedTime / 1000);
      return Promise.resolve();
    });
    app.route({
      method: 'GET',
      url: '/metrics',
      schema: { hide: true },
      onRequest: async (request: FastifyRequest, reply: FastifyReply) => {
        if (!isOfThisMachine(request)) await asOperator(request, reply);
      },
      handler: async (_request, reply) => {
        fill(observation, await things.now(), await screen.monitoring());
        // Without its database a server tells everything else.
        await fillJobs(metrics, work.jobs).catch(() => metrics.jobs.reset());
        const { registry } = metrics;
        return reply.type(registry.contentType).send(await registry.metrics());
      },
    });
    return Promise.resolve();
  };
  // The hook is for all routes of the server, not for this one alone.
  return Object.assign(plugin, { [Symbol.for('skip-override')]: true });
}

async function fillJobs({ jobs }: Metrics, counted: Pick<Jobs, 'counts'>): Promise<void> {
  const counts = await counted.counts();
  for (const state of ['WAITING', 'RUNNING', 'DONE', 'STOPPED'] as const) {
    jobs.set({ state }, counts.get(state) ?? 0);
  }
}

/** What a proxy on this machine passes on comes from elsewhere, as far as it can be told. */
const isOfThisMachine = ({ socket, headers }: FastifyRequest): boolean =>
  LOOPBACK.test(socket.remoteAddress ?? '') &&
  HOST_OF_LOOPBACK.test(headers.host ?? '') &&
  PROXY_HEADERS.every((name) => headers[name] === undefined);

/** The gauges, as things are now. What is gone is no longer told. */
function fill(
  observation: Observation,
  things: Awaited<ReturnType<ThingsWatch['now']>>,
  { components, readModel, alarms }: Awaited<ReturnType<MonitoringScreen['monitoring']>>,
): void {
  const { metrics } = observation;
  const { up, height, behind, lag, disk, certificate, alarms: bySeverity } = metrics;
  for (const gauge of [up, height, behind, lag, disk, certificate]) gauge.reset();
  for (const { queue, depth, limit } of observation.queues()) {
    metrics.queue.set({ queue }, depth);
    metrics.queueLimit.set({ queue }, limit);
  }
  for (const each of components) {
    const { component } = each;
    up.set({ component }, each.status === 'DOWN' ? 0 : 1);
    if (each.height !== undefined) height.set({ component }, each.height);
    if (each.behind !== undefined) behind.set({ component }, each.behind);
  }
  for (const { institution, lagMs } of readModel) lag.set({ institution }, lagMs / 1000);
  for (const { what, bytes } of things.sizes) disk.set({ what }, bytes);
  for (const { institution, notAfter } of things.certificates) {
    certificate.set({ institution }, Date.parse(`${notAfter}T23:59:59Z`) / 1000);
  }
  metrics.diskFree.set(things.disk.freeBytes);
  metrics.diskFreePart.set(things.disk.freePart);
  metrics.paidAtRest.set(things.paidAtRest);
  metrics.late.set(things.late);
  for (const severity of ['WARN', 'CRITICAL'] as const) {
    bySeverity.set({ severity }, alarms.filter((each) => each.severity === severity).length);
  }
}
