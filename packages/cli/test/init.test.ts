import { readFileSync, writeFileSync } from 'node:fs';
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
