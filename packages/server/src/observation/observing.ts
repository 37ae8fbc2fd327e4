import type { FastifyPluginAsync } from 'fastify';
import { followBlocks } from '../events/ledger-events.js';
import type { Handlers } from '../http/handler.js';
import { LEDGER_QUEUE } from '../limits.js';
import type { ReadModel } from '../read-model/read-model.js';
import type { Services } from '../start/services.js';
import { metricsPlugin } from './metrics-plugin.js';
import { MonitoringScreen } from './monitoring-handlers.js';
import type { Observation } from './observation.js';
import { ThingsWatch } from './things.js';

export interface Observing {
  readonly handlers: Pick<Handlers, 'monitoring' | 'components'>;
  readonly plugin: FastifyPluginAsync;
}

/** Watches a server: its blocks as they come, its queues, its components; until it stops. */
export function observe(services: Services, observation: Observation): Observing {
  const { gateway, stopping, readModel } = services;
  const parts = { ...services, progress: () => readModel.progress() };
  watchProjections(readModel, observation);
  if (gateway !== undefined) observation.queue('ledger', () => gateway.queued, LEDGER_QUEUE);
  // From the newest block on: what was before is not of this server's time.
  void followBlocks(services, stopping, (block) => observation.block(block));
  stopping.addEventListener('abort', () => observation.close(), { once: true });
  const things = new ThingsWatch(parts);
  const screen = new MonitoringScreen(parts, observation, things);
  return {
    handlers: screen.handlers(),
    plugin: metricsPlugin(services, observation, things, screen),
  };
}

/** How old a block was when it could be read; once for all that an institution sees of it. */
function watchProjections(readModel: ReadModel, observation: Observation): void {
  const seen = new Map<string, number>();
  readModel.onChange(({ institution, height }) => {
    if (seen.get(institution) === height) return;
    seen.set(institution, height);
    const progress = readModel.progress().find((each) => each.institution === institution);
    if (progress !== undefined) observation.stage('project', progress.lagMs / 1000);
  });
}
