import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeGenesis, parseGenesis, type Genesis } from '@bondledger/contract';
import { BondledgerError } from '@bondledger/domain';
import { consortiumLayout } from './layout.js';

/**
 * The genesis of a directory, as its canonical text.
 *
 * @throws BondledgerError DIRECTORY_NOT_A_LEDGER, FILE_UNREADABLE; GENESIS_DAMAGED where the
 * directory is one of a ledger all the same
 */
export function readGenesis(directory: string): {
  readonly text: string;
  readonly genesis: Genesis;
} {
  const { genesis: path, engine } = consortiumLayout(directory);
  const text = textOf(path);
  const genesis = parseGenesis(text);
  if (genesis === undefined) {
    if (existsSync(join(directory, 'ledger.json')) || existsSync(engine)) {
      throw new BondledgerError({ code: 'GENESIS_DAMAGED', params: { path } });
    }
    throw new BondledgerError({ code: 'DIRECTORY_NOT_A_LEDGER', params: { path: directory } });
  }
  return { text: encodeGenesis(genesis), genesis };
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return '';
    throw new BondledgerError({ code: 'FILE_UNREADABLE', params: { path } }, { cause });
  }
}
