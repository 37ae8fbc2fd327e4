import { BondledgerError } from '@bondledger/domain';
import { GATEWAY_KEY_LENGTH } from '../limits.js';

const valueOf = (query: unknown, name: string): unknown =>
  (Object(query) as Readonly<Record<string, unknown>>)[name];

/**
 * A text of a query.
 *
 * @throws BondledgerError REQUEST_MALFORMED where it stands there twice or is longer than any key
 */
export function textOf(query: unknown, name: string): string | undefined {
  const value = valueOf(query, name);
  if (value === undefined || isKey(value)) return value;
  throw new BondledgerError({ code: 'REQUEST_MALFORMED', params: { field: name } });
}

export const isKey = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= GATEWAY_KEY_LENGTH;

/** A whole number, 0 or more. @throws BondledgerError REQUEST_MALFORMED */
export function intOf(query: unknown, name: string): number {
  const text = textOf(query, name) ?? '';
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new BondledgerError({ code: 'REQUEST_MALFORMED', params: { field: name } });
}
