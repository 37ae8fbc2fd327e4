import { engineNameOf, isSetUp } from '@bondledger/consortium';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Call } from '../command/call.js';
import { namedData, newestDay } from '../data/data-directory.js';
import { prepareDay } from '../day/day-options.js';
import type { ExitCode } from '../exit-code.js';
import { networkDirectory } from './network-directory.js';
import { networkUp } from './network-up.js';
import { FABRIC } from './places.js';
import { answerStatus } from './status.js';

/**
 * `fabric up`: goes on with the network of a directory, or makes a consortium with one where there
 * is none yet.
 */
export async function up(call: Call): Promise<ExitCode> {
  const existing = await existingDirectory(call);
  const isReady =
    existing !== undefined && (engineNameOf(existing) !== FABRIC || isSetUp(existing));
  if (!isReady) {
    const { directory } = await prepareDay(call, FABRIC);
    return answerStatus(call, directory);
  }
  const directory = await networkDirectory(call);
  const topology = call.text('topology');
  await networkUp(call, directory, topology === undefined ? undefined : call.path(topology));
  return answerStatus(call, directory);
}

async function existingDirectory(call: Call): Promise<string | undefined> {
  const named = namedData(call);
  if (named === undefined) return newestDay(call.io.cwd);
  const directory = call.path(named);
  return existsSync(join(directory, 'genesis.json')) ? directory : undefined;
}
