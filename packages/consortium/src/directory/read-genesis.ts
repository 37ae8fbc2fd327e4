import { existsSync, readFileSync } from 'node:fs';
import { encodeGenesis, parseGenesis, type Genesis } from '@bondledger/contract';
import { BondledgerError } from '@bondledger/domain';
import { consortiumLayout } from './layout.js';

/** The genesis of a directory, as its canonical text. DIRECTORY_NOT_A_LEDGER. */
export function readGenesis(directory: string): {
  readonly text: string;
  readonly genesis: Genesis;
} {
  const { genesis: path } = consortiumLayout(directory);
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const genesis = parseGenesis(text);
  if (genesis === undefined) {
    throw new BondledgerError({ code: 'DIRECTORY_NOT_A_LEDGER', params: { path: directory } });
  }
  return { text: encodeGenesis(genesis), genesis };
}
