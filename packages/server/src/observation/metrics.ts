import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

const PREFIX = 'bondledger_';

/** From half a millisecond to half a minute. */
const SECONDS = [
  0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30,
];

/**
 * Every metric of the server, by Prometheus' names: the unit stands last. Labels have few values,
 * all known beforehand, and say nothing of a trade.
 */
export class Metrics {
  readonly registry = new Registry();
  readonly stage = this.#histogram('stage_seconds', 'Time of batches in a stage', ['stage']);
  readonly http = this.#histogram('http_request_seconds', 'Time of HTTP requests by route', [
    'method',
    'route',
    'status',
  ]);
  readonly blocks = this.#counter('blocks_total', 'Blocks seen since the server started');
  readonly transactions = this.#counter('transactions_total', 'Transactions in these blocks');
  readonly instructions = this.#counter('instructions_total', 'Instructions in these blocks');
  readonly refusals = this.#counter('refusals_total', 'Refused instructions by code', ['code']);
  readonly retries = this.#counter('retries_total', 'Work that was brought to the ledger again');
  readonly conflicts = this.#counter('conflicts_total', 'Conflicts with what others had changed');
  readonly queue = this.#gauge('queue_items', 'What waits in a queue', ['queue']);
  readonly queueLimit = this.#gauge('queue_limit_items', 'What a queue takes', ['queue']);
  readonly jobs = this.#gauge('jobs_items', 'Jobs by state', ['state']);
  readonly up = this.#gauge('component_up', 'Whether a component does its work: 1 or 0', [
    'component',
  ]);
  readonly height = this.#gauge('component_height_blocks', 'The newest block of a component', [
    'component',
  ]);
  readonly behind = this.#gauge('component_behind_blocks', 'Blocks a component is behind', [
    'component',
  ]);
  readonly lag = this.#gauge('read_model_lag_seconds', 'From a block to its projection', [
    'institution',
  ]);
  readonly disk = this.#gauge('disk_used_bytes', 'Bytes on the disk', ['what']);
  readonly diskFree = this.#gauge('disk_free_bytes', 'Bytes free where the data lies');
  readonly diskFreePart = this.#gauge('disk_free_ratio', 'The free part of the disk, 0 to 1');
  readonly certificate = this.#gauge(
    'certificate_expiry_timestamp_seconds',
    'When the signing key of an institution served here runs out',
    ['institution'],
  );
  readonly paidAtRest = this.#gauge('paid_at_rest_items', 'Trades that stay PAID: always 0');
  readonly late = this.#gauge('late_items', 'Trades not final after the cut-off of their day');
  readonly alarms = this.#gauge('alarms_items', 'Alarms by severity', ['severity']);

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  #histogram<L extends string>(name: string, help: string, labelNames: L[]): Histogram<L> {
    const registers = [this.registry];
    return new Histogram({ name: PREFIX + name, help, labelNames, buckets: SECONDS, registers });
  }

  #counter<L extends string>(name: string, help: string, labelNames: L[] = []): Counter<L> {
    return new Counter({ name: PREFIX + name, help, labelNames, registers: [this.registry] });
  }

  #gauge<L extends string>(name: string, help: string, labelNames: L[] = []): Gauge<L> {
    return new Gauge({ name: PREFIX + name, help, labelNames, registers: [this.registry] });
  }
}
