import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { ErrorCode } from '@bondledger/domain';
import { STAGES, type Stage } from '@bondledger/sdk/api';
import type { Block } from '@bondledger/contract';
import { Metrics } from './metrics.js';
import { Minutes } from './minutes.js';
import type { Observer } from './observer.js';
import { RecentTimes } from './recent-times.js';

const LEAF_BYTES = 32;
const NANO_MS = 1e6;

export interface Queue {
  readonly queue: string;
  readonly depth: number;
  readonly limit: number;
}

/** What the server's parts said that happened: for metrics, and for the monitoring screen. */
export class Observation implements Observer {
  readonly metrics = new Metrics();
  readonly minutes: Minutes;
  readonly #stages: Readonly<Record<Stage, RecentTimes>> = {
    queue: new RecentTimes(),
    sign: new RecentTimes(),
    endorse: new RecentTimes(),
    order: new RecentTimes(),
    commit: new RecentTimes(),
    project: new RecentTimes(),
  };
  readonly #refusals = new Map<ErrorCode, number>();
  readonly #queues = new Map<string, { readonly depth: () => number; readonly limit: number }>();
  readonly #loop = monitorEventLoopDelay({ resolution: 20 });
  #retries = 0;
  #conflicts = 0;

  constructor(now: () => Date = () => new Date()) {
    this.minutes = new Minutes(now);
    this.#loop.enable();
  }

  stage(stage: Stage, seconds: number): void {
    this.#stages[stage].add(seconds);
    this.metrics.stage.observe({ stage }, seconds);
  }

  refused(code: ErrorCode): void {
    this.#refusals.set(code, (this.#refusals.get(code) ?? 0) + 1);
    this.metrics.refusals.inc({ code });
    this.minutes.add({ refusals: 1 });
  }

  retried(): void {
    this.#retries += 1;
    this.metrics.retries.inc();
  }

  conflicted(): void {
    this.#conflicts += 1;
    this.metrics.conflicts.inc();
  }

  queue(name: string, depth: () => number, limit: number): void {
    this.#queues.set(name, { depth, limit });
  }

  /** A block was added to the ledger. */
  block({ transactions }: Block): void {
    let instructions = 0;
    for (const { batches } of transactions) {
      for (const { leaves } of batches) instructions += leaves.length / LEAF_BYTES;
    }
    this.minutes.add({ blocks: 1, transactions: transactions.length, instructions });
    this.metrics.blocks.inc();
    this.metrics.transactions.inc(transactions.length);
    this.metrics.instructions.inc(instructions);
  }

  get retries(): number {
    return this.#retries;
  }

  get conflicts(): number {
    return this.#conflicts;
  }

  stages(): readonly {
    readonly stage: Stage;
    readonly count: number;
    readonly p50Ms: number | null;
    readonly p95Ms: number | null;
    readonly p99Ms: number | null;
  }[] {
    return STAGES.map((stage) => {
      const times = this.#stages[stage];
      const [p50Ms = null, p95Ms = null, p99Ms = null] = times.percentiles(0.5, 0.95, 0.99);
      return { stage, count: times.count, p50Ms, p95Ms, p99Ms };
    });
  }

  /** The most frequent first. */
  refusals(): readonly { readonly code: ErrorCode; readonly count: number }[] {
    return [...this.#refusals]
      .map(([code, count]) => ({ code, count }))
      .sort((left, right) => right.count - left.count);
  }

  queues(): readonly Queue[] {
    return [...this.#queues].map(([queue, { depth, limit }]) => ({ queue, depth: depth(), limit }));
  }

  /** Of the event loop since the server started, in milliseconds. */
  eventLoopDelay(): { readonly p50: number; readonly p99: number } {
    const at = (part: number): number => {
      const nanoseconds = this.#loop.percentile(part);
      return Number.isFinite(nanoseconds) ? Number((nanoseconds / NANO_MS).toFixed(2)) : 0;
    };
    return { p50: at(50), p99: at(99) };
  }

  close(): void {
    this.#loop.disable();
  }
}
