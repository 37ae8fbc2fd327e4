import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { referenceDay, type ReferenceDay } from '@bondledger/consortium';
import type { FirstAccount } from '../../src/index.js';

/** A server in a process of its own, which can be killed and measured. */
export interface ServerChild {
  readonly child: ChildProcess;
  readonly url: string;
  readonly accounts: readonly FirstAccount[];
}

/** The day of every such server. */
export const childDay = (): ReferenceDay => referenceDay({ trades: 12, seed: 'crash' });

/** A whole server, as it is built: it says where it is, and whom it made. */
const PROGRAM = `
  const run = async () => {
    const { default: fastify } = await import('fastify');
    const { openConsortium, referenceDay } = await import('@bondledger/consortium');
    const { openDatabase } = await import('@bondledger/database');
    const { startDemoServer } = await import('@bondledger/server');
    const [directory] = process.argv.slice(1);
    const consortium = await openConsortium({ directory: directory + '/demo' });
    const database = await openDatabase({ directory: directory + '/database' });
    const { log } = fastify({ logger: { level: 'silent' } });
    const day = referenceDay({ trades: 12, seed: 'crash' });
    const { url, accounts } = await startDemoServer(
      { consortium, day, database, host: '127.0.0.1', port: 0, log });
    console.log(JSON.stringify({ url, accounts }));
  };
  run();
`;

/** @param home has the consortium in `demo`, and gets the database */
export async function startServerChild(home: string): Promise<ServerChild> {
  const cwd = fileURLToPath(new URL('../../', import.meta.url));
  const args = ['-e', PROGRAM, home];
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout })) {
    return { child, ...(JSON.parse(line) as Omit<ServerChild, 'child'>) };
  }
  throw new Error('the server did not start');
}
