import { execFile } from 'node:child_process';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Probes } from './probes.js';
import { machineOf } from './machine.js';
import { spreadOf, type Figure, type Report } from './measure.js';

interface DayRun {
  readonly trades: number;
  readonly settled: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly mebibytes: number;
  readonly bytes: number;
  readonly probes: Probes;
}

const run = promisify(execFile);
const ORDINARY = 1548;
const TENFOLD = 15_480;

async function oneDay(trades: number): Promise<DayRun> {
  const child = fileURLToPath(new URL('./day-child.js', import.meta.url));
  const { stdout } = await run(process.execPath, [child, String(trades)], { maxBuffer: 2 ** 24 });
  const result = JSON.parse(stdout) as DayRun;
  if (result.settled !== trades) {
    throw new Error(`settled ${String(result.settled)} of ${String(trades)}`);
  }
  return result;
}

/** `bench day`: whole days to SETTLED, each in a process of its own. */
export async function benchDay(runs: number): Promise<Report> {
  const small: DayRun[] = [];
  const large: DayRun[] = [];
  for (let at = 0; at < runs; at += 1) {
    small.push(await oneDay(ORDINARY));
    large.push(await oneDay(TENFOLD));
  }
  const of = (days: readonly DayRun[], pick: (day: DayRun) => number): Figure['spread'] =>
    spreadOf(days.map(pick));
  const ratio = spreadOf(large.map((day, at) => day.seconds / (small[at]?.seconds ?? Number.NaN)));
  const figures: Figure[] = [
    {
      name: 'day of 1,548 trades',
      unit: 's',
      spread: of(small, (day) => day.seconds),
      target: { must: 3, aim: 2 },
    },
    {
      name: 'day of 15,480 trades',
      unit: 's',
      spread: of(large, (day) => day.seconds),
      target: { must: 30, aim: 20 },
    },
    { name: '15,480 against 1,548', unit: 'times', spread: ratio, target: { must: 11 } },
    {
      name: 'memory, day of 15,480',
      unit: 'MiB',
      spread: of(large, (day) => day.mebibytes),
      target: { must: 400 },
    },
    { name: 'CPU, day of 1,548', unit: 's', spread: of(small, (day) => day.cpuSeconds) },
    { name: 'CPU, day of 15,480', unit: 's', spread: of(large, (day) => day.cpuSeconds) },
    {
      name: 'on disk, a trade',
      unit: 'KiB',
      spread: of(large, (day) => day.bytes / day.trades / 1024),
    },
    ...probeFigures([...small, ...large].map(({ probes }) => probes)),
  ];
  return {
    bench: `day on ${String(cpus().length)} cores`,
    machine: machineOf(),
    node: process.versions.node,
    figures,
  };
}

/** The machine's probes as figures, so that others can be read anywhere. */
export function probeFigures(probes: readonly Probes[]): readonly Figure[] {
  const of = (pick: (probe: Probes) => number): Figure['spread'] => spreadOf(probes.map(pick));
  return [
    { name: 'probe: append and fdatasync', unit: 'us', spread: of(({ flush }) => flush) },
    { name: 'probe: ES256 sign', unit: 'us', spread: of(({ sign }) => sign) },
    { name: 'probe: ES256 verify', unit: 'us', spread: of(({ verify }) => verify) },
    { name: 'probe: seal 1,536 bytes', unit: 'us', spread: of(({ seal }) => seal) },
  ];
}
