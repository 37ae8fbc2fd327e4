import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuthority } from '@bondledger/consortium';
import { encodeTerms } from '@bondledger/domain';
import type { RouteReply } from '@bondledger/sdk/api';
import {
  openLog,
  readConfig,
  startDemoServer,
  startInstitutionServer,
  type RunningServer,
} from '../src/index.js';
import { caughtUp } from './support/caught-up.js';
import { signIn, START_MS, startTestServer, type TestServer } from './support/test-server.js';

let ksd: TestServer;
const home = mkdtempSync(join(tmpdir(), 'bondledger-institution-'));
beforeAll(async () => {
  ksd = await startTestServer({ trades: 10 });
}, START_MS);
afterAll(async () => {
  await ksd.close();
  rmSync(home, { recursive: true });
}, START_MS);

/** What an insurer without a peer writes down: its keys are its own, the way is KSD's gateway. */
async function configuration(listen: string, name = 'own server'): Promise<string> {
  const admin = await ksd.as('sjins-admin');
  const body = { name, rights: ['READ' as const, 'MAKE' as const], days: 30 };
  const { secret } = await admin.call('addToken', { body });
  writeFileSync(join(home, 'token'), secret);
  const demo = join(ksd.directory, 'demo');
  const path = join(home, 'sjins.yaml');
  writeFileSync(
    path,
    [
      'directory: data',
      `passphrase: { file: ${join(demo, 'keys', 'passphrase')} }`,
      'ledger:',
      `  gateway: ${ksd.url}`,
      '  token: { file: token }',
      `  genesis: ${join(demo, 'genesis.json')}`,
      `  keyStore: ${join(demo, 'keys', 'SJINS.json')}`,
      `listen: ${listen}`,
      '',
    ].join('\n'),
  );
  return path;
}

const start = async (code: string, listen: string, token?: string): Promise<RunningServer> =>
  startInstitutionServer({
    code,
    config: await readConfig(await configuration(listen, token)),
    env: {},
    engineOf: () => Promise.resolve(undefined),
    log: openLog({ level: 'silent' }),
  });

