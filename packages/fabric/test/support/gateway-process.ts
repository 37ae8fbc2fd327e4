import { spawn, type ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { encodeGenesis, encodeSubmission, type Submission } from '@bondledger/contract';
import type { SampleMarket } from '@bondledger/ledger/testkit';
import type { Connection } from '../../src/network/connection.js';

const door = (name: string): string =>
  pathToFileURL(join(import.meta.dirname, '../../..', name, 'dist/index.js')).href;

/** Sends what it is given, one after the other, and writes a line for each acknowledgement. */
const SCRIPT = `
import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
const { openFabricLedger } = await import('${door('fabric')}');
const { decodeSubmission, parseGenesis } = await import('${door('contract')}');
const input = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const genesis = parseGenesis(input.genesis);
const nodeKey = createPrivateKey(input.nodeKey);
const { connection, directory } = input;
const ledger = await openFabricLedger({ connection, directory, genesis, nodeKey });
for (const [at, hex] of input.submissions.entries()) {
  const submission = decodeSubmission(Buffer.from(hex, 'hex'));
  const { batches } = await ledger.submit({ submissions: [submission], skip: [] });
  process.stdout.write(at + ' ' + batches[0].outcomes[0].status + '\\n');
}
`;

export interface GatewayInput {
  readonly connection: Connection;
  readonly market: Pick<SampleMarket, 'genesis' | 'nodeKey'>;
  /** Where it keeps what it has read of the channel. */
  readonly directory: string;
  readonly submissions: readonly Submission[];
}

/** A gateway in a process of its own, which can be killed. */
export interface GatewayProcess {
  readonly child: ChildProcess;
  /** Calls back with each acknowledgement: the submission's place, and what became of it. */
  onAnswer(callback: (place: number, status: string) => void): void;
}

/** Starts one from the built packages; its files go into a directory. */
export function startGateway(
  home: string,
  { connection, market, directory, submissions }: GatewayInput,
): GatewayProcess {
  const [script, file] = [join(home, 'gateway.mjs'), join(home, 'gateway.json')];
  writeFileSync(script, SCRIPT);
  const input = {
    connection,
    directory,
    genesis: encodeGenesis(market.genesis),
    nodeKey: market.nodeKey.export({ format: 'pem', type: 'pkcs8' }),
    submissions: submissions.map((each) => Buffer.from(encodeSubmission(each)).toString('hex')),
  };
  writeFileSync(file, JSON.stringify(input), { mode: 0o600 });
  const child = spawn(process.execPath, [script, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  return {
    child,
    onAnswer: (callback) =>
      void lines.on('line', (line) => {
        const [place = '', status = ''] = line.split(' ');
        callback(Number(place), status);
      }),
  };
}
