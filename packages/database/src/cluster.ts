import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { PgliteThread } from './pglite-thread.js';

/** Whether a directory has the files of a database: PostgreSQL writes this one first of all. */
export const isCluster = (path: string): boolean => existsSync(join(path, 'PG_VERSION'));

/**
 * Makes the files of an empty database where there are none. PostgreSQL needs seconds and much
 * memory for that, so it is done once for each installation, and copied from then on. A directory
 * has them whole or not at all.
 */
export async function layCluster(path: string): Promise<void> {
  if (isCluster(path)) return;
  const fresh = `${path}.new`;
  await rm(fresh, { recursive: true, force: true });
  const ready = await readyCluster();
  if (ready === undefined) await makeCluster(fresh);
  else await cp(ready, fresh, { recursive: true });
  await rm(path, { recursive: true, force: true });
  await rename(fresh, path);
}

/**
 * The empty database of this installation, made where it is not there yet; undefined where nothing
 * can be kept beside the installed packages.
 */
export async function readyCluster(): Promise<string | undefined> {
  const { cache, version } = placeOfCache();
  const ready = join(cache, `pglite-${version}`);
  if (isCluster(ready)) return ready;
  try {
    await mkdir(cache, { recursive: true });
    const own = await mkdtemp(join(cache, 'making-'));
    try {
      await makeCluster(join(own, 'data'));
      await rename(join(own, 'data'), ready);
    } finally {
      await rm(own, { recursive: true, force: true });
    }
  } catch (error) {
    // Another process was quicker, or the installation may not be written to.
    if (!isCluster(ready) && !isFileError(error)) throw error;
  }
  return isCluster(ready) ? ready : undefined;
}

/** In a thread of its own, whose memory is given back with it. */
async function makeCluster(path: string): Promise<void> {
  const thread = await PgliteThread.open(path);
  await thread.close();
}

function placeOfCache(): { readonly cache: string; readonly version: string } {
  const program = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  const manifest = join(dirname(program), '..', 'package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: string };
  const modules = `${sep}node_modules${sep}`;
  const root = program.slice(0, program.lastIndexOf(modules) + modules.length);
  return { cache: join(root, '.cache', 'bondledger'), version };
}

const isFileError = (error: unknown): boolean =>
  error instanceof Error && 'syscall' in error && 'code' in error;
