import { BondledgerError } from '@bondledger/domain';

/** An error of SQL, with PostgreSQL's own code (`23505`: a key exists already). */
export class SqlError extends Error {
  override readonly name = 'SqlError';

  constructor(
    message: string,
    readonly code: string,
  ) {
    super(message);
  }
}

/**
 * Classes of PostgreSQL's codes that say that the database is gone, and not that the statement is
 * wrong: connection, resources, operator's intervention, the files under it, internal errors.
 */
const GONE = /^(08|53|57|58|XX)/;
/** A statement that was cancelled, or took too long, is one of an operator's class too. */
const CANCELLED = '57014';
const SQLSTATE = /^[0-9A-Z]{5}$/;

export const databaseDown = (cause: unknown): BondledgerError =>
  new BondledgerError({ code: 'DATABASE_DOWN' }, { cause });

/** An error that names itself by a code: SqlError where the statement is to blame. */
export function asSqlError(message: string, code: unknown, cause: unknown): Error {
  const isState = typeof code === 'string' && SQLSTATE.test(code);
  if (!isState || (GONE.test(code) && code !== CANCELLED)) return databaseDown(cause);
  return new SqlError(message, code);
}
