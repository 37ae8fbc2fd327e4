import { readdirSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { BondledgerError } from '@bondledger/domain';
import { isRunning, listDirectory, nameBeside, readWhole, startTimeOf } from '@bondledger/files';
import { makingError } from './making-error.js';

const files = { list: listDirectory, readFile: readWhole };

/**
 * A new directory beside the one that is made in it, named after the process that makes it, so
 * that what a killed process left behind is known for that.
 *
 * @throws BondledgerError DIRECTORY_LOCKED (with its pid) where another process is making it,
 * DIRECTORY_READ_ONLY, DIRECTORY_NOT_A_LEDGER where a file is in the way
 */
export async function startMaking(directory: string): Promise<string> {
  const path = resolve(directory);
  const maker = `${process.pid.toString()}-${startTimeOf(process.pid, files) ?? ''}`;
  const making = nameBeside(`${path}.making-${maker}`);
  try {
    await mkdir(dirname(path), { recursive: true });
    await removeAbandoned(path);
    await mkdir(making, { mode: 0o700 });
  } catch (error) {
    throw makingError(error, path);
  }
  return making;
}

/** Removes what was being made of this directory by processes that are gone: it holds keys. */
async function removeAbandoned(path: string): Promise<void> {
  for (const name of readdirSync(dirname(path))) {
    if (!name.startsWith(`${basename(path)}.making-`)) continue;
    const [, pid, started] = /\.making-(\d+)-(\d*)\.[0-9a-f]+\.new$/.exec(name) ?? [];
    if (pid === undefined || started === undefined) continue;
    if (isRunning(Number(pid), started, files)) {
      throw new BondledgerError({ code: 'DIRECTORY_LOCKED', params: { path, pid } });
    }
    await rm(join(dirname(path), name), { recursive: true, force: true });
  }
}
