import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConsortium, percentile, referenceDay } from '@bondledger/consortium';
import { openDatabase, type Where } from '@bondledger/database';
import { probeFigures } from '../bench-day.js';
import { machineOf } from '../machine.js';
import { spreadOf, type Figure, type Report } from '../measure.js';
import { probe, type Probes } from '../probes.js';
import { afterFullDay, lagAtFifty } from './catching-up.js';
import { largeSchema } from './large-schema.js';
import { timeLists, type ListTimes } from './lists.js';

const DAY_TRADES = 1548;

interface ModelRun {
  readonly lagP50: number;
  readonly lagP95: number;
  readonly daySeconds: number;
  readonly afterSeconds: number;
  readonly lists: ListTimes;
  readonly probes: Probes;
}

/** A fresh database for each measurement: a directory of PGlite, or a server's schemas gone. */
async function withDatabase<T>(
  directory: string,
  name: string,
  url: string | undefined,
  work: (where: Where) => Promise<T>,
): Promise<T> {
  const where = url === undefined ? { directory: join(directory, name) } : { url };
  try {
    return await work(where);
  } finally {
    await using database = await openDatabase(where);
    for (const schema of await database.schemas()) {
      if (schema.startsWith('rm_')) await database.dropSchema(schema);
    }
  }
}

async function oneRun(url: string | undefined): Promise<ModelRun> {
  const directory = await mkdtemp(join(tmpdir(), 'bondledger-bench-'));
  try {
    const day = referenceDay({ trades: DAY_TRADES });
    const ledger = async (name: string): Promise<string> => {
      const data = join(directory, name);
      await createConsortium({ directory: data, day });
      return data;
    };
    const lags = await withDatabase(directory, 'live', url, async (where) => {
      await using database = await openDatabase(where);
      return await lagAtFifty(await ledger('live-day'), day, database);
    });
    const full = await withDatabase(directory, 'full', url, async (where) => {
      await using database = await openDatabase(where);
      return await afterFullDay(await ledger('full-day'), day, database);
    });
    const lists = await withDatabase(directory, 'large', url, async (where) => {
      await using database = await openDatabase(where);
      return await timeLists(await largeSchema(database));
    });
    return {
      lagP50: percentile(lags, 50),
      lagP95: percentile(lags, 95),
      daySeconds: full.day,
      afterSeconds: full.after,
      lists,
      probes: probe(directory),
    };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** `bench read-model`: on PGlite, or on the PostgreSQL server of DATABASE_URL. */
export async function benchReadModel(runs: number): Promise<Report> {
  const url = process.env['DATABASE_URL'];
  const all: ModelRun[] = [];
  for (let at = 0; at < runs; at += 1) all.push(await oneRun(url));
  const of = (pick: (run: ModelRun) => number): Figure['spread'] => spreadOf(all.map(pick));
  const figures: Figure[] = [
    {
      name: 'lag at 50 steps a second, p50',
      unit: 'ms',
      spread: of(({ lagP50 }) => lagP50),
      target: { must: 200, aim: 100 },
    },
    { name: 'lag at 50 steps a second, p95', unit: 'ms', spread: of(({ lagP95 }) => lagP95) },
    {
      name: 'caught up after a full-speed day of 1,548',
      unit: 's',
      spread: of(({ afterSeconds }) => afterSeconds),
      target: { must: 15, aim: 5 },
    },
    { name: 'that day itself', unit: 's', spread: of(({ daySeconds }) => daySeconds) },
    ...listFigures(all.map(({ lists }) => lists)),
    ...probeFigures(all.map(({ probes }) => probes)),
  ];
  return {
    bench: `read-model on ${url === undefined ? 'PGlite' : 'PostgreSQL'}`,
    machine: machineOf(),
    node: process.versions.node,
    figures,
  };
}

const MIDDLE = 50;
const SLOWEST = 100;

const listFigures = (runs: readonly ListTimes[]): readonly Figure[] => {
  const of = (pick: (run: ListTimes) => readonly number[], part: number): Figure['spread'] =>
    spreadOf(runs.map((run) => percentile(pick(run), part)));
  const unit = 'ms';
  const pages = ({ pages: times }: ListTimes): readonly number[] => times;
  const first = ({ firstTotals }: ListTimes): readonly number[] => firstTotals;
  const later = ({ laterTotals }: ListTimes): readonly number[] => laterTotals;
  return [
    {
      name: 'a list of 50 rows among 155,000, the slowest condition',
      unit,
      spread: of(pages, SLOWEST),
      target: { must: 50, aim: 20 },
    },
    { name: 'the same, the middle condition', unit, spread: of(pages, MIDDLE) },
    { name: 'its totals after a step, the slowest', unit, spread: of(later, SLOWEST) },
    { name: 'its totals the first time, the slowest', unit, spread: of(first, SLOWEST) },
    { name: 'the same, the middle condition', unit, spread: of(first, MIDDLE) },
  ];
};
