import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import type { Call } from '../command/call.js';
import { UsageError } from '../command/usage-error.js';
import { DAY_DIRECTORIES_MAX } from '../limits.js';
import { speak } from '../texts/language.js';
import { NOTE_TEXTS } from '../texts/notes.js';
import { USAGE_TEXTS } from '../texts/usage.js';

const NAME = /^day-\d{4}-\d{2}-\d{2}-\d+$/;

/** A path as people want to read it: from where they are, unless that is longer. */
export const shownPath = (call: Call, path: string): string => {
  const short = relative(call.io.cwd, path);
  return short !== '' && short.length < path.length ? short : path;
};

/**
 * What the caller names as the directory: `--data`, else BONDLEDGER_DATA.
 *
 * @throws UsageError where `--data` is empty: a script's variable that was not set would have the
 * command work on whatever ledger lies here
 */
export function namedData(call: Call): string | undefined {
  const given = call.text('data');
  if (given === '') throw new UsageError(speak(USAGE_TEXTS, call.language).emptyData);
  const named = given ?? call.io.env['BONDLEDGER_DATA'];
  return named === '' ? undefined : named;
}

/**
 * The ledger's directory: `--data`, BONDLEDGER_DATA, or the newest `day-…` where the command runs.
 *
 * @throws UsageError where there is none of these
 */
export async function dataDirectory(call: Call): Promise<string> {
  const named = namedData(call);
  if (named !== undefined) return call.path(named);
  const newest = await newestDay(call.io.cwd);
  if (newest === undefined) throw new UsageError(speak(USAGE_TEXTS, call.language).noData);
  call.note(speak(NOTE_TEXTS, call.language).usingData(shownPath(call, newest)));
  return newest;
}

/** The `day-…` directory that was made last. */
export async function newestDay(cwd: string): Promise<string | undefined> {
  const names = (await readdir(cwd)).filter((name) => NAME.test(name));
  const found: { readonly path: string; readonly at: number }[] = [];
  for (const name of names) {
    const path = join(cwd, name);
    if (existsSync(join(path, 'genesis.json'))) {
      found.push({ path, at: (await stat(path)).birthtimeMs });
    }
  }
  found.sort((left, right) => right.at - left.at);
  return found[0]?.path;
}

/** `./day-<date>-<n>` with the first number that is free. */
export function newDayDirectory(call: Call, date: string): string {
  for (let number = 1; number <= DAY_DIRECTORIES_MAX; number += 1) {
    const path = resolve(call.io.cwd, `day-${date}-${number}`);
    if (!existsSync(path)) return path;
  }
  throw new UsageError(speak(USAGE_TEXTS, call.language).noDayName(DAY_DIRECTORIES_MAX));
}
