import { BondledgerError } from '@bondledger/domain';

const CODES: Readonly<Record<string, BondledgerError['code']>> = {
  EACCES: 'DIRECTORY_READ_ONLY',
  EPERM: 'DIRECTORY_READ_ONLY',
  EROFS: 'DIRECTORY_READ_ONLY',
  ENOTDIR: 'DIRECTORY_NOT_A_LEDGER',
  // Where a file stands in place of the directory above.
  EEXIST: 'DIRECTORY_NOT_A_LEDGER',
};

/** What a directory that cannot be made means to whoever asked for it; other errors as they are. */
export function makingError(error: unknown, path: string): unknown {
  return translated(error, path, CODES);
}

const MOVING = { ...CODES, ENOTEMPTY: 'DIRECTORY_TAKEN', EEXIST: 'DIRECTORY_TAKEN' } as const;

/** The same of what was made and cannot be moved to its place. */
export function movingError(error: unknown, path: string): unknown {
  return translated(error, path, MOVING);
}

function translated(error: unknown, path: string, codes: typeof CODES): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  const code = codes[String(error.code)];
  return code === undefined
    ? error
    : new BondledgerError({ code, params: { path } }, { cause: error });
}
