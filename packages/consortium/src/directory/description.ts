import { existsSync, readFileSync } from 'node:fs';
import { BondledgerError } from '@bondledger/domain';

/**
 * One of the small files that describe a directory; undefined where it is not there.
 *
 * @throws BondledgerError DIRECTORY_DAMAGED where it says something else, FILE_UNREADABLE
 */
export function readDescription<T>(
  path: string,
  isWhole: (value: unknown) => value is T,
): T | undefined {
  if (!existsSync(path)) return undefined;
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new BondledgerError({ code: 'FILE_UNREADABLE', params: { path } }, { cause });
  }
  const value = parsed(text);
  if (isWhole(value)) return value;
  throw new BondledgerError({ code: 'DIRECTORY_DAMAGED', params: { path } });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
