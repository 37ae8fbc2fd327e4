import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { layoutOf } from '../src/configuration/layout.js';
import { stopNetwork } from '../src/network/down.js';
import { startNetwork, type UpStep } from '../src/network/up.js';
import { runningProcess, startProcess } from '../src/nodes/running.js';
import { SUPERVISOR } from '../src/nodes/supervise.js';
import { findPrograms } from '../src/programs/find-programs.js';
import { defaultTopologyText } from '../src/topology/default-topology.js';

const MEMBERS = [
  { code: 'KSD', peers: 1, orderers: 1 },
  { code: 'BOK', peers: 1 },
];
const LASTING = 'setInterval(() => {}, 1_000);\n';

/** Programs that say they are Fabric's: peers that do nothing, orderers that end at once. */
const PROGRAMS: Readonly<Record<string, string>> = {
  peer: LASTING,
  orderer: 'process.exit(1);\n',
  configtxgen: "require('node:fs').writeFileSync(process.argv.at(-1), 'the first block');\n",
};

describe('`up` that fails on its way', { timeout: 60_000 }, () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'bondledger-up-'));
    for (const [name, body] of Object.entries(PROGRAMS)) {
      const path = join(directory, name);
      const version =
        "if (/version/.test(process.argv[2])) { console.log('Version: 3.1.5'); process.exit(); }";
      writeFileSync(path, `#!${process.execPath}\n${version}\n${body}`);
      chmodSync(path, 0o700);
    }
    writeFileSync(join(directory, 'chaincode.cjs'), LASTING);
    writeFileSync(join(directory, 'genesis.json'), '{}\n');
    writeFileSync(join(directory, 'consortium.yaml'), defaultTopologyText(MEMBERS));
  });
  afterEach(async () => {
    await stopNetwork(directory);
    rmSync(directory, { recursive: true });
  });

  const up = async (onProgress: (step: UpStep) => void = () => undefined): Promise<unknown> =>
    startNetwork({
      directory,
      onProgress,
      programs: findPrograms({ FABRIC_BIN: directory }),
      chaincodeEntry: join(directory, 'chaincode.cjs'),
      genesis: join(directory, 'genesis.json'),
    });
  const nodes = ['peer0.ksd', 'peer0.bok', 'chaincode.ksd', 'chaincode.bok'];
  const running = (): readonly string[] => {
    const { run } = layoutOf(directory);
    return [...nodes, SUPERVISOR].filter((name) => runningProcess(run, name) !== undefined);
  };

  it('stops what it has started', async () => {
    await expect(up()).rejects.toMatchObject({
      code: 'NODE_STOPPED',
      params: { node: 'orderer0.ksd' },
    });
    expect(running()).toEqual([]);
  });

  it('has its nodes watched from their start, wherever it is interrupted', async () => {
    const watched: string[] = [];
    await expect(
      up((step) => {
        if (step === 'started') watched.push(...running());
      }),
    ).rejects.toMatchObject({ code: 'NODE_STOPPED' });
    expect(watched).toContain(SUPERVISOR);
  });

  it('leaves a network that was up to its supervisor', async () => {
    await expect(up()).rejects.toMatchObject({ code: 'NODE_STOPPED' });
    const { run } = layoutOf(directory);
    await startProcess(run, {
      name: SUPERVISOR,
      command: process.execPath,
      args: ['-e', LASTING],
      cwd: directory,
      env: {},
      log: join(directory, 'supervisor.log'),
    });
    const before = runningProcess(run, SUPERVISOR);
    await expect(up()).rejects.toMatchObject({ code: 'NODE_STOPPED' });
    expect(running()).toEqual([...nodes, SUPERVISOR]);
    expect(runningProcess(run, SUPERVISOR)).not.toEqual(before);
  });
});
