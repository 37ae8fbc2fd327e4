import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';

const isCode = (error: unknown, ...codes: readonly string[]): boolean =>
  error instanceof Error && 'code' in error && codes.some((code) => error.code === code);

function orUndefined<T>(attempt: () => T): T | undefined {
  try {
    return attempt();
  } catch (error) {
    if (isCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  }
}

/** A name beside the path that nobody else uses: for what takes its place when it is whole. */
export const nameBeside = (path: string): string => `${path}.${randomBytes(6).toString('hex')}.new`;

/** Names in a directory, sorted; undefined where there is no such directory. */
export const listDirectory = (directory: string): readonly string[] | undefined =>
  orUndefined(() => fs.readdirSync(directory).sort());

/** A whole file; undefined where there is none. */
export const readWhole = (path: string): Buffer | undefined =>
  orUndefined(() => fs.readFileSync(path));

/**
 * Makes a file in one step, linked when it is already whole, so that nobody ever reads half of it.
 * False where the name is taken.
 *
 * @param mode Who may read and write it; what the process gives by default, where left out.
 */
export function claimName(path: string, bytes: Uint8Array, mode = 0o666): boolean {
  const fresh = nameBeside(path);
  try {
    fs.writeFileSync(fresh, bytes, { flag: 'wx', mode });
    fs.linkSync(fresh, path);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    fs.rmSync(fresh, { force: true });
  }
}
