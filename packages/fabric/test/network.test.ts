import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examineNetwork } from '../src/network/doctor/doctor.js';
import { pauseNode, resumeNode, stopNetwork } from '../src/network/down.js';
import { networkLogs } from '../src/network/logs.js';
import { readConnection } from '../src/network/read-connection.js';
import { networkStatus } from '../src/network/status.js';
import { startNetwork as up, type UpStep } from '../src/network/up.js';
import { findPrograms } from '../src/programs/find-programs.js';
import { defaultTopologyText } from '../src/topology/default-topology.js';
import { setPaused } from '../src/nodes/running.js';
import { until } from '../src/nodes/until.js';
import { SMALL, startNetwork, type RunningNetwork } from './network.js';
import { writeEchoChaincode } from './support/echo-chaincode.js';
import { whyNoNetwork } from './support/when-installed.js';

const MISSING = whyNoNetwork();
const STEPS: readonly UpStep[] = [
  'programs',
  'files',
  'started',
  'orderers',
  'peers',
  'approved',
  'committed',
  'ready',
];
const WAIT_MS = 45_000;
const why = MISSING === undefined ? '' : ` (skipped: ${MISSING})`;

describe('a directory with no network', () => {
  it.each([
    ['status', networkStatus],
    ['doctor', examineNetwork],
    ['down', stopNetwork],
    ['logs', async (directory: string) => networkLogs(directory, 1)],
    ['a connection', async (directory: string) => readConnection(directory)],
  ])('is named by %s', async (_, ask) => {
    const directory = mkdtempSync(join(tmpdir(), 'bondledger-none-'));
    try {
      const params = { path: directory };
      await expect((async () => ask(directory))()).rejects.toMatchObject({
        code: 'NETWORK_UNKNOWN',
        params,
      });
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});

describe.skipIf(MISSING !== undefined)(`a network of Fabric${why}`, () => {
  let scripts: string;
  let chaincodeEntry: string;
  let network: RunningNetwork;
  const steps: UpStep[] = [];
  const again = async (): Promise<unknown> =>
    up({
      directory: network.directory,
      programs: findPrograms(process.env),
      chaincodeEntry,
      genesis: join(network.directory, 'genesis.json'),
    });
  const topology = (): string => join(network.directory, 'consortium.yaml');

  beforeAll(async () => {
    scripts = mkdtempSync(join(tmpdir(), 'bondledger-echo-'));
    chaincodeEntry = writeEchoChaincode(scripts);
    network = await startNetwork({
      chaincodeEntry,
      onProgress: (step) => steps.push(step),
    });
  }, WAIT_MS);
  afterAll(async () => {
    rmSync(scripts, { recursive: true });
    await network.stop();
  }, WAIT_MS);

  it('starts step by step', () => {
    expect([...steps].sort()).toEqual([...STEPS].sort());
    expect(steps.slice(0, 3)).toEqual(STEPS.slice(0, 3));
    expect(steps.slice(-3)).toEqual(STEPS.slice(-3));
  });

  it('stands at one height with the same hashes', async () => {
    const status = await networkStatus(network.directory);
    expect(status.isAtOne).toBe(true);
    const peers = status.nodes.filter(({ kind }) => kind === 'peer');
    expect(peers).toHaveLength(4);
    for (const peer of peers) {
      expect(peer).toMatchObject({ height: peers[0]?.height, blockHash: peers[0]?.blockHash });
      expect(peer.commitHash).toMatch(/^[0-9a-f]{64}$/);
    }
    expect(status.nodes.every(({ pid }) => pid !== undefined)).toBe(true);
  });

  it('is well in every hop', async () => {
    const findings = await examineNetwork(network.directory);
    expect(findings.filter(({ verdict }) => verdict !== 'good')).toEqual([]);
    expect(new Set(findings.map(({ check }) => check))).toEqual(
      new Set(['process', 'port', 'tls', 'certificate', 'clock', 'channel', 'chaincode']),
    );
  });

  it('tells what a client needs, KSD’s peers first', () => {
    const { connection } = network;
    expect(connection.peers.map(({ institution }) => institution)).toEqual([
      'KSD',
      'BOK',
      'HBSEC',
      'DHSEC',
    ]);
    expect(connection.identity).toMatchObject({ institution: 'KSD', mspId: 'KSDMSP' });
    expect(connection.chaincode).toBe('MasterLedgerCC');
    expect(readConnection(network.directory, 'BOK').identity.mspId).toBe('BOKMSP');
    expect(() => readConnection(network.directory, 'NOBODY')).toThrow(
      expect.objectContaining({ code: 'PARTICIPANT_UNKNOWN' }),
    );
  });

  it('writes a log for each node', () => {
    const logs = networkLogs(network.directory, 3);
    expect(logs.length).toBeGreaterThanOrEqual(9);
    const [peer] = networkLogs(network.directory, 2, ['peer0.bok']);
    expect(peer?.lines).toHaveLength(2);
    expect(() => networkLogs(network.directory, 2, ['peer9.bok'])).toThrow(
      expect.objectContaining({ code: 'FILE_UNREADABLE' }),
    );
  });

  it('names a node that is down, and it comes back', async () => {
    await pauseNode(network.directory, 'peer0.bok');
    const findings = await examineNetwork(network.directory);
    const bad = findings.filter(({ verdict }) => verdict === 'bad');
    expect(new Set(bad.map(({ check, subject }) => `${check} ${subject}`))).toEqual(
      new Set([
        'process peer0.bok',
        'port peer0.bok',
        'tls peer0.bok',
        'channel peer0.bok',
        'chaincode chaincode.bok',
      ]),
    );
    expect((await networkStatus(network.directory)).isAtOne).toBe(false);
    resumeNode(network.directory, 'peer0.bok');
    const isBack = async (): Promise<boolean> => (await networkStatus(network.directory)).isAtOne;
    expect(await until(isBack, WAIT_MS)).toBe(true);
  });

  it('goes on where it was stopped', async () => {
    const before = await networkStatus(network.directory);
    await stopNetwork(network.directory);
    const { nodes } = await networkStatus(network.directory);
    expect(nodes.filter(({ pid }) => pid !== undefined)).toEqual([]);
    await again();
    const after = await networkStatus(network.directory);
    const hashesOf = ({ nodes: all }: typeof before) => all.map(({ commitHash }) => commitHash);
    expect(hashesOf(after)).toEqual(hashesOf(before));
  });

  it('gives a peer that lost its data everything back', async () => {
    await stopNetwork(network.directory);
    const home = join(network.directory, 'institutions', 'BOK', 'peer0.bok');
    rmSync(join(home, 'data'), { recursive: true });
    await again();
    expect((await networkStatus(network.directory)).isAtOne).toBe(true);
    const findings = await examineNetwork(network.directory);
    expect(findings.filter(({ verdict }) => verdict !== 'good')).toEqual([]);
  });

  it('refuses a topology that is no longer the one it was made from', async () => {
    const text = readFileSync(topology(), 'utf8');
    writeFileSync(topology(), text.replace('maxMessageCount: 500', 'maxMessageCount: 400'));
    await expect(again()).rejects.toMatchObject({
      code: 'TOPOLOGY_CHANGED',
      params: { field: 'ordering' },
    });
    writeFileSync(topology(), text);
  });

  it('answers also where an institution’s keys are elsewhere', async () => {
    const home = join(network.directory, 'institutions', 'BOK', 'admin');
    const away = `${home}-elsewhere`;
    renameSync(home, away);
    try {
      expect((await networkStatus(network.directory)).isAtOne).toBe(true);
      const findings = await examineNetwork(network.directory);
      expect(findings.filter(({ verdict }) => verdict !== 'good')).toEqual([]);
      expect(findings).toContainEqual({
        check: 'chaincode',
        subject: 'chaincode.bok',
        verdict: 'good',
      });
    } finally {
      renameSync(away, home);
    }
  });

  it('writes the files and starts nothing where the topology names other hosts', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'bondledger-hosts-'));
    try {
      const text = defaultTopologyText(SMALL)
        .replace('local: 127.0.0.1', 'local: 127.0.0.1\n  bank: 192.0.2.1')
        .replace('peer0.bok, host: local', 'peer0.bok, host: bank');
      writeFileSync(join(directory, 'consortium.yaml'), text);
      const genesis = join(directory, 'genesis.json');
      const programs = findPrograms(process.env);
      await expect(up({ directory, programs, chaincodeEntry, genesis })).rejects.toMatchObject({
        code: 'NETWORK_ELSEWHERE',
        params: { host: '192.0.2.1', path: join(directory, 'hosts') },
      });
      expect(readdirSync(join(directory, 'hosts', 'bank'))).toEqual([
        'bondledger-peer0.bok.service',
      ]);
      expect(readdirSync(directory)).toContain('channel');
      expect(readdirSync(directory)).not.toContain('run');
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  it('names a busy port, its node and who holds it', async () => {
    await stopNetwork(network.directory);
    const ports = JSON.parse(readFileSync(join(network.directory, 'ports.json'), 'utf8')) as {
      readonly 'peer0.bok/port': number;
    };
    const port = ports['peer0.bok/port'];
    const server = createServer().listen(port, '127.0.0.1');
    await once(server, 'listening');
    const pid = process.pid.toString();
    await expect(again()).rejects.toMatchObject({
      code: 'PORT_BUSY',
      params: { node: 'peer0.bok', port: port.toString(), pid },
    });
    server.close();
    await once(server, 'close');
    await again();
  });

  it('names a process that an earlier network forgot', async () => {
    const run = join(network.directory, 'run');
    const kept = new Map(
      readdirSync(run).map((name) => [name, readFileSync(join(run, name), 'utf8')]),
    );
    // The supervisor would start another at once.
    setPaused(run, 'orderer0.ksd', true);
    rmSync(join(run, 'orderer0.ksd.json'));
    await expect(again()).rejects.toMatchObject({
      code: 'PROCESS_LEFT_OVER',
      params: { node: 'orderer0.ksd' },
    });
    for (const [name, content] of kept) {
      if (!name.startsWith('supervisor')) writeFileSync(join(run, name), content);
    }
    await again();
    expect((await networkStatus(network.directory)).isAtOne).toBe(true);
  });
});