/** A certificate and its key, PEM. */
async function certificate(): Promise<{ readonly certificate: string; readonly key: string }> {
  const dates = { notBefore: '2026-01-01', notAfter: '2030-01-01' };
  const authority = await createAuthority({ name: 'test', ...dates });
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = publicKey.export({ format: 'der', type: 'spki' });
  const { der } = await authority.certify({ code: 'SJINS', name: 'x', publicKey: spki, ...dates });
  const lines = der.match(/.{1,64}/g)?.join('\n') ?? '';
  const paths = { certificate: join(home, 'cert.pem'), key: join(home, 'key.pem') };
  writeFileSync(
    paths.certificate,
    `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  );
  writeFileSync(paths.key, privateKey.export({ format: 'pem', type: 'pkcs8' }));
  return paths;
}

describe('the server of one institution', () => {
  it('serves it alone, through another institution’s gateway, with keys of its own', async () => {
    await using server = await start('SJINS', '{ port: 0 }');
    expect(server.accounts.map(({ user }) => user)).toEqual(['sjins-admin']);
    const [account] = server.accounts;
    const admin = await signIn(server.url, 'sjins-admin', account?.password ?? '');
    expect(admin.session).toMatchObject({ institution: 'SJINS', demo: false });
    expect(admin.session.rights).toEqual(['READ', 'ADMINISTER', 'AUDIT']);
    const info = await admin.call('info', {});
    expect(info).toMatchObject({ engine: 'gateway', demo: false });
    expect(info.institutions.map(({ code }) => code)).toEqual(['SJINS']);
    expect(info.ledgerId).toBe(ksd.consortium.transport.ledgerId);
    expect((await admin.call('day', {})).phase).toBe('OPEN');
    const drive = admin.call('drive', {});
    await expect(drive).rejects.toMatchObject({ code: 'DEMO_ONLY' });
  });

  it('is refused where the keys are another’s', async () => {
    await expect(start('HBSEC', '{ port: 0 }')).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      params: { field: 'ledger.keyStore' },
    });
  });

  it('serves other machines by TLS only', async () => {
    const open = start('SJINS', '{ host: 0.0.0.0, port: 0 }');
    await expect(open).rejects.toMatchObject({ code: 'TLS_NEEDED', params: { host: '0.0.0.0' } });
    const paths = await certificate();
    const tls = `{ certificate: ${paths.certificate}, key: ${paths.key} }`;
    await using server = await start('SJINS', `{ host: 127.0.0.1, port: 0, tls: ${tls} }`);
    expect(server.url).toMatch(/^https:/);
    const headers = await new Promise<NodeJS.Dict<string | string[]>>((resolve, reject) => {
      const options = { rejectUnauthorized: false, ca: readFileSync(paths.certificate) };
      request(`${server.url}/api/info`, options, (answer) => {
        answer.resume();
        resolve(answer.headers);
      })
        .on('error', reject)
        .end();
    });
    expect(headers['strict-transport-security']).toContain('max-age=');
  });

  it('says of a token that was taken back that it is the server’s, not its people’s', async () => {
    await using server = await start('SJINS', '{ port: 0 }', 'taken back');
    const user = {
      user: 'reader',
      name: 'Reader',
      institution: 'SJINS',
      rights: ['READ'],
    } as const;
    await server.services.people.add({ ...user, password: 'a long password' });
    const reader = await signIn(server.url, 'reader', 'a long password');
    expect((await reader.call('day', {})).phase).toBe('OPEN');

    const gatewayAdmin = await ksd.as('sjins-admin');
    const { tokens } = await gatewayAdmin.call('tokens', {});
    const token = tokens.find(({ name }) => name === 'taken back') ?? expect.fail('no token');
    await gatewayAdmin.call('removeToken', { params: { tokenId: token.tokenId } });

    const refused = { code: 'GATEWAY_TOKEN_REFUSED', status: 503 };
    await expect(reader.call('day', {})).rejects.toMatchObject(refused);
    const readiness: unknown = await (await fetch(`${server.url}/readyz`)).json();
    expect(readiness).toMatchObject({ status: 'NOT_READY', ledger: 'GATEWAY_TOKEN_REFUSED' });
    expect((await reader.call('trades', { query: {} })).items).toEqual([]);
    expect((await reader.call('session', {})).user).toEqual(reader.session.user);
  });

  it('says so where it is started with a token that is none', async () => {
    const path = await configuration('{ port: 0 }');
    writeFileSync(join(home, 'token'), 'bl_nobodys');
    const config = await readConfig(path);
    const log = openLog({ level: 'silent' });
    const engineOf = (): Promise<undefined> => Promise.resolve(undefined);
    const opened = startInstitutionServer({ code: 'SJINS', config, env: {}, engineOf, log });
    await expect(opened).rejects.toMatchObject({ code: 'GATEWAY_TOKEN_REFUSED' });
  });

  it(
    'says that the ledger is down where its gateway is gone, and goes on when it is back',
    async () => {
      const ticket = ksd.day.tickets.find(({ terms }) => terms.seller === 'SJINS');
      const { terms, sellerSide: own } = ticket ?? expect.fail('SJINS sells nothing');
      await using server = await start('SJINS', '{ port: 0 }');
      const { people, desks } = server.services;
      const rights = ['READ', 'MAKE'] as const;
      const maker = { user: 'maker', name: 'Maker', institution: 'SJINS', rights };
      await people.add({ ...maker, password: 'a long password' });
      const client = await signIn(server.url, 'maker', 'a long password');
      const body = { step: 'SUBMIT' as const, items: [{ terms: encodeTerms(terms), own }] };
      const submit = (): Promise<RouteReply<'takeSteps'>> =>
        client.call('takeSteps', { body }, { idempotencyKey: 'sent-while-the-ledger-is-down' });
      const readiness = async (): Promise<unknown> => (await fetch(`${server.url}/readyz`)).json();

      await ksd.server.close();
      await expect(submit()).rejects.toMatchObject({ code: 'LEDGER_DOWN', status: 503 });
      expect(await readiness()).toMatchObject({ status: 'NOT_READY', ledger: 'LEDGER_DOWN' });
      const day = client.call('day', {});
      await expect(day).rejects.toMatchObject({ code: 'LEDGER_DOWN', status: 503 });
      // By now whoever follows the ledger has given up more than once.
      await expect(submit()).rejects.toMatchObject({ code: 'LEDGER_DOWN', status: 503 });
      // What needs no ledger is answered.
      expect((await client.call('trades', { query: {} })).items).toEqual([]);

      const { consortium, database } = ksd;
      const port = Number(new URL(ksd.url).port);
      const place = { host: '127.0.0.1', port, log: openLog({ level: 'silent' }) };
      await using back = await startDemoServer({ consortium, day: ksd.day, database, ...place });
      expect(back.url).toBe(ksd.url);
      expect(await readiness()).toMatchObject({ status: 'READY', ledger: 'OK' });
      const answer = await submit();
      expect(answer).toMatchObject({ kind: 'RESULTS', results: [{ status: 'ACCEPTED' }] });
      await desks.of('SJINS').institution.caughtUp();
      const atLeastHeight = desks.of('SJINS').institution.book.height;
      await caughtUp(server.services.readModel, 'SJINS', atLeastHeight);
      const { items } = await client.call('trades', { query: { atLeastHeight } });
      expect(items.map(({ reference, state }) => [reference, state])).toEqual([
        [terms.reference, 'SUBMITTED'],
      ]);
    },
    START_MS,
  );
});
