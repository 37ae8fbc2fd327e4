import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { mkdtemp, open, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Call } from '../command/call.js';
import { shownPath } from '../data/data-directory.js';
import { FLUSH_SLOW_MS, FLUSHES_TIMED, FREE_BYTES_WANTED } from '../limits.js';
import { bytesText, decimal } from '../output/number.js';
import { DOCTOR_TEXTS } from '../texts/doctor.js';
import { speak } from '../texts/language.js';
import type { Finding } from './check.js';

const NEEDED = { major: 20, minor: 19 } as const;

/** @param version as in process.versions.node */
export function checkNode(call: Call, version: string): Finding {
  const say = speak(DOCTOR_TEXTS, call.language);
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isNew = major > NEEDED.major || (major === NEEDED.major && minor >= NEEDED.minor);
  const found = say.nodeVersion(version);
  if (isNew) return { check: 'node', status: 'ok', found };
  const wanted = `${NEEDED.major}.${NEEDED.minor}`;
  return { check: 'node', status: 'failed', found, remedy: say.nodeRemedy(wanted) };
}

interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** Whether every package that this one needs is there, in the version that it names. */
export function checkPackages(call: Call, manifest: URL): Finding {
  const say = speak(DOCTOR_TEXTS, call.language);
  const require = createRequire(manifest);
  const { dependencies = {} } = JSON.parse(readFileSync(manifest, 'utf8')) as Manifest;
  const wrong = Object.entries(dependencies).filter(
    ([name, wanted]) => versionOf(require.resolve.paths(name) ?? [], name) !== wanted,
  );
  const count = Object.keys(dependencies).length;
  if (wrong.length === 0) {
    return { check: 'packages', status: 'ok', found: say.packagesFound(count.toString()) };
  }
  const names = wrong.map(([name, wanted]) => `${name}@${wanted}`).join(', ');
  return {
    check: 'packages',
    status: 'failed',
    found: say.packagesWrong(names),
    remedy: say.packagesRemedy,
  };
}

function versionOf(folders: readonly string[], name: string): string | undefined {
  for (const folder of folders) {
    const path = join(folder, name, 'package.json');
    if (existsSync(path)) return (JSON.parse(readFileSync(path, 'utf8')) as Manifest).version;
  }
  return undefined;
}

/** The place where files will be written: a directory that is there and may be written. */
export const writablePlace = (path: string): string => {
  let place = path;
  while (!existsSync(place) && dirname(place) !== place) place = dirname(place);
  return place;
};

export function checkPlace(call: Call, place: string): Finding {
  const say = speak(DOCTOR_TEXTS, call.language);
  const shown = shownPath(call, place);
  try {
    accessSync(place, constants.W_OK | constants.X_OK);
    return { check: 'place', status: 'ok', found: say.writable(shown) };
  } catch {
    const remedy = say.writableRemedy;
    return { check: 'place', status: 'failed', found: say.notWritable(shown), remedy };
  }
}

export async function checkSpace(call: Call, place: string): Promise<Finding> {
  const say = speak(DOCTOR_TEXTS, call.language);
  const { bavail, bsize } = await statfs(place);
  const free = bavail * bsize;
  const found = say.free(bytesText(free));
  if (free >= FREE_BYTES_WANTED) return { check: 'space', status: 'ok', found };
  const remedy = say.freeRemedy(bytesText(FREE_BYTES_WANTED));
  return { check: 'space', status: 'warning', found, remedy };
}

/** How long the disk takes to make a small write safe: each step of a trade waits for that. */
export async function checkFlush(call: Call, place: string): Promise<Finding> {
  const say = speak(DOCTOR_TEXTS, call.language);
  const directory = await mkdtemp(join(place, '.bondledger-doctor-'));
  const times: number[] = [];
  try {
    const file = await open(join(directory, 'flush'), 'w');
    try {
      const bytes = Buffer.alloc(4096, 1);
      for (let round = 0; round < FLUSHES_TIMED; round += 1) {
        const began = performance.now();
        await file.write(bytes, 0, bytes.length, round * bytes.length);
        await file.datasync();
        times.push(performance.now() - began);
      }
    } finally {
      await file.close();
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
  times.sort((left, right) => left - right);
  const median = times[Math.floor(times.length / 2)] ?? 0;
  const found = say.flushed(decimal(median, 2), decimal(times.at(-1) ?? 0, 2));
  if (median <= FLUSH_SLOW_MS) return { check: 'flush', status: 'ok', found };
  return { check: 'flush', status: 'warning', found, remedy: say.flushRemedy };
}

/** Before this program was written, or long after, a clock is wrong. */
const EARLIEST = Date.UTC(2026, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);
const APART_MS = 5_000;

/** The system's clock beside that of the file system. */
export async function checkClock(call: Call, place: string, now: number): Promise<Finding> {
  const say = speak(DOCTOR_TEXTS, call.language);
  const found = new Date(now).toISOString();
  if (now < EARLIEST || now > LATEST) {
    return { check: 'clock', status: 'failed', found, remedy: say.clockRemedy };
  }
  const apart = await fileClockApart(place);
  if (apart <= APART_MS) return { check: 'clock', status: 'ok', found };
  const differs = say.clockApart(decimal(apart / 1000, 1));
  return { check: 'clock', status: 'warning', found: differs, remedy: say.clockRemedy };
}

async function fileClockApart(place: string): Promise<number> {
  const directory = await mkdtemp(join(place, '.bondledger-doctor-'));
  try {
    const path = join(directory, 'clock');
    const before = Date.now();
    await writeFile(path, '');
    return Math.abs((await stat(path)).mtimeMs - before);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
