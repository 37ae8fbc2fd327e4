import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { defaultTopologyText } from '../../topology/default-topology.js';
import { openPortsOf, planOf } from '../../topology/plan.js';
import { parseTopology } from '../../topology/read-topology.js';
import { layoutOf } from '../layout.js';
import { unitFile } from './unit-file.js';
import { writeHostFiles } from './write-host-files.js';

const directory = mkdtempSync(join(tmpdir(), 'bondledger-hosts-'));
afterAll(() => rmSync(directory, { recursive: true }));
const layout = layoutOf(directory);
const text = defaultTopologyText([
  { code: 'KSD', peers: 2, orderers: 1 },
  { code: 'BOK', peers: 1 },
  { code: 'HBSEC', peers: 1 },
])
  .replace('local: 127.0.0.1', 'local: 10.0.0.1\n  bank: bank.example')
  .replace('peer0.bok, host: local }', 'peer0.bok, host: bank, port: 7051 }')
  .replace('code: BOK\n    chaincode: { host: local }', 'code: BOK\n    chaincode: { host: bank }');
const topology = parseTopology(text, 'x');
const ports = Object.fromEntries(openPortsOf(topology).map(({ key }, n) => [key, 20_000 + n]));
const plan = planOf(topology, ports);
const programs = { peer: '/here/peer', orderer: '/here/orderer', configtxgen: '/here/configtxgen' };
writeHostFiles(plan, layout, programs, '/opt/bondledger/chaincode.js');

const page = (name: string): string => readFileSync(join(layout.hosts, name), 'utf8');

describe('the units', () => {
  it('lie with the host that runs them', () => {
    expect(readdirSync(join(layout.hosts, 'bank')).sort()).toEqual([
      'bondledger-chaincode.bok.service',
      'bondledger-peer0.bok.service',
    ]);
    expect(readdirSync(join(layout.hosts, 'local'))).toHaveLength(1 + 2 + 1 + 2);
  });

  it('start the node as `up` would, and again when it ends', () => {
    const unit = page('bank/bondledger-peer0.bok.service').split('\n');
    const home = layout.home('BOK', 'peer0.bok');
    expect(unit).toContain('ExecStart=/usr/bin/env "peer" "node" "start"');
    expect(unit).toContain(`WorkingDirectory=${home}`);
    expect(unit).toContain(`Environment="FABRIC_CFG_PATH=${home}"`);
    expect(unit).toContain('Restart=always');
    expect(unit).toContain('User=bondledger');
    const chaincode = page('bank/bondledger-chaincode.bok.service');
    const configuration = layout.chaincodeConfiguration('BOK');
    expect(chaincode).toContain(
      `ExecStart=/usr/bin/env "node" "/opt/bondledger/chaincode.js" "${configuration}"`,
    );
  });

  it('quote what systemd would take for its own, and leave this machine’s paths out', () => {
    const spec = {
      name: 'x',
      command: '/here/x',
      args: ['a "b" %c'],
      cwd: '/somewhere',
      env: { PATH: '/mine', HOME: '/house', FORMAT: '%{time}' },
      log: '/x.log',
    };
    const unit = unitFile(spec, 'x');
    expect(unit).toContain('ExecStart=/usr/bin/env "x" "a \\"b\\" %%c"');
    expect(unit).toContain('Environment="FORMAT=%%{time}"');
    expect(unit).not.toMatch(/\/mine|\/house|\/here/);
  });
});

describe.each(['en', 'ko'])('the page of instructions (%s)', (language) => {
  it('names the institution’s own folder and no other’s', () => {
    const text = page(`BOK.${language}.md`);
    expect(text).toContain(layout.institution('BOK'));
    expect(text).not.toContain(layout.institution('KSD'));
    expect(text).toContain('bank.example:7051');
  });

  it('approves for each and commits for the depository alone', () => {
    const policy = `AND('KSDMSP.peer', OR('BOKMSP.peer', 'HBSECMSP.peer'))`;
    for (const code of ['KSD', 'BOK', 'HBSEC']) {
      const text = page(`${code}.${language}.md`);
      expect(text).toContain('peer lifecycle chaincode approveformyorg');
      expect(text).toContain(policy);
      expect(text.includes('chaincode commit')).toBe(code === 'KSD');
      expect(text.includes('osnadmin channel join')).toBe(code === 'KSD');
    }
  });
});

it('the pages have the same headings and commands in both languages', () => {
  const skeleton = (name: string): readonly string[] =>
    page(name)
      .split('\n')
      .filter((line) => /^(#+ |export|peer |osnadmin| {2}-)/.test(line))
      .map((line) => (line.startsWith('#') ? line.replace(/ .*/, '') : line));
  for (const code of ['KSD', 'BOK', 'HBSEC']) {
    expect(skeleton(`${code}.en.md`)).toEqual(skeleton(`${code}.ko.md`));
  }
});
