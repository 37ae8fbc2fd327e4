import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { scratch } from './support/scratch.js';
import { answerOf, command, type Ran } from './support/terminal.js';

const cwd = scratch();
const write = (output: string, ...line: string[]): Promise<Ran> =>
  command(['reference-day', '--trades', '1', '-o', output, ...line], { cwd });

beforeAll(() => {
  for (const name of ['blocks', 'keys']) mkdirSync(join(cwd, 'demo', name), { recursive: true });
  for (const name of ['ledger.json', 'genesis.json', 'blocks/0.csv', 'keys/KSD.json']) {
    writeFileSync(join(cwd, 'demo', name), 'mine');
  }
  symlinkSync(join(cwd, 'demo/blocks'), join(cwd, 'link'));
  symlinkSync(join(cwd, 'demo/genesis.json'), join(cwd, 'link.json'));
});

describe('an output over a file of a ledger is refused, and the file stays as it was', () => {
  it.each<[output: string, file: string]>([
    ['demo/genesis.json', 'genesis.json'],
    ['demo/../demo/ledger.json', 'ledger.json'],
    ['demo/blocks/0.csv', 'blocks/0.csv'],
    ['demo/keys/KSD.json', 'keys/KSD.json'],
    ['link/0.csv', 'blocks/0.csv'],
    ['link.json', 'genesis.json'],
  ])('%s', async (output, file) => {
    const ran = await write(output, '--json');
    expect(ran.code).toBe(1);
    const params = { path: join(cwd, output) };
    expect(answerOf(ran)).toMatchObject({ error: { code: 'FILE_OF_LEDGER', params } });
    expect(readFileSync(join(cwd, 'demo', file), 'utf8')).toBe('mine');
  });

  it.each(['demo/day.json', 'demo/engine.json', 'demo/state/new.json', 'demo/outbox/a/b.csv'])(
    '%s, although it is not there yet',
    async (output) => {
      const ran = await write(output, '--lang', 'ko');
      expect(ran).toMatchObject({ code: 1, stdout: '' });
      expect(ran.stderr).toContain('FILE_OF_LEDGER  원장이 쓰는 파일');
    },
  );
});

it('an output of a name of its own is written into a ledger directory, too', async () => {
  expect(await write('demo/evidence.json')).toMatchObject({ code: 0 });
  expect(await write('keys.json')).toMatchObject({ code: 0 });
});
