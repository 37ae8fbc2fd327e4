import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { defaultTopologyText } from '../topology/default-topology.js';
import { openPortsOf, planOf } from '../topology/plan.js';
import { parseTopology } from '../topology/read-topology.js';
import { writeBuilder } from './builder.js';
import { configtxYaml } from './configtx-yaml.js';
import { coreYaml } from './core-yaml.js';
import { layoutOf } from './layout.js';
import { ordererYaml } from './orderer-yaml.js';
import { chaincodePackage } from './package.js';

const directory = mkdtempSync(join(tmpdir(), 'bondledger-configuration-'));
afterAll(() => rmSync(directory, { recursive: true }));
const layout = layoutOf(directory);
const topology = parseTopology(
  defaultTopologyText([
    { code: 'KSD', peers: 3, orderers: 3 },
    { code: 'BOK', peers: 1 },
    { code: 'HBSEC', peers: 1 },
  ]),
  'x',
);
const ports = Object.fromEntries(openPortsOf(topology).map(({ key }, n) => [key, 20_000 + n]));
const plan = planOf(topology, ports);

/** A value deep inside a configuration: `at(core, 'peer.tls.enabled')`. */
const at = (content: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], content);

const [first, second] = plan.peers;
if (first === undefined || second === undefined) throw new Error('no peers');
const core = coreYaml(first, plan, layout);

describe('core.yaml', () => {
  // Each of these, left out, costs dearly or does not start at all.
  it.each([
    ['peer.tls.enabled', true],
    ['peer.tls.clientAuthRequired', true],
    ['peer.BCCSP', { Default: 'SW', SW: { Hash: 'SHA2', Security: 256 } }],
    ['peer.gossip.pvtData.pushAckTimeout', '3s'],
    ['peer.gossip.reconnectInterval', '1s'],
    ['peer.gossip.orgLeader', true],
    ['peer.gossip.useLeaderElection', false],
    ['peer.gossip.state.enabled', false],
    ['peer.deliveryclient.blockGossipEnabled', false],
    ['peer.keepalive.minInterval', '5s'],
    ['peer.limits.concurrency.gatewayService', 5000],
    ['peer.discovery.enabled', true],
    ['peer.localMspId', 'KSDMSP'],
    ['chaincode.runtimeParams.useWriteBatch', true],
    ['chaincode.runtimeParams.useGetMultipleKeys', true],
    ['chaincode.system._lifecycle', 'enable'],
    ['ledger.history.enableHistoryDatabase', false],
    ['vm.endpoint', ''],
    ['operations.listenAddress', `127.0.0.1:${String(ports['peer0.ksd/operations'])}`],
  ])('has %s', (path, value) => {
    expect(at(core, path)).toEqual(value);
  });

  it('offers no batch messages where the topology says so', () => {
    const chaincode = { ...topology.chaincode, batchMessages: false };
    const plain = coreYaml(first, planOf({ ...topology, chaincode }, ports), layout);
    expect(at(plain, 'chaincode.runtimeParams.useWriteBatch')).toBe(false);
    expect(at(plain, 'chaincode.runtimeParams.useGetMultipleKeys')).toBe(false);
  });

  it('lets through what Fabric itself checks, and trusts the TLS of every institution', () => {
    expect(at(core, 'peer.handlers.authFilters')).toEqual([
      { name: 'DefaultAuth' },
      { name: 'ExpirationCheck' },
      { name: 'TimeWindowCheck' },
    ]);
    expect(at(core, 'peer.tls.clientRootCAs.files')).toEqual(
      ['KSD', 'BOK', 'HBSEC'].map((code) => layout.publicTlsCa(code)),
    );
  });

  it('begins gossip at the other peers of the institution', () => {
    expect(at(core, 'peer.gossip.bootstrap')).toEqual([
      `127.0.0.1:${second.port}`,
      `127.0.0.1:${String(ports['peer2.ksd/port'])}`,
    ]);
    const alone = plan.peers.find(({ institution }) => institution === 'BOK');
    if (alone === undefined) throw new Error('no peer');
    expect(at(coreYaml(alone, plan, layout), 'peer.gossip.bootstrap')).toEqual([
      `127.0.0.1:${alone.port}`,
    ]);
  });
});

describe('orderer.yaml', () => {
  const [orderer] = plan.orderers;
  if (orderer === undefined) throw new Error('no orderer');
  it.each([
    ['General.TLS.ClientAuthRequired', true],
    ['General.Keepalive.ServerMinInterval', '5s'],
    ['General.BootstrapMethod', 'none'],
    ['General.ListenPort', orderer.port],
    ['ChannelParticipation.MaxRequestBodySize', '16 MB'],
    ['Admin.TLS.ClientAuthRequired', true],
    ['Admin.TLS.ClientRootCAs', [layout.publicTlsCa('KSD')]],
  ])('has %s', (path, value) => {
    expect(at(ordererYaml(orderer, plan, layout), path)).toEqual(value);
  });
});

