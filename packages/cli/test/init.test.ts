import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scratch } from './support/scratch.js';
import { answerOf, command, type Ran } from './support/terminal.js';

const cwd = scratch();
const bondledger = (...line: string[]): Promise<Ran> => command(line, { cwd });

it('init says whether it made the directory or found it', async () => {
  const line = ['init', '--trades', '2', '--data', 'demo'];
  const made = await bondledger(...line);
  expect(made).toMatchObject({ code: 0 });
  expect(made.stdout).toContain('nothing is submitted yet');
  const found = await bondledger(...line);
  expect(found).toMatchObject({ code: 0 });
  expect(found.stdout).toContain('demo exists already, for 2026-09-21');
  expect(found.stdout).not.toContain('nothing is submitted yet');
  expect((await bondledger(...line, '--lang', 'ko')).stdout).toContain('이미 있습니다');
  expect(answerOf(await bondledger(...line, '--json'))).toMatchObject({ created: false });
});

it('start shows an institution’s first password this once, and writes it nowhere', async () => {
  const config = [
    'directory: own',
    'passphrase: { file: demo/keys/passphrase }',
    'ledger: { directory: demo }',
    'listen: { port: 0 }',
  ];
  writeFileSync(join(cwd, 'ksd.yaml'), config.join('\n'));
  const line = ['start', '--institution', 'KSD', '--config', 'ksd.yaml'];
  const start = (): Promise<Ran> => command(line, { cwd, signal: AbortSignal.abort() });
  const first = await start();
  expect(first, first.stderr).toMatchObject({ code: 0 });
  expect(first.stdout).toMatch(/ksd-admin +([a-z2-9]{4}-){3}[a-z2-9]{4} /);
  expect(existsSync(join(cwd, 'own', 'demo-accounts.txt'))).toBe(false);
  expect((await start()).stdout).not.toContain('ksd-admin');
}, 240_000);

describe('a directory that cannot be made', () => {
  it('is one that another is making: one of two goes on, the other is told so', async () => {
    const line = ['init', '--trades', '2', '--data', 'both', '--json'];
    const ran = await Promise.all([bondledger(...line), bondledger(...line)]);
    const refused = ran.filter(({ code }) => code !== 0);
    expect(refused).toHaveLength(1);
    for (const each of refused) {
      expect(each.code).toBe(1);
      const code = expect.stringMatching(/^DIRECTORY_(?:LOCKED|TAKEN)$/) as string;
      expect(answerOf(each)).toMatchObject({ error: { code } });
    }
  });

  it.each(['file', 'file/below', 'file/far/below'])('is %s', async (name) => {
    writeFileSync(join(cwd, 'file'), 'mine');
    const ran = await bondledger('init', '--trades', '2', '--data', name, '--json');
    expect(ran.code).toBe(1);
    const error = { code: 'DIRECTORY_NOT_A_LEDGER', params: { path: join(cwd, name) } };
    expect(answerOf(ran)).toMatchObject({ error });
    expect(readFileSync(join(cwd, 'file'), 'utf8')).toBe('mine');
  });
});
