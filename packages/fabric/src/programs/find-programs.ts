import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { BondledgerError } from '@bondledger/domain';
import { runProgram } from './run-program.js';

/** Paths of Fabric's programs. */
export interface Programs {
  readonly peer: string;
  readonly orderer: string;
  readonly configtxgen: string;
}

const NAMES = ['peer', 'orderer', 'configtxgen'] as const;
const VERSION_ARGUMENT = { peer: 'version', orderer: 'version', configtxgen: '--version' } as const;
const VERSION = /Version:\s*v?(\S+)/;
/** Releases with the same configuration and the same first block. */
const SUPPORTED = /^3\.1\.\d+/;

/**
 * Finds Fabric's programs: in the folder that FABRIC_BIN names, else in PATH.
 *
 * @throws BondledgerError FABRIC_MISSING names the first program that is nowhere.
 */
export function findPrograms(env: NodeJS.ProcessEnv): Programs {
  const named = env['FABRIC_BIN'];
  const folders =
    named === undefined || named === '' ? (env['PATH'] ?? '').split(delimiter) : [named];
  const [peer, orderer, configtxgen] = NAMES.map((name) => find(name, folders));
  if (peer === undefined || orderer === undefined || configtxgen === undefined) {
    throw new Error('a program has no place');
  }
  return { peer, orderer, configtxgen };
}

/**
 * Asks each program for its release.
 *
 * @throws BondledgerError FABRIC_VERSION where one is not of release 3.1.
 */
export async function checkVersions(programs: Programs): Promise<void> {
  await Promise.all(
    NAMES.map(async (name) => {
      const path = programs[name];
      const output = await runProgram(path, [VERSION_ARGUMENT[name]], {});
      const version = VERSION.exec(output)?.[1] ?? '?';
      if (!SUPPORTED.test(version)) {
        throw new BondledgerError({ code: 'FABRIC_VERSION', params: { path, version } });
      }
    }),
  );
}

function find(program: string, folders: readonly string[]): string {
  const path = folders
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, program))
    .find(isExecutable);
  if (path === undefined) {
    throw new BondledgerError({ code: 'FABRIC_MISSING', params: { program } });
  }
  return path;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
