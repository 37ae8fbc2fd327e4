import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { BondledgerError } from '@bondledger/domain';
import { readDescription } from './description.js';
import type { ConsortiumEngine } from './engine.js';
import { consortiumLayout } from './layout.js';

/** The engine of a directory that names none. */
export const EMBEDDED = 'embedded';

/** What a directory remembers of its engine. */
interface EngineFile {
  readonly engine: string;
  /** Whether all participants, issues and opening holdings are on the ledger. */
  readonly isSetUp: boolean;
}

/** The engine that a directory was made with. */
export const engineNameOf = (directory: string): string =>
  readEngineFile(directory)?.engine ?? EMBEDDED;

/** Whether KSD registered everything that the directory's day needs. */
export const isSetUp = (directory: string): boolean => readEngineFile(directory)?.isSetUp ?? true;

export async function writeEngineFile(directory: string, file: EngineFile): Promise<void> {
  await writeFile(consortiumLayout(directory).engine, `${JSON.stringify(file)}\n`);
}

/** @throws BondledgerError ENGINE_OTHER where a directory was made with another engine. */
export function requireEngine(directory: string, engine: ConsortiumEngine | undefined): void {
  const made = engineNameOf(directory);
  if (made === (engine?.name ?? EMBEDDED)) return;
  throw new BondledgerError({ code: 'ENGINE_OTHER', params: { path: directory, engine: made } });
}

/** Of a directory with a network it is never left out: without it this would be half a ledger. */
function readEngineFile(directory: string): EngineFile | undefined {
  const { engine: path, genesis, network } = consortiumLayout(directory);
  const file = readDescription(path, isEngineFile);
  if (file === undefined && existsSync(genesis) && existsSync(network)) {
    throw new BondledgerError({ code: 'DIRECTORY_DAMAGED', params: { path } });
  }
  return file;
}

const isEngineFile = (value: unknown): value is EngineFile =>
  typeof value === 'object' &&
  value !== null &&
  'engine' in value &&
  typeof value.engine === 'string' &&
  'isSetUp' in value &&
  typeof value.isSetUp === 'boolean';
