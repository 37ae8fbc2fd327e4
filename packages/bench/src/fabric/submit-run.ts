import { join } from 'node:path';
import { createConsortium, openConsortium, type Consortium } from '@bondledger/consortium';
import type { Programs } from '@bondledger/fabric';
import { SubmitSource } from '../submit-source.js';
import { BenchNetwork, type Started } from './bench-network.js';
import { emptyTransactions } from './empty-transaction.js';
import { BUNDLED_TRADES, median, Submitting, TRADES } from './submitting.js';

/** What a trade costs the network. */
export interface Cost {
  /** CPU seconds of all nodes. */
  readonly cpu: number;
  readonly blockBytes: number;
}

export interface SubmitRun {
  readonly started: Started;
  /** Seconds of 1,548 trades one after another, from a sample, with messages per key. */
  readonly stockSeconds: number;
  /** Seconds of 1,548 trades by 64 senders. */
  readonly oursSeconds: number;
  /** Trades a second in bundles of 1,000. */
  readonly batched: number;
  readonly perKey: number;
  readonly costs: Readonly<Record<'stock' | 'ours' | 'batched' | 'perKey', Cost>>;
  /** Seconds of one trade, and of an empty transaction, on an idle network. */
  readonly idle: number;
  readonly empty: number;
}

/** Stock use is timed on this many trades and scaled to 1,548. */
export const STOCK_SAMPLE = 150;
const IDLE_TRADES = 100;
const WARM_UP = 25;

/** Submits in every way to one network: first with batch messages, then one key at a time. */
export async function submitRun(
  base: string,
  programs: Programs,
  onNetwork: (network: BenchNetwork) => void,
): Promise<SubmitRun> {
  const directory = join(base, 'submit');
  const network = new BenchNetwork(directory, programs);
  onNetwork(network);
  try {
    const source = new SubmitSource(TRADES);
    await createConsortium({ directory, day: source.day, engine: network.engine });
    const { started } = network;
    const ours = await opened(directory, network, async (consortium) => {
      const submitting = new Submitting(consortium, source);
      await submitting.oneByOne(WARM_UP);
      const idle = await idleTimes(network, submitting);
      const together = await withCost(network, TRADES, () => submitting.together());
      const bundles = await withCost(network, BUNDLED_TRADES, () => submitting.bundles());
      return { idle, together, bundles };
    });
    await network.startPerKey();
    const stock = await opened(directory, network, async (consortium) => {
      const submitting = new Submitting(consortium, source);
      await submitting.oneByOne(WARM_UP);
      const single = await withCost(network, STOCK_SAMPLE, () => submitting.oneByOne(STOCK_SAMPLE));
      const bundles = await withCost(network, BUNDLED_TRADES, () => submitting.bundles());
      return { seconds: single.value.reduce((sum, each) => sum + each, 0), single, bundles };
    });
    return {
      started,
      ...ours.idle,
      stockSeconds: (stock.seconds / STOCK_SAMPLE) * TRADES,
      oursSeconds: ours.together.value,
      batched: ours.bundles.value,
      perKey: stock.bundles.value,
      costs: {
        stock: stock.single.cost,
        ours: ours.together.cost,
        batched: ours.bundles.cost,
        perKey: stock.bundles.cost,
      },
    };
  } finally {
    await network.remove();
  }
}

/** What a measurement gave, and what a trade of it cost. */
async function withCost<T>(
  network: BenchNetwork,
  trades: number,
  measure: () => Promise<T>,
): Promise<{ readonly value: T; readonly cost: Cost }> {
  const before = await network.used();
  const value = await measure();
  const after = await network.used();
  let spent = 0;
  for (const [name, seconds] of after.cpu) spent += seconds - (before.cpu.get(name) ?? 0);
  const blockBytes = (after.blockBytes - before.blockBytes) / trades;
  return { value, cost: { cpu: spent / trades, blockBytes } };
}

/** One trade and an empty transaction take turns, so that both meet the same moments. */
async function idleTimes(
  { connection }: BenchNetwork,
  submitting: Submitting,
): Promise<Pick<SubmitRun, 'idle' | 'empty'>> {
  const transactions = emptyTransactions(connection);
  const times: number[] = [];
  try {
    const idle = await submitting.oneByOne(IDLE_TRADES, async () => {
      const began = performance.now();
      await transactions.send();
      times.push((performance.now() - began) / 1000);
    });
    times.sort((left, right) => left - right);
    return { idle: median(idle), empty: median(times) };
  } finally {
    transactions.close();
  }
}

async function opened<T>(
  directory: string,
  { engine }: BenchNetwork,
  measure: (consortium: Consortium) => Promise<T>,
): Promise<T> {
  await using consortium = await openConsortium({ directory, engine });
  await withoutReaders(consortium);
  return await measure(consortium);
}

/** What is measured is clients and the ledger: the institutions' reading of blocks is not. */
export async function withoutReaders(consortium: Consortium): Promise<void> {
  for (const institution of consortium.institutions()) await institution.close();
}
