import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BondledgerError } from '@bondledger/domain';
import { describe, expect, it } from 'vitest';
import { defaultTopologyText } from './default-topology.js';
import { parseTopology, readTopology } from './read-topology.js';

const TEXT = defaultTopologyText([
  { code: 'KSD', peers: 3, orderers: 3 },
  ...['BOK', 'HBSEC', 'DHSEC', 'NRAMC', 'CWBK', 'SFINC'].map((code) => ({ code, peers: 1 })),
]);

const faultOf = (text: string): Readonly<Record<string, string>> => {
  try {
    parseTopology(text, 'consortium.yaml');
  } catch (error) {
    if (error instanceof BondledgerError && error.code === 'TOPOLOGY_INVALID') return error.params;
    throw error;
  }
  throw new Error('the topology was accepted');
};

describe('the default topology file', () => {
  const topology = parseTopology(TEXT, 'consortium.yaml');

  it('is the consortium of nine peers and three orderers', () => {
    const counts = topology.institutions.map(({ code, peers, orderers }) => [
      code,
      peers.length,
      orderers.length,
    ]);
    expect(counts).toEqual([
      ['KSD', 3, 3],
      ...['BOK', 'HBSEC', 'DHSEC', 'NRAMC', 'CWBK', 'SFINC'].map((code) => [code, 1, 0]),
    ]);
    expect(topology.endorsement).toEqual({ all: ['KSD'], oneOf: 'others' });
    expect(topology.ordering).toMatchObject({
      consensus: 'raft',
      batchTimeout: '2ms',
      maxMessageCount: 500,
      preferredMaxBytes: '8 MB',
      absoluteMaxBytes: '48 MB',
      raft: { tick: '100ms' },
    });
  });

  it('leaves every port to be chosen, and explains itself', () => {
    const ports = topology.institutions.flatMap(({ chaincode, peers, orderers }) => [
      chaincode.port,
      ...peers.flatMap((peer) => [peer.port, peer.operations]),
      ...orderers.flatMap((orderer) => [orderer.port, orderer.admin, orderer.operations]),
    ]);
    expect(ports).toHaveLength(7 + 9 * 2 + 3 * 3);
    expect(new Set(ports)).toEqual(new Set(['auto']));
    expect(
      TEXT.split('\n').filter((line) => line.trimStart().startsWith('#')).length,
    ).toBeGreaterThan(10);
  });

  it('takes ports and hosts that are given', () => {
    const given = TEXT.replace(
      '{ name: peer1.ksd, host: local }',
      '{ name: peer1.ksd, host: local, port: 7051, operations: 9443 }',
    );
    const peer = parseTopology(given, 'x').institutions[0]?.peers[1];
    expect(peer).toEqual({ name: 'peer1.ksd', host: 'local', port: 7051, operations: 9443 });
  });
});

