import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Encoding } from '@bondledger/legacy';
import { describe, expect, it } from 'vitest';
import { scratch } from '../../test/support/scratch.js';
import { readText } from './read-text.js';

const home = scratch();
const file = (name: string, bytes: string | Uint8Array): string => {
  const path = join(home, name);
  writeFileSync(path, bytes);
  return path;
};

/** 국채 as CP949 has it. */
const KTB = Uint8Array.of(0xb1, 0xb9, 0xc3, 0xa4);

describe('the text of a file', () => {
  it.each<[what: string, bytes: string | Uint8Array, encoding: Encoding, text: string]>([
    ['plain', 'a,b\n국채,1\n', 'utf-8', 'a,b\n국채,1\n'],
    ['without its byte order mark', '\uFEFFa\n', 'utf-8', 'a\n'],
    ['empty', '', 'utf-8', ''],
    ['in CP949', KTB, 'cp949', '국채'],
    ['in NFD as it is', '국'.normalize('NFD'), 'utf-8', '국'.normalize('NFD')],
  ])('%s', async (what, bytes, encoding, text) => {
    expect(await readText(file(`${what}.csv`, bytes), encoding)).toEqual({ ok: true, value: text });
  });

  it('says where bytes are no text', async () => {
    const bytes = Buffer.concat([Buffer.from('a,b\n한,'), KTB, Buffer.from('\nc,d\n')]);
    expect(await readText(file('cp949.csv', bytes), 'utf-8')).toEqual({
      ok: false,
      rejection: { code: 'CSV_MALFORMED', params: { line: '2', column: '3', encoding: 'utf-8' } },
    });
  });

  it('is at most 10 MB', async () => {
    const most = 10_000_000;
    expect(await readText(file('most.csv', Buffer.alloc(most, 'a')), 'utf-8')).toMatchObject({
      ok: true,
    });
    const path = file('more.csv', Buffer.alloc(most + 1, 'a'));
    expect(await readText(path, 'utf-8')).toEqual({
      ok: false,
      rejection: { code: 'FILE_TOO_LARGE', params: { path, limit: '10.0 MB' } },
    });
  });

  it.each(['absent.csv', 'directory'])('is refused where there is no file: %s', async (name) => {
    mkdirSync(join(home, 'directory'), { recursive: true });
    const path = join(home, name);
    await expect(readText(path, 'utf-8')).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      params: { path },
    });
  });
});
