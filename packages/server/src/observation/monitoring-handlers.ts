import type { Monitoring } from '@bondledger/sdk/api';
import type { Handlers } from '../http/handler.js';
import type { Services } from '../start/services.js';
import { AlarmClock, alarmsOf } from './alarms.js';
import type { Observation } from './observation.js';
import type { ThingsParts } from './things-parts.js';
import type { ThingsWatch } from './things.js';

export type MonitoringParts = Pick<Services, 'engine' | 'transport' | 'now'> &
  Pick<ThingsParts, 'progress'>;

/** How the server and the ledger do, in figures. */
export class MonitoringScreen {
  readonly #parts: MonitoringParts;
  readonly #observation: Observation;
  readonly #things: ThingsWatch;
  readonly #clock = new AlarmClock();

  constructor(parts: MonitoringParts, observation: Observation, things: ThingsWatch) {
    this.#parts = parts;
    this.#observation = observation;
    this.#things = things;
  }

  handlers(): Pick<Handlers, 'monitoring' | 'components'> {
    return {
      monitoring: () => this.monitoring(),
      components: async () => ({ components: copies((await this.#things.now()).components) }),
    };
  }

  async monitoring(): Promise<Monitoring> {
    const { engine, transport, now } = this.#parts;
    const observation = this.#observation;
    const [head, things] = await Promise.all([transport.head(), this.#things.now()]);
    const moment = now();
    const progress = this.#parts.progress();
    const queues = observation.queues();
    const alarms = alarmsOf({ things, queues, progress, now: moment });
    const { rss, heapUsed } = process.memoryUsage();
    return {
      now: moment.toISOString(),
      engine,
      height: head.height,
      headHash: head.hash,
      minutes: copies(observation.minutes.list()),
      stages: copies(observation.stages()),
      refusals: copies(observation.refusals()),
      queues: copies(queues),
      retries: observation.retries,
      conflicts: observation.conflicts,
      readModel: copies(progress),
      memory: { rssBytes: rss, heapBytes: heapUsed },
      eventLoopDelayMs: observation.eventLoopDelay(),
      sizes: copies(things.sizes),
      components: copies(things.components),
      alarms: copies(this.#clock.timed(alarms, moment)),
    };
  }
}

const copies = <T extends object>(list: readonly T[]): T[] => list.map((each) => ({ ...each }));
