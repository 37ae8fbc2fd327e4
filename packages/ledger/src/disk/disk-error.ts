import { BondledgerError } from '@bondledger/domain';

const systemCode = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;

const NOT_WRITABLE = new Set(['EACCES', 'EPERM', 'EROFS']);

/** What a failed operation on the ledger's directory means to whoever opened it. */
export function directoryError(error: unknown, path: string): BondledgerError {
  if (error instanceof BondledgerError) return error;
  const code = systemCode(error);
  if (code !== undefined && NOT_WRITABLE.has(code)) {
    return new BondledgerError({ code: 'DIRECTORY_READ_ONLY', params: { path } }, { cause: error });
  }
  if (code === 'ENOTDIR') {
    const rejection = { code: 'DIRECTORY_NOT_A_LEDGER', params: { path } } as const;
    return new BondledgerError(rejection, { cause: error });
  }
  return diskFailed(error);
}

/** A write or a flush that failed. The system's code (EIO, ENOSPC, ...) is in `system`. */
export function diskFailed(error: unknown): BondledgerError {
  if (error instanceof BondledgerError) return error;
  const system = systemCode(error);
  const params = system === undefined ? {} : { params: { system } };
  return new BondledgerError({ code: 'DISK_FAILED', ...params }, { cause: error });
}
