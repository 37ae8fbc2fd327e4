import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { scratch } from './support/scratch.js';
import { answerOf, command, type Ran } from './support/terminal.js';

const cwd = scratch();
/** A folder that is there and has no program of Fabric. */
const WITHOUT = { FABRIC_BIN: join(cwd, 'nothing') };

const bondledger = (...line: string[]): Promise<Ran> => command(line, { cwd, env: WITHOUT });

const NETWORK_COMMANDS = ['down', 'status', 'logs', 'reset', 'doctor'] as const;

beforeAll(async () => {
  mkdirSync(WITHOUT.FABRIC_BIN);
  const made = await bondledger('init', '--trades', '2', '--data', 'embedded');
  expect(made).toMatchObject({ code: 0 });
});

describe('without the programs of Fabric', () => {
  it.each(['day', 'start', 'init'])('%s names what is missing and leaves nothing', async (name) => {
    const before = readdirSync(cwd);
    const line = [name, '--engine', 'fabric', '--trades', '2', '--data', 'new', '--json'];
    const ran = await bondledger(...line);
    expect(ran.code).toBe(1);
    expect(answerOf(ran)).toMatchObject({ error: { code: 'FABRIC_MISSING' } });
    expect(ran.stderr).toContain('FABRIC_BIN');
    expect(readdirSync(cwd)).toEqual(before);
  });

  it('fabric up names what is missing', async () => {
    const ran = await bondledger('fabric', 'up', '--data', 'new');
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain('FABRIC_MISSING');
  });
});

describe('a directory on the embedded engine', () => {
  it.each(NETWORK_COMMANDS)('has nothing for fabric %s', async (name) => {
    const ran = await bondledger('fabric', name, '--data', 'embedded', '--json');
    expect(ran.code).toBe(1);
    expect(answerOf(ran)).toMatchObject({ error: { code: 'NETWORK_UNKNOWN' } });
  });

  it('has nothing for fabric up either', async () => {
    const ran = await bondledger('fabric', 'up', '--data', 'embedded');
    expect(ran.code).toBe(1);
    expect(ran.stderr).toContain('NETWORK_UNKNOWN');
  });

  it('does not go on with another engine', async () => {
    const ran = await bondledger('day', '--engine', 'fabric', '--data', 'embedded', '--json');
    expect(ran.code).toBe(1);
    expect(answerOf(ran)).toMatchObject({
      error: { code: 'ENGINE_OTHER', params: { engine: 'embedded' } },
    });
  });
});

describe('a directory on Fabric', () => {
  const DIRECTORY = 'shared';

  beforeAll(() => {
    const home = join(cwd, DIRECTORY);
    mkdirSync(join(home, 'keys'), { recursive: true });
    const genesis = readFileSync(join(cwd, 'embedded', 'genesis.json'));
    writeFileSync(join(home, 'genesis.json'), genesis);
    const nodeKey = readFileSync(join(cwd, 'embedded', 'keys', 'node.pem'));
    writeFileSync(join(home, 'keys', 'node.pem'), nodeKey);
    writeFileSync(join(home, 'engine.json'), '{"engine":"fabric","isSetUp":true}\n');
  });

  it.each([
    ['trade', 'list', '--as', 'KSD'],
    ['ledger', 'info'],
    ['ledger', 'verify'],
    ['participant', 'list'],
  ])('is told from others: %s %s asks for its network', async (...line) => {
    const keys = join(cwd, DIRECTORY, 'keys', 'KSD.json');
    writeFileSync(keys, readFileSync(join(cwd, 'embedded', 'keys', 'KSD.json')));
    const ran = await bondledger(...line, '--data', DIRECTORY, '--json');
    expect(ran.code).toBe(1);
    expect(answerOf(ran)).toMatchObject({ error: { code: 'NETWORK_UNKNOWN' } });
  });

  it.each(['day', 'init'])('that lost its network is told which file: %s', async (name) => {
    const day = readFileSync(join(cwd, 'embedded', 'day.json'));
    writeFileSync(join(cwd, DIRECTORY, 'day.json'), day);
    const ran = await bondledger(name, '--data', DIRECTORY, '--json');
    expect(ran.code).toBe(1);
    const params = { path: join(cwd, DIRECTORY, 'fabric', 'consortium.yaml') };
    expect(answerOf(ran)).toMatchObject({ error: { code: 'DIRECTORY_DAMAGED', params } });
  });

  it.each([['day'], ['ledger', 'info'], ['doctor']])(
    'that lost what names its engine is no half-made ledger: %s %s',
    async (...line) => {
      const home = join(cwd, 'nameless');
      mkdirSync(join(home, 'fabric'), { recursive: true });
      for (const name of ['genesis.json', 'day.json']) {
        writeFileSync(join(home, name), readFileSync(join(cwd, 'embedded', name)));
      }
      writeFileSync(join(home, 'fabric', 'consortium.yaml'), '');
      const ran = await bondledger(...line, '--data', home, '--json');
      expect(ran.code).toBe(1);
      expect(ran.stdout).toContain('DIRECTORY_DAMAGED');
      expect(ran.stdout).toContain(join('nameless', 'engine.json'));
    },
  );

  it('of an engine that nobody knows is refused', async () => {
    writeFileSync(join(cwd, DIRECTORY, 'engine.json'), '{"engine":"other","isSetUp":true}\n');
    const ran = await bondledger('ledger', 'info', '--data', DIRECTORY, '--json');
    expect(answerOf(ran)).toMatchObject({ error: { code: 'ENGINE_OTHER' } });
  });
});
