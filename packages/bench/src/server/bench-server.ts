import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConsortium, openConsortium } from '@bondledger/consortium';
import { probeFigures } from '../bench-day.js';
import { machineOf } from '../machine.js';
import { spreadOf, type Figure, type Report } from '../measure.js';
import { probe, type Probes } from '../probes.js';
import { SubmitSource } from '../submit-source.js';
import { largeDay, type LargeDay } from './large-day.js';
import { ServerProcess } from './server-process.js';
import { bySenders, httpWay, sdkWay, TOGETHER, type Way } from './submitting.js';

const SELLER = 'HBSEC';
const USER = 'hbsec-maker';
const ROUNDS = 3;
const MEBIBYTE = 2 ** 20;
const TARGET_MEBIBYTES = 1.2e9 / MEBIBYTE;
const AIM_MEBIBYTES = 8e8 / MEBIBYTE;

interface Times {
  readonly together: number;
  readonly single: number;
}

interface Compared {
  readonly sdk: Times;
  readonly http: Times;
}

interface ServerRun extends Compared {
  readonly first: { readonly seconds: number; readonly cpuSeconds: number };
  readonly later: { readonly seconds: number; readonly cpuSeconds: number };
  readonly probes: Probes;
}

async function timesOf(way: Way, source: SubmitSource): Promise<Times> {
  const together = await way.together(source.take(SELLER, TOGETHER));
  await way.settled();
  const single = await bySenders(way, source, SELLER);
  await way.settled();
  return { together, single };
}

const medianTimes = (rounds: readonly Times[]): Times => ({
  together: spreadOf(rounds.map(({ together }) => together)).median,
  single: spreadOf(rounds.map(({ single }) => single)).median,
});

/** The SDK and the server by turns, each on a ledger of its own. */
async function compare(ways: readonly [Way, Way], source: SubmitSource): Promise<Compared> {
  const rounds: Times[][] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [at, way] of ways.entries()) rounds[at]?.push(await timesOf(way, source));
  }
  const [sdk = [], http = []] = rounds;
  return { sdk: medianTimes(sdk), http: medianTimes(http) };
}

async function oneRun(): Promise<ServerRun> {
  const directory = await mkdtemp(join(tmpdir(), 'bondledger-bench-'));
  try {
    const source = new SubmitSource();
    const own = join(directory, 'sdk');
    await createConsortium({ directory: own, day: source.day });
    await using consortium = await openConsortium({ directory: own });
    const sdk = sdkWay(consortium, SELLER);
    const data = join(directory, 'server');
    const first = await ServerProcess.start(data);
    const { passwords } = first;
    const wayTo = async (server: ServerProcess): Promise<Way> => httpWay(await server.as(USER));
    const warmUp = async (): Promise<void> => {
      await timesOf(sdk, source);
      await timesOf(await wayTo(first), source);
    };
    await warmUp().finally(() => first.stop());
    // The later start finds more than an ordinary day's trades.
    const later = await ServerProcess.start(data, [], passwords);
    const measured = async (): Promise<Compared> => {
      const way = await wayTo(later);
      await timesOf(way, source);
      return compare([sdk, way], source);
    };
    const compared = await measured().finally(() => later.stop());
    return { first, later, ...compared, probes: probe(directory) };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function oneLargeDay(): Promise<LargeDay> {
  const directory = await mkdtemp(join(tmpdir(), 'bondledger-bench-'));
  try {
    return await largeDay(join(directory, 'server'));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** `bench server`: the server that `npm start` makes, beside the SDK. */
export async function benchServer(runs: number): Promise<Report> {
  const all: ServerRun[] = [];
  for (let at = 0; at < runs; at += 1) all.push(await oneRun());
  const day = await oneLargeDay();
  return {
    bench: 'server',
    machine: machineOf(),
    node: process.versions.node,
    figures: [
      ...submitFigures(all),
      ...startFigures(all),
      ...dayFigures(day),
      ...probeFigures(all.map(({ probes }) => probes)),
    ],
  };
}

const spread = (runs: readonly ServerRun[], pick: (run: ServerRun) => number): Figure['spread'] =>
  spreadOf(runs.map(pick));

const submitFigures = (runs: readonly ServerRun[]): readonly Figure[] => [
  {
    name: "SUBMIT of 1,548 trades in one request / the SDK's time",
    unit: 'times',
    spread: spread(runs, ({ http, sdk }) => http.together / sdk.together),
    target: { must: 1.5, aim: 1.2 },
  },
  {
    name: "64 concurrent single requests / the SDK's time",
    unit: 'times',
    spread: spread(runs, ({ http, sdk }) => http.single / sdk.single),
    target: { must: 3, aim: 2 },
  },
  { name: 'those 1,548 over HTTP', unit: 's', spread: spread(runs, ({ http }) => http.together) },
  { name: 'those 1,548 by the SDK', unit: 's', spread: spread(runs, ({ sdk }) => sdk.together) },
  { name: '512 single ones over HTTP', unit: 's', spread: spread(runs, ({ http }) => http.single) },
  { name: '512 single ones by the SDK', unit: 's', spread: spread(runs, ({ sdk }) => sdk.single) },
];

const startFigures = (runs: readonly ServerRun[]): readonly Figure[] => [
  {
    name: 'serving after `npm start`, the first time',
    unit: 's',
    spread: spread(runs, ({ first }) => first.seconds),
    target: { must: 10 },
  },
  {
    name: 'serving after `npm start`, later',
    unit: 's',
    spread: spread(runs, ({ later }) => later.seconds),
    target: { must: 5 },
  },
  {
    name: 'CPU of the server until then, the first time',
    unit: 's',
    spread: spread(runs, ({ first }) => first.cpuSeconds),
  },
  {
    name: 'CPU of the server until then, later',
    unit: 's',
    spread: spread(runs, ({ later }) => later.cpuSeconds),
  },
];

const dayFigures = (day: LargeDay): readonly Figure[] => {
  const mebibytes = (bytes: number): Figure['spread'] => spreadOf([bytes / MEBIBYTE]);
  return [
    {
      name: 'memory, all institutions, day of 15,480, at most, without mapped files',
      unit: 'MiB',
      spread: mebibytes(day.mostOwn),
      target: { must: TARGET_MEBIBYTES, aim: AIM_MEBIBYTES },
    },
    { name: 'the same with mapped files', unit: 'MiB', spread: mebibytes(day.most) },
    {
      name: 'when the day is over, without mapped files',
      unit: 'MiB',
      spread: mebibytes(day.afterOwn),
    },
    { name: 'the same with mapped files', unit: 'MiB', spread: mebibytes(day.after) },
    { name: 'day of 15,480 by the drive', unit: 's', spread: spreadOf([day.seconds]) },
  ];
};