/** What is changed in the default file, the field that is named, and what is expected there. */
const FAULTS: readonly (readonly [string, string, string, string])[] = [
  ['version: 1\n', 'version: 2\n', 'version', '1'],
  ['channel: bondledger', 'channel: Bond_Ledger', 'channel', '^[a-z][a-z0-9.-]{0,248}$'],
  ['channel: bondledger\n', '', 'channel', 'string'],
  ['  name: MasterLedgerCC', '  name: a b', 'chaincode.name', '^[A-Za-z0-9]+'],
  ["version: '1.0'", 'version: 1.0', 'chaincode.version', 'string'],
  ['sequence: 1', 'sequence: 0', 'chaincode.sequence', '>= 1'],
  ['sequence: 1', 'sequence: 1.5', 'chaincode.sequence', 'int'],
  ['batchMessages: true', 'batchMessages: 1', 'chaincode.batchMessages', 'boolean'],
  ['local: 127.0.0.1', 'local: "-"', 'hosts.local', '^[A-Za-z0-9]'],
  ['local: 127.0.0.1', 'Local: 127.0.0.1', 'hosts.Local', '^[a-z0-9]'],
  ['code: BOK', 'code: bok', 'institutions[1].code', '^[A-Z]'],
  ['code: BOK', 'code: KSD', 'institutions[1].code', '≠ KSD'],
  ['code: BOK', 'cod: BOK', 'institutions[1].code', 'string'],
  ['peer0.bok, host: local', 'peer0.bok, host: seoul', 'institutions[1].peers[0].host', 'local'],
  ['peer0.bok, ', 'Peer0_bok, ', 'institutions[1].peers[0].name', '^[a-z0-9]'],
  ['peer0.bok, ', 'peer0.ksd, ', 'institutions[1].peers[0].name', '≠ peer0.ksd'],
  ['peer0.bok, ', 'chaincode.ksd, ', 'institutions[1].peers[0].name', '≠ chaincode.ksd'],
  [
    'peer0.bok, host: local',
    'peer0.bok, host: local, port: 0',
    'institutions[1].peers[0].port',
    '>= 1',
  ],
  [
    'peer0.bok, host: local',
    'peer0.bok, host: local, port: any',
    'institutions[1].peers[0].port',
    'auto | 1..65535',
  ],
  [
    'peer0.bok, host: local',
    'peer0.bok, host: local, port: 7051, operations: 7051',
    'institutions[1].peers[0].operations',
    '≠ 7051',
  ],
  [
    'orderer2.ksd, host: local',
    'orderer2.ksd, host: local, admin: 70000',
    'institutions[0].orderers[2].admin',
    '<= 65535',
  ],
  [
    'peer0.bok, host: local',
    'peer0.bok, host: local, prot: 7051',
    'institutions[1].peers[0].prot',
    '-',
  ],
  ['all: [KSD]', 'all: []', 'endorsement.all', '>= 1'],
  ['all: [KSD]', 'all: [KSX]', 'endorsement.all[0]', 'KSD | BOK'],
  ['all: [KSD]', 'all: [KSD, KSD]', 'endorsement.all[1]', 'KSD | BOK'],
  ['all: [KSD]', 'all: [BOK]', 'endorsement.all', '[KSD]'],
  ['all: [KSD]', 'all: [KSD, BOK]', 'endorsement.all', '[KSD]'],
  ['oneOf: others', 'oneOf: [HBSEC]', 'endorsement.oneOf', 'others | [BOK, ...]'],
  ['code: KSD', 'code: KSX', 'institutions', 'KSD'],
  ['code: BOK', 'code: BOX', 'institutions', 'BOK'],
  ['oneOf: others', 'oneOf: all', 'endorsement.oneOf', 'others | [CODE, ...]'],
  ['oneOf: others', 'oneOf: [KSD]', 'endorsement.oneOf[0]', 'BOK | HBSEC'],
  ['consensus: raft', 'consensus: bft', 'ordering.consensus', 'raft'],
  ['batchTimeout: 2ms', 'batchTimeout: 2', 'ordering.batchTimeout', 'string'],
  ['batchTimeout: 2ms', 'batchTimeout: 2 ms', 'ordering.batchTimeout', '(ms|s)$'],
  ['maxMessageCount: 500', 'maxMessageCount: 0', 'ordering.maxMessageCount', '>= 1'],
  ['preferredMaxBytes: 8 MB', 'preferredMaxBytes: 49 MB', 'ordering.preferredMaxBytes', '<= 48 MB'],
  ['absoluteMaxBytes: 48 MB', 'absoluteMaxBytes: 50 MB', 'ordering.absoluteMaxBytes', '<= 49 MB'],
  ['tick: 100ms', 'tick: fast', 'ordering.raft.tick', '(ms|s)$'],
  ['electionTicks: 10', 'electionTicks: 1', 'ordering.raft.electionTicks', '>= 2'],
  ['heartbeatTicks: 1\n', 'heartbeatTicks: 10\n', 'ordering.raft.heartbeatTicks', '< 10'],
  ['maxInflightBlocks: 5', 'maxInflightBlocks: 0', 'ordering.raft.maxInflightBlocks', '>= 1'],
  [
    'snapshotInterval: 16 MB',
    'snapshotInterval: 16 GB',
    'ordering.raft.snapshotInterval',
    '(KB|MB)$',
  ],
  ['nodeDays: 730', 'nodeDays: 4000', 'certificates.nodeDays', '<= 3650'],
  ['authorityDays: 3650', 'authorityDays: 1', 'certificates.authorityDays', '>= 2'],
  ['logging: info', 'logging: much info', 'logging', '^[a-z0-9'],
];

describe('a wrong topology file', () => {
  it.each(FAULTS)('%j -> %j names %s', (from, to, field, expected) => {
    expect(TEXT).toContain(from);
    const text = TEXT.replace(from, to);
    const fault = faultOf(text);
    expect(fault['field']).toBe(field);
    expect(fault['expected']).toContain(expected);
    expect(fault['file']).toBe('consortium.yaml');
  });

  it('names the line', () => {
    const text = TEXT.replace('maxMessageCount: 500', 'maxMessageCount: many');
    const line = text.split('\n').findIndex((each) => each.includes('many')) + 1;
    expect(faultOf(text)['line']).toBe(line.toString());
  });

  it('names the first of several', () => {
    const text = TEXT.replace('nodeDays: 730', 'nodeDays: x').replace('sequence: 1', 'sequence: x');
    expect(faultOf(text)['field']).toBe('chaincode.sequence');
  });

  it.each([
    ['no orderer at all', TEXT.replace(/ {4}orderers:\n( {6}- .*\n)+/, ''), '.orderers'],
    ['what is no YAML', 'version: [1', ''],
    ['a key twice', `${TEXT}version: 1\n`, ''],
    ['an empty file', '', ''],
    ['a list', '- 1\n', ''],
  ])('refuses %s', (_, text, field) => {
    expect(faultOf(text)['field']).toContain(field);
  });

  it('says which file cannot be read', () => {
    const folder = mkdtempSync(join(tmpdir(), 'bondledger-topology-'));
    try {
      const path = join(folder, 'consortium.yaml');
      expect(() => readTopology(path)).toThrow(
        expect.objectContaining({ code: 'FILE_UNREADABLE', params: { path } }),
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
