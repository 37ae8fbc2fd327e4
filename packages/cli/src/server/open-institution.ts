import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openLog, readConfig, startInstitutionServer } from '@bondledger/server';
import { appDirectory } from '@bondledger/web';
import type { Call } from '../command/call.js';
import { engineOf } from '../fabric/engine-of.js';
import type { Served } from './served.js';

/** Serves one institution, as its configuration file says. */
export async function openInstitution(call: Call, code: string, file: string): Promise<Served> {
  const config = await readConfig(call.path(file));
  const { directory } = config;
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const logFile = join(directory, 'server.log');
  const server = await startInstitutionServer({
    code,
    config,
    env: call.io.env,
    engineOf: (path) => engineOf(call, path),
    screens: fileURLToPath(appDirectory),
    log: openLog({ file: logFile }),
  });
  return { server, directory, logFile, close: () => server.close() };
}
