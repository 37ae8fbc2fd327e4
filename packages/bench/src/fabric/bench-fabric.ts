import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { BondledgerError } from '@bondledger/domain';
import { findPrograms, type Programs } from '@bondledger/fabric';
import { machineOf } from '../machine.js';
import type { Report, Skipped } from '../measure.js';
import type { BenchNetwork } from './bench-network.js';
import { dayRun } from './day-run.js';
import { figuresOf, type FabricRun } from './figures.js';
import { largeRun } from './large-run.js';
import { submitRun } from './submit-run.js';

export interface FabricBenchOptions {
  readonly runs: number;
  /** Also settles 15,480 trades and compares with an empty network: takes many minutes. */
  readonly large: boolean;
}

/**
 * `bench fabric`: nine peers and three orderers on this machine, made anew for each run and
 * removed after it. Skipped where Fabric's programs are not installed.
 */
export async function benchFabric({ runs, large }: FabricBenchOptions): Promise<Report | Skipped> {
  const programs = installed();
  if (typeof programs === 'string') return { bench: 'fabric', skipped: programs };
  const notRun = large
    ? []
    : ['a network with 15,480 settled trades against an empty one: --large runs it'];
  const all: FabricRun[] = [];
  for (let at = 0; at < runs; at += 1) all.push(await oneRun(programs, large));
  return {
    bench: `fabric, 9 peers and 3 orderers on ${String(cpus().length)} cores`,
    machine: machineOf(),
    node: process.versions.node,
    figures: figuresOf(all),
    notRun,
  };
}

/** Fabric's programs, or why there are none. */
function installed(): Programs | string {
  try {
    return findPrograms(process.env);
  } catch (error) {
    if (error instanceof BondledgerError && error.code === 'FABRIC_MISSING') return error.message;
    throw error;
  }
}

async function oneRun(programs: Programs, isLarge: boolean): Promise<FabricRun> {
  const base = await mkdtemp(join(tmpdir(), 'bondledger-bench-'));
  const networks: BenchNetwork[] = [];
  const remember = (network: BenchNetwork): void => {
    networks.push(network);
  };
  // The nodes are processes of their own, which would outlive this one.
  const onSignal = (): void => {
    void Promise.allSettled(networks.map((network) => network.remove()))
      .then(() => rm(base, { recursive: true, force: true }))
      .then(() => process.exit(130));
  };
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  try {
    const [load = Number.NaN] = loadavg();
    const submit = told('submit', await submitRun(base, programs, remember));
    const day = told('day', await dayRun(base, programs, remember));
    const large = isLarge ? told('large', await largeRun(base, programs, remember)) : undefined;
    return { load, submit, day, large };
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
    await rm(base, { recursive: true, force: true });
  }
}

/** A run takes minutes: each of its parts is told as soon as it is known. */
function told<T>(part: string, result: T): T {
  process.stderr.write(`${part}: ${JSON.stringify(result)}\n`);
  return result;
}
