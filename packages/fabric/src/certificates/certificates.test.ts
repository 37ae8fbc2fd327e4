import { X509Certificate, createPrivateKey } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { revocationList } from '../../test/support/revocation.js';
import { layoutOf } from '../configuration/layout.js';
import { choosePorts } from '../topology/choose-ports.js';
import { defaultTopologyText } from '../topology/default-topology.js';
import { openPortsOf, planOf, type Plan } from '../topology/plan.js';
import { parseTopology } from '../topology/read-topology.js';
import type { KeyPair } from './authority.js';
import { writeCertificates } from './write-certificates.js';

const NOW = new Date('2026-09-01T00:00:00Z');
const directory = mkdtempSync(join(tmpdir(), 'bondledger-certificates-'));
const layout = layoutOf(directory);
let plan: Plan;

beforeAll(async () => {
  const text = defaultTopologyText([
    { code: 'KSD', peers: 2, orderers: 1 },
    { code: 'BOK', peers: 1 },
  ]);
  const topology = parseTopology(text, 'x');
  plan = planOf(topology, await choosePorts(openPortsOf(topology), {}, []));
  await writeCertificates(plan, layout, NOW);
});
afterAll(() => rmSync(directory, { recursive: true }));

const read = (...path: readonly string[]): string => readFileSync(join(...path), 'utf8');
const certificate = (...path: readonly string[]) => new X509Certificate(read(...path));