describe('configtx.yaml', () => {
  const profile = at(configtxYaml(plan, layout), 'Profiles.Bondledger');

  it('cuts blocks as the topology says', () => {
    expect(at(profile, 'Orderer.BatchTimeout')).toBe('2ms');
    expect(at(profile, 'Orderer.BatchSize')).toEqual({
      MaxMessageCount: 500,
      AbsoluteMaxBytes: '48 MB',
      PreferredMaxBytes: '8 MB',
    });
    expect(at(profile, 'Orderer.EtcdRaft.Options.TickInterval')).toBe('100ms');
    expect(at(profile, 'Orderer.EtcdRaft.Consenters')).toHaveLength(3);
  });

  it('lets only orderers sign blocks, only peers endorse, only administrators administer', () => {
    expect(at(profile, 'Orderer.Policies.BlockValidation.Rule')).toBe("OR('KSDMSP.orderer')");
    const bok = (at(profile, 'Application.Organizations') as readonly unknown[])[1];
    expect(at(bok, 'Policies.Endorsement.Rule')).toBe("OR('BOKMSP.peer')");
    expect(at(bok, 'Policies.Admins.Rule')).toBe("OR('BOKMSP.admin')");
    expect(at(bok, 'Policies.Writers.Rule')).toBe("OR('BOKMSP.admin', 'BOKMSP.client')");
    expect(at(bok, 'Policies.Clients.Rule')).toBe("OR('BOKMSP.client')");
    expect(at(bok, 'AnchorPeers')).toHaveLength(1);
  });

  it('has one ordering organisation and all as members', () => {
    expect(at(profile, 'Orderer.Organizations')).toHaveLength(1);
    expect(at(profile, 'Application.Organizations')).toHaveLength(3);
    expect(at(profile, 'Capabilities')).toEqual({ V3_0: true });
  });
});

describe('the chaincode package', () => {
  const pack = chaincodePackage(topology);

  it('is always the same bytes, so all institutions approve one identifier', () => {
    expect(chaincodePackage(topology).content.equals(pack.content)).toBe(true);
    expect(pack.packageId).toBe(
      'MasterLedgerCC_1.0:0f8e615b8d2d8a8d823f6e34818bce080f72c4e867d845f2c9a2857fe9e20566',
    );
  });

  it('is an archive that tar reads, without key or address', () => {
    const folder = join(directory, 'package');
    mkdirSync(folder);
    writeFileSync(join(folder, 'package.tar.gz'), pack.content);
    const tar = (...args: readonly string[]): string =>
      execFileSync('tar', args, { cwd: folder, encoding: 'utf8' });
    expect(tar('-tzf', 'package.tar.gz')).toBe('metadata.json\ncode.tar.gz\n');
    tar('-xzf', 'package.tar.gz');
    expect(JSON.parse(readFileSync(join(folder, 'metadata.json'), 'utf8'))).toEqual({
      path: '',
      type: 'bondledger',
      label: 'MasterLedgerCC_1.0',
    });
    expect(tar('-xzOf', 'code.tar.gz')).toBe('{"name":"MasterLedgerCC","version":"1.0"}\n');
  });

  it('is another for another version', () => {
    const next = { ...topology, chaincode: { ...topology.chaincode, version: '1.1' } };
    expect(chaincodePackage(next).packageId).not.toBe(pack.packageId);
  });
});

describe('the builder', () => {
  writeBuilder(layout);
  const run = (name: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): boolean => {
    try {
      const options = { env: { PATH: process.env['PATH'], ...env }, stdio: 'ignore' } as const;
      execFileSync(join(layout.builder, 'bin', name), args, options);
      return true;
    } catch {
      return false;
    }
  };
  const metadata = (type: string): string => {
    const folder = join(directory, `metadata-${type}`);
    mkdirSync(folder);
    writeFileSync(join(folder, 'metadata.json'), JSON.stringify({ path: '', type, label: 'x' }));
    return folder;
  };

  it('takes our packages and no others', () => {
    expect(run('detect', ['source', metadata('bondledger')])).toBe(true);
    expect(run('detect', ['source', metadata('golang')])).toBe(false);
  });

  /** What a peer has built of a package. */
  const built = (name: string): string => {
    const [source, output] = [join(directory, `source-${name}`), join(directory, `built-${name}`)];
    for (const folder of [source, output]) mkdirSync(folder);
    writeFileSync(join(source, 'chaincode.json'), `{"name":"${name}","version":"1.0"}\n`);
    expect(run('build', [source, 'metadata', output])).toBe(true);
    return output;
  };

  it('gives the peer the connection of its own institution, or fails', () => {
    const connection = join(directory, 'connection.json');
    writeFileSync(connection, '{"address":"x"}');
    writeFileSync(join(directory, 'settlement-connection.json'), '{"address":"y"}');
    const env = { BONDLEDGER_CHAINCODE_CONNECTION: connection };
    for (const [name, address] of [
      ['MasterLedgerCC', 'x'],
      ['MasterLedgerCC-settlement', 'y'],
    ] as const) {
      const release = join(directory, `release of ${name}`);
      expect(run('release', [built(name), release], env)).toBe(true);
      const released = join(release, 'chaincode', 'server', 'connection.json');
      expect(readFileSync(released, 'utf8')).toBe(`{"address":"${address}"}`);
    }
    const none = join(directory, 'none');
    expect(run('release', [built('other'), none])).toBe(false);
    expect(existsSync(join(none, 'chaincode', 'server', 'connection.json'))).toBe(false);
  });
});
