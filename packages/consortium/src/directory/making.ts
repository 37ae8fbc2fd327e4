import { readdirSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { isRunning, listDirectory, nameBeside, readWhole, startTimeOf } from '@bondledger/files';

const files = { list: listDirectory, readFile: readWhole };

/**
 * A new directory beside the one that is made in it, named after the process that makes it, so
 * that what a killed process left behind is known for that.
 */
export async function startMaking(directory: string): Promise<string> {
  const path = resolve(directory);
  await mkdir(dirname(path), { recursive: true });
  await removeAbandoned(path);
  const maker = `${process.pid.toString()}-${startTimeOf(process.pid, files) ?? ''}`;
  const making = nameBeside(`${path}.making-${maker}`);
  await mkdir(making, { mode: 0o700 });
  return making;
}

/** Removes what was being made of this directory by processes that are gone: it holds keys. */
async function removeAbandoned(path: string): Promise<void> {
  for (const name of readdirSync(dirname(path))) {
    if (!name.startsWith(`${basename(path)}.making-`)) continue;
    const [, pid, started] = /\.making-(\d+)-(\d*)\.[0-9a-f]+\.new$/.exec(name) ?? [];
    if (pid === undefined || started === undefined) continue;
    if (isRunning(Number(pid), started, files)) continue;
    await rm(join(dirname(path), name), { recursive: true, force: true });
  }
}
