import { BondledgerError } from '@bondledger/domain';

/** What the system and PostgreSQL say where nobody answers: not that a statement is wrong. */
const SILENCE = /^(E[A-Z]+|08...|57P0.|53300)$/;

/** Whether an error says that the database is gone, not that it refused. */
export function isDatabaseDown(error: unknown): boolean {
  if (error instanceof BondledgerError) return error.code === 'DATABASE_DOWN';
  if (!(error instanceof Error)) return false;
  const { code }: Error & { code?: unknown } = error;
  if (typeof code === 'string') return SILENCE.test(code);
  return /^(Connection terminated|timeout exceeded when trying to connect)/.test(error.message);
}

/** What PostgreSQL says to one of two transactions that are in each other's way. */
const CONFLICT = /^40...$/;

/** Whether the same statements may go through some time later. */
export function mayPass(error: unknown): boolean {
  const { code }: { code?: unknown } = Object(error) as object;
  return isDatabaseDown(error) || (typeof code === 'string' && CONFLICT.test(code));
}
