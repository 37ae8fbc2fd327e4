import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readConfig, secretOf } from './config.js';

const home = mkdtempSync(join(tmpdir(), 'bondledger-config-'));
afterAll(() => rmSync(home, { recursive: true }));

function written(text: string): string {
  const path = join(home, 'hbsec.yaml');
  writeFileSync(path, text);
  return path;
}

const OWNED = 'directory: own\npassphrase: { env: PASS }\nledger: { directory: ../demo }\n';

describe('a configuration', () => {
  it('is meant from where it lies, and serves this machine alone by default', async () => {
    expect(await readConfig(written(OWNED))).toEqual({
      file: join(home, 'hbsec.yaml'),
      directory: join(home, 'own'),
      passphrase: { env: 'PASS' },
      ledger: { directory: join(home, '../demo') },
      database: undefined,
      listen: { host: '127.0.0.1', port: 8420, tls: undefined },
    });
  });

  it('may be JSON', async () => {
    const ledger = {
      gateway: 'https://ksd.example',
      token: { env: 'T' },
      genesis: 'g',
      keyStore: 'k',
    };
    const config = { directory: '/d', passphrase: { file: 'p' }, ledger };
    const read = await readConfig(written(JSON.stringify(config)));
    expect(read.ledger).toMatchObject({
      gateway: 'https://ksd.example',
      keyStore: join(home, 'k'),
    });
  });

  it.each([
    ['directory: [', ''],
    ['', ''],
    ['directory: own\n', 'passphrase'],
    [`${OWNED}port: 1\n`, 'port'],
    [`${OWNED}listen: { port: 70000 }\n`, 'listen.port'],
    [`${OWNED}listen: { tls: { certificate: c } }\n`, 'listen.tls.key'],
    [OWNED.replace('{ env: PASS }', 'in the clear'), 'passphrase'],
    [OWNED.replace('{ directory: ../demo }', '{ gateway: nowhere }'), 'ledger.gateway'],
  ])('that is wrong is refused and the field named: %j', async (text, field) => {
    const params = { file: join(home, 'hbsec.yaml'), ...(field === '' ? {} : { field }) };
    const refused = { code: 'CONFIG_INVALID', params };
    await expect(readConfig(written(text))).rejects.toMatchObject(refused);
  });

  it('has secrets elsewhere, and misses one that is not there', async () => {
    const place = { file: 'f', field: 'passphrase' };
    expect(await secretOf({ env: 'PASS' }, { PASS: ' secret\n' }, place)).toBe('secret');
    await expect(secretOf({ env: 'PASS' }, {}, place)).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      params: place,
    });
    await expect(secretOf({ file: join(home, 'none') }, {}, place)).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
    });
  });
});
