import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checkVersions, findPrograms } from './find-programs.js';
import { cleanEnvironment, runProgram } from './run-program.js';

const home = mkdtempSync(join(tmpdir(), 'bondledger-programs-'));
afterAll(() => rmSync(home, { recursive: true }));

/** A folder with stand-ins for Fabric's programs. */
function folderOf(name: string, programs: Readonly<Record<string, string>>): string {
  const folder = join(home, name);
  mkdirSync(folder);
  for (const [program, script] of Object.entries(programs)) {
    writeFileSync(join(folder, program), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, program), 0o755);
  }
  return folder;
}

const versioned = (version: string): string => `echo "peer:\n Version: ${version}\n Commit: x"`;
const all = (version: string): Readonly<Record<string, string>> => ({
  peer: versioned(version),
  orderer: versioned(version),
  configtxgen: versioned(version),
});

const good = folderOf('good', all('v3.1.5'));
const old = folderOf('old', { ...all('v3.1.4'), orderer: versioned('v2.5.16') });
const partial = folderOf('partial', { peer: versioned('v3.1.5'), orderer: versioned('v3.1.5') });
writeFileSync(join(partial, 'configtxgen'), 'no program', { mode: 0o644 });

describe('finding the programs of Fabric', () => {
  it('looks where FABRIC_BIN says', () => {
    expect(findPrograms({ FABRIC_BIN: good, PATH: old })).toEqual({
      peer: join(good, 'peer'),
      orderer: join(good, 'orderer'),
      configtxgen: join(good, 'configtxgen'),
    });
  });

  it('looks in PATH otherwise, in its order', () => {
    const path = [join(home, 'nowhere'), partial, good].join(delimiter);
    expect(findPrograms({ PATH: path })).toEqual({
      peer: join(partial, 'peer'),
      orderer: join(partial, 'orderer'),
      configtxgen: join(good, 'configtxgen'),
    });
  });

  it.each([
    ['where FABRIC_BIN lacks one', { FABRIC_BIN: partial, PATH: good }, 'configtxgen'],
    ['where PATH has none', { PATH: join(home, 'nowhere') }, 'peer'],
    ['where there is no PATH', {}, 'peer'],
  ])('names what is missing %s', (_, env, program) => {
    expect(() => findPrograms(env)).toThrow(
      expect.objectContaining({ code: 'FABRIC_MISSING', params: { program } }),
    );
  });
});

describe('their release', () => {
  it('has to be 3.1', async () => {
    await expect(checkVersions(findPrograms({ FABRIC_BIN: good }))).resolves.toBeUndefined();
    await expect(checkVersions(findPrograms({ FABRIC_BIN: old }))).rejects.toMatchObject({
      code: 'FABRIC_VERSION',
      params: { path: join(old, 'orderer'), version: '2.5.16' },
    });
  });

  it.each([
    ['nothing', 'true', '?'],
    ['a development build', versioned('latest'), 'latest'],
    ['a later release', versioned('v3.2.0'), '3.2.0'],
    ['a number that only begins alike', versioned('v3.10.1'), '3.10.1'],
  ])('is refused when it is %s', async (name, script, version) => {
    const folder = folderOf(name, { ...all('v3.1.0'), peer: script });
    await expect(checkVersions(findPrograms({ FABRIC_BIN: folder }))).rejects.toMatchObject({
      code: 'FABRIC_VERSION',
      params: { version },
    });
  });
});

describe('running a program', () => {
  it('gives what it wrote', async () => {
    expect(await runProgram('/bin/sh', ['-c', 'echo "$GIVEN"'], { GIVEN: 'yes' })).toBe('yes\n');
  });

  it.each([
    ['its last words', 'echo first >&2; echo last >&2; exit 3', 'last'],
    ['its exit where it said nothing', 'exit 3', 'exit 3'],
    ['the signal that ended it', 'kill -9 $$', 'SIGKILL'],
  ])('fails with %s', async (_, script, detail) => {
    await expect(runProgram('/bin/sh', ['-c', script], {})).rejects.toMatchObject({
      code: 'FABRIC_FAILED',
      params: { program: 'sh', detail },
    });
  });

  it('fails where there is no such program', async () => {
    await expect(runProgram(join(home, 'nowhere'), [], {})).rejects.toMatchObject({
      code: 'FABRIC_FAILED',
    });
  });

  it('passes nothing on that could override the network’s own files', () => {
    process.env['CORE_PEER_ID'] = 'intruder';
    try {
      expect(cleanEnvironment({ A: 'b' })).toMatchObject({ A: 'b', PATH: process.env['PATH'] });
      expect(cleanEnvironment({})).not.toHaveProperty('CORE_PEER_ID');
    } finally {
      delete process.env['CORE_PEER_ID'];
    }
  });
});
