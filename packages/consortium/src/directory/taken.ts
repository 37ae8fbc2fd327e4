import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { BondledgerError } from '@bondledger/domain';
import { openForReading } from '@bondledger/ledger';
import { consortiumLayout } from './layout.js';
import { makingError } from './making-error.js';
import { readGenesis } from './read-genesis.js';

/**
 * A directory in which a consortium can be made: it is empty or not there.
 *
 * @throws BondledgerError as createConsortium says
 */
export async function requireFree(directory: string): Promise<void> {
  if (isFree(directory)) return;
  const { day, engine } = consortiumLayout(directory);
  if (existsSync(engine) || existsSync(join(directory, 'ledger.json'))) {
    if (existsSync(day)) throw taken(directory);
    throw new BondledgerError({ code: 'DIRECTORY_DAMAGED', params: { path: day } });
  }
  // What is left of a ledger says itself what is missing of it.
  readGenesis(directory);
  await (await openForReading({ directory })).close();
  throw taken(directory);
}

function isFree(path: string): boolean {
  try {
    return !existsSync(path) || (statSync(path).isDirectory() && readdirSync(path).length === 0);
  } catch (error) {
    throw makingError(error, path);
  }
}

const taken = (path: string): BondledgerError =>
  new BondledgerError({ code: 'DIRECTORY_TAKEN', params: { path } });
