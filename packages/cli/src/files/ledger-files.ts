import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';

/** Files by which a ledger's directory is known: one of them may be damaged or gone. */
const MARKS = ['ledger.json', 'day.json', 'engine.json'];

const OWN_FILES =
  /^(?:genesis\.json|ledger\.json|heads\.log|day\.json|bok-wire\.log|engine\.json)$/;
const OWN_LOCK = /^owner\..*\.lock$/;
const OWN_DIRECTORIES = ['blocks', 'state', 'keys', 'outbox', 'authority', 'fabric', 'derived'];

/** Whether a path is a file of a ledger's directory, or lies where it keeps such files. */
export async function isOfLedger(path: string): Promise<boolean> {
  const real = await realPath(path);
  for (let directory = dirname(real); ; directory = dirname(directory)) {
    if (isOwn(relative(directory, real)) && isLedger(directory)) return true;
    if (dirname(directory) === directory) return false;
  }
}

const isLedger = (directory: string): boolean =>
  MARKS.some((name) => existsSync(join(directory, name)));

/** File systems that take big and small letters for the same are guarded, too. */
function isOwn(name: string): boolean {
  const [first = '', ...rest] = name.toLowerCase().split(sep);
  if (rest.length > 0) return OWN_DIRECTORIES.includes(first);
  return OWN_FILES.test(first) || OWN_LOCK.test(first) || OWN_DIRECTORIES.includes(first);
}

/** The path behind symbolic links, of which the file itself may be new. */
async function realPath(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    if (dirname(path) === path) return path;
    return join(await realPath(dirname(path)), basename(path));
  }
}