const files = (): readonly string[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

describe.each(['KSD', 'BOK'])('the certificates of %s', (code) => {
  const home = (name: string): string => layout.home(code, name);
  const nodes = (): readonly string[] =>
    [...plan.peers, ...plan.orderers]
      .filter(({ institution }) => institution === code)
      .map(({ name }) => name);

  it('come from two authorities of its own', () => {
    const ca = certificate(layout.publicMsp(code), 'cacerts', 'ca.pem');
    const tls = certificate(layout.publicTlsCa(code));
    for (const root of [ca, tls]) {
      expect(root.ca).toBe(true);
      expect(root.checkIssued(root)).toBe(true);
      expect(root.verify(root.publicKey)).toBe(true);
      expect(new Date(root.validTo).toISOString()).toBe('2036-08-29T00:00:00.000Z');
    }
    expect(ca.publicKey.equals(tls.publicKey)).toBe(false);
  });

  it('say who is who to Fabric, and match their keys', () => {
    const ca = certificate(layout.publicMsp(code), 'cacerts', 'ca.pem');
    for (const name of ['admin', 'client', ...nodes()]) {
      const own = certificate(home(name), 'msp', 'signcerts', 'cert.pem');
      const role = /^(admin|client|peer|orderer)/.exec(name)?.[0];
      expect(own.toLegacyObject().subject).toMatchObject({ O: code, OU: role });
      expect(own.checkIssued(ca) && own.verify(ca.publicKey)).toBe(true);
      expect(own.ca).toBe(false);
      const key = createPrivateKey(read(home(name), 'msp', 'keystore', 'key.pem'));
      expect(own.checkPrivateKey(key)).toBe(true);
      expect(own.publicKey.asymmetricKeyDetails?.namedCurve).toBe('prime256v1');
      expect(new Date(own.validTo).toISOString()).toBe('2028-08-31T00:00:00.000Z');
      expect(read(home(name), 'msp', 'cacerts', 'ca.pem')).toBe(ca.toString());
    }
  });

  it('name the node in TLS, and have no role there', () => {
    const ca = certificate(layout.publicTlsCa(code));
    for (const name of ['chaincode', ...nodes()]) {
      const own = certificate(home(name), 'tls', 'cert.pem');
      const hostName = name === 'chaincode' ? `chaincode.${code.toLowerCase()}` : name;
      expect(own.checkHost(hostName)).toBe(hostName);
      expect(own.checkIP('127.0.0.1')).toBe('127.0.0.1');
      expect(own.checkHost('peer9.ksd')).toBeUndefined();
      expect(own.checkIssued(ca) && own.verify(ca.publicKey)).toBe(true);
      expect(own.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2']);
      expect(own.subject).not.toContain('OU=');
      expect(own.checkPrivateKey(createPrivateKey(read(home(name), 'tls', 'key.pem')))).toBe(true);
    }
  });

  it('are trusted by nobody else', () => {
    const other = code === 'KSD' ? 'BOK' : 'KSD';
    const foreign = certificate(layout.publicMsp(other), 'cacerts', 'ca.pem');
    const own = certificate(home('admin'), 'msp', 'signcerts', 'cert.pem');
    expect(own.checkIssued(foreign)).toBe(false);
    expect(own.verify(foreign.publicKey)).toBe(false);
  });
});

describe('the folders', () => {
  it('keep every private key in its institution alone, for its owner alone', () => {
    const keys = files().filter((path) => readFileSync(path, 'utf8').includes('PRIVATE KEY'));
    // Two authorities, two for each of admin and client, one for chaincode, two for each node.
    expect(keys).toHaveLength(2 * (2 + 2 * 2 + 1) + 2 * 4);
    for (const path of keys) {
      expect(path.startsWith(join(directory, 'institutions'))).toBe(true);
      expect(statSync(path).mode & 0o777).toBe(0o600);
    }
    for (const code of ['KSD', 'BOK']) {
      expect(statSync(layout.institution(code)).mode & 0o777).toBe(0o700);
    }
  });

  it('are left as they are the next time', async () => {
    const before = new Map(files().map((path) => [path, readFileSync(path, 'utf8')]));
    await writeCertificates(plan, layout, new Date('2026-10-01T00:00:00Z'));
    expect(new Map(files().map((path) => [path, readFileSync(path, 'utf8')]))).toEqual(before);
  });

  it('get back a certificate that was lost', async () => {
    const lost = join(layout.home('BOK', 'admin'), 'msp', 'signcerts', 'cert.pem');
    const before = certificate(lost);
    rmSync(lost);
    await writeCertificates(plan, layout, NOW);
    const after = certificate(lost);
    expect(after.serialNumber).not.toBe(before.serialNumber);
    const ca = certificate(layout.publicMsp('BOK'), 'cacerts', 'ca.pem');
    expect(after.verify(ca.publicKey)).toBe(true);
  });

  describe('with what an authority has revoked', () => {
    const folder = layout.revocations('KSD');
    const shown = join(layout.publicMsp('KSD'), 'crls');
    const authorityOf = (code: string): KeyPair => ({
      certificate: read(layout.authorities(code), 'ca.pem'),
      privateKey: read(layout.authorities(code), 'ca.key'),
    });
    const revoked = (): string =>
      read(layout.home('KSD', 'client'), 'msp', 'signcerts', 'cert.pem');
    const write = (list: string): void => writeFileSync(join(folder, 'list.pem'), list);
    beforeEach(() => {
      mkdirSync(folder, { recursive: true });
    });
    afterEach(() => {
      rmSync(folder, { recursive: true });
      rmSync(layout.channel, { recursive: true, force: true });
    });

    it('show it to all, and no longer once it is taken away', async () => {
      const list = await revocationList(authorityOf('KSD'), [revoked()]);
      write(list);
      await writeCertificates(plan, layout, NOW);
      expect(read(shown, 'list.pem')).toBe(list);
      rmSync(join(folder, 'list.pem'));
      await writeCertificates(plan, layout, NOW);
      expect(existsSync(shown)).toBe(false);
    });

    it.each<[string, () => Promise<string>]>([
      ['another authority signed', () => revocationList(authorityOf('BOK'), [revoked()])],
      [
        'names no authority',
        () => revocationList(authorityOf('KSD'), [revoked()], { isNamed: false }),
      ],
      [
        'Fabric would not know',
        () => revocationList(authorityOf('KSD'), [revoked()], { label: 'CRL' }),
      ],
      ['is no list', async () => revoked()],
    ])('refuse a list that %s', async (_, list) => {
      write(await list());
      const path = join(folder, 'list.pem');
      await expect(writeCertificates(plan, layout, NOW)).rejects.toMatchObject({
        code: 'REVOCATION_LIST_WRONG',
        params: { path },
      });
    });

    it('refuse a change once the channel is made', async () => {
      write(await revocationList(authorityOf('KSD'), [revoked()]));
      await writeCertificates(plan, layout, NOW);
      mkdirSync(layout.channel, { recursive: true });
      writeFileSync(layout.genesisBlock, 'a block');
      await writeCertificates(plan, layout, NOW);
      write(await revocationList(authorityOf('KSD'), []));
      await expect(writeCertificates(plan, layout, NOW)).rejects.toMatchObject({
        code: 'REVOCATIONS_CHANGED',
        params: { institution: 'KSD' },
      });
    });
  });

  it('make no new keys for an institution that has taken its own away', async () => {
    rmSync(layout.institution('BOK'), { recursive: true });
    const before = certificate(layout.publicTlsCa('BOK'));
    await writeCertificates(plan, layout, NOW);
    expect(existsSync(layout.institution('BOK'))).toBe(false);
    expect(certificate(layout.publicTlsCa('BOK')).serialNumber).toBe(before.serialNumber);
  });
});
