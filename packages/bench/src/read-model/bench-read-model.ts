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
import { timeLists } from './lists.js';

const DAY_TRADES = 1548;

interface ModelRun {
  readonly lagP50: number;
  readonly lagP95: number;
  readonly daySeconds: number;
  readonly afterSeconds: number;
  readonly listMedian: number;
  readonly listSlowest: number;
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
      listMedian: percentile(lists.medians, 50),
      listSlowest: lists.medians.at(-1) ?? Number.NaN,
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
    {
      name: '50 rows and totals among 155,000, the slowest condition',
      unit: 'ms',
      spread: of(({ listSlowest }) => listSlowest),
      target: { must: 50, aim: 20 },
    },
    {
      name: '50 rows and totals among 155,000, the middle condition',
      unit: 'ms',
      spread: of(({ listMedian }) => listMedian),
    },
    ...probeFigures(all.map(({ probes }) => probes)),
  ];
  return {
    bench: `read-model on ${url === undefined ? 'PGlite' : 'PostgreSQL'}`,
    machine: machineOf(),
    node: process.versions.node,
    figures,
  };
}
