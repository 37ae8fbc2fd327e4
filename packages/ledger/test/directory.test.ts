import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ledgerIdOf, nodeCrypto } from '@bondledger/contract';
import { openForReading } from '../src/embedded/open-for-reading.js';
import { verifyDirectory } from '../src/embedded/verify-directory.js';
import { faultDisk } from './fault-disk.js';
import { puts, transactionOf } from './key-value-rules.js';
import { copyOf, createWorld, openDouble, refusal, temporaryDirectory } from './world.js';

const world = createWorld();
let directory: ReturnType<typeof temporaryDirectory>;
beforeEach(() => {
  directory = temporaryDirectory();
});
afterEach(() => directory.remove());

/** A ledger of three blocks, closed. */
async function closedLedger(path: string): Promise<string> {
  const { ledger } = await openDouble(world, path);
  await ledger.submit(transactionOf(puts({ key: 'trade/a', value: '1' })));
  await ledger.submit(transactionOf(puts({ key: 'trade/b', value: '2' })));
  const hash = await ledger.stateHash();
  await ledger.close();
  return hash;
}

const lockFile = (path: string): string =>
  readdirSync(path).find((name) => name.endsWith('.lock')) ?? '';

describe('the owner of a directory', () => {
  it('is alone: a second opener, a reader and verify are told the pid', async () => {
    const { ledger } = await openDouble(world, directory.path);
    for (const attempt of [
      () => openDouble(world, directory.path),
      () => openForReading({ directory: directory.path }),
      () => verifyDirectory({ directory: directory.path }),
    ]) {
      const refused = await refusal(attempt());
      expect(refused.code).toBe('DIRECTORY_LOCKED');
      expect(refused.params).toMatchObject({ pid: process.pid.toString(), path: directory.path });
    }
    await ledger.close();
    expect(lockFile(directory.path)).toBe('');
    const again = await openDouble(world, directory.path);
    await again.ledger.close();
  });

  it('that is unreadable may be alive', async () => {
    await closedLedger(directory.path);
    const file = join(directory.path, 'owner.7.lock');
    writeFileSync(file, 'nonsense');
    expect((await refusal(openDouble(world, directory.path))).code).toBe('DIRECTORY_LOCKED');
    expect(existsSync(file)).toBe(true);
  });

  it('that has ended makes way', async () => {
    const { ledger } = await openDouble(world, directory.path);
    const file = join(directory.path, 'owner.7.lock');
    const owner = JSON.parse(readFileSync(join(directory.path, 'owner.1.lock'), 'utf8')) as object;
    await ledger.close();
    writeFileSync(file, JSON.stringify({ ...owner, started: '1' }));
    const next = await openDouble(world, directory.path);
    expect(lockFile(directory.path)).toBe('owner.8.lock');
    await next.ledger.close();
  });

  it('is one of many that come at once', async () => {
    await closedLedger(directory.path);
    const attempts = Array.from({ length: 8 }, () => openDouble(world, directory.path));
    const settled = await Promise.allSettled(attempts);
    const opened = settled.filter((each) => each.status === 'fulfilled');
    expect(opened).toHaveLength(1);
    await opened[0]?.value.ledger.close();
  });

  it('lets go of a directory that it could not open', async () => {
    await closedLedger(directory.path);
    rmSync(join(directory.path, 'blocks'), { recursive: true });
    expect((await refusal(openDouble(world, directory.path))).code).toBe('LOG_ROLLED_BACK');
    expect(lockFile(directory.path)).toBe('');
  });
});

describe('a directory', () => {
  it('without a ledger is refused where none is to be created', async () => {
    const missing = join(directory.path, 'missing');
    for (const path of [missing, directory.path]) {
      const refused = await refusal(openDouble(world, path, { create: false }));
      expect(refused).toMatchObject({ code: 'DIRECTORY_NOT_A_LEDGER', params: { path } });
      expect((await refusal(openForReading({ directory: path }))).code).toBe(
        'DIRECTORY_NOT_A_LEDGER',
      );
    }
    expect(existsSync(missing)).toBe(false);
  });

  it('with foreign files of these names is left alone', async () => {
    mkdirSync(join(directory.path, 'blocks'));
    writeFileSync(join(directory.path, 'blocks', 'precious'), 'x');
    const refused = await refusal(openDouble(world, directory.path));
    expect(refused.code).toBe('DIRECTORY_NOT_A_LEDGER');
    expect(readFileSync(join(directory.path, 'blocks', 'precious'), 'utf8')).toBe('x');
  });

  it('that is a file is none', async () => {
    const path = join(directory.path, 'file');
    writeFileSync(path, 'x');
    expect((await refusal(openDouble(world, join(path, 'deeper')))).code).toBe(
      'DIRECTORY_NOT_A_LEDGER',
    );
  });

  it('of another version or format is refused, by name', async () => {
    await closedLedger(directory.path);
    const file = join(directory.path, 'ledger.json');
    const marker = JSON.parse(readFileSync(file, 'utf8')) as object;
    writeFileSync(file, JSON.stringify({ ...marker, version: 2 }));
    const refused = await refusal(openDouble(world, directory.path));
    expect(refused).toMatchObject({ code: 'DIRECTORY_VERSION', params: { version: '2' } });
    expect((await refusal(verifyDirectory({ directory: directory.path }))).code).toBe(
      'DIRECTORY_VERSION',
    );
    for (const [text, code] of [
      ['', 'DIRECTORY_DAMAGED'],
      ['{', 'DIRECTORY_DAMAGED'],
      ['{}', 'DIRECTORY_DAMAGED'],
      ['[]', 'DIRECTORY_DAMAGED'],
      ['null', 'DIRECTORY_DAMAGED'],
      [JSON.stringify({ ...marker, ledgerId: 1 }), 'DIRECTORY_DAMAGED'],
      [JSON.stringify({ ...marker, format: undefined }), 'DIRECTORY_DAMAGED'],
      [JSON.stringify({ ...marker, format: 'bondledger/directory/2' }), 'DIRECTORY_VERSION'],
      [JSON.stringify({ ...marker, format: 'x' }), 'DIRECTORY_NOT_A_LEDGER'],
    ] as const) {
      writeFileSync(file, text);
      expect((await refusal(openDouble(world, directory.path))).code).toBe(code);
    }
  });

  it('of something else with a ledger.json of its own is no damaged one', async () => {
    writeFileSync(join(directory.path, 'ledger.json'), '{}');
    expect((await refusal(openDouble(world, directory.path))).code).toBe('DIRECTORY_NOT_A_LEDGER');
  });

  it('with another genesis than the one given, or a changed one, is refused', async () => {
    await closedLedger(directory.path);
    const other = { ...world, genesis: { ...world.genesis, name: 'another' } };
    const refused = await refusal(openDouble(other, directory.path));
    expect(refused).toMatchObject({
      code: 'DIRECTORY_NOT_A_LEDGER',
      params: { detail: 'genesis.json' },
    });
    const file = join(directory.path, 'genesis.json');
    const text = readFileSync(file, 'utf8');
    for (const changed of [text.replace('2018-09-18', '2018-09-19'), text.slice(1), undefined]) {
      if (changed === undefined) rmSync(file);
      else writeFileSync(file, changed);
      const told = { code: 'GENESIS_DAMAGED', params: { path: file } };
      expect(await refusal(openDouble(world, directory.path))).toMatchObject(told);
      expect(await refusal(verifyDirectory({ directory: directory.path }))).toMatchObject(told);
    }
  });

  it('is not opened with a node key that the genesis does not name', async () => {
    await closedLedger(directory.path);
    const stranger = { ...world, nodeKey: createWorld().nodeKey };
    expect((await refusal(openDouble(stranger, directory.path))).code).toBe('KEY_UNKNOWN');
  });

  it('holds the genesis as the text whose hash is the ledgerId', async () => {
    const { ledger } = await openDouble(world, directory.path);
    const text = readFileSync(join(directory.path, 'genesis.json'), 'utf8').trimEnd();
    expect(Buffer.from(nodeCrypto.sha256(Buffer.from(text))).toString('hex')).toBe(ledger.ledgerId);
    expect(ledger.ledgerId).toBe(ledgerIdOf(nodeCrypto, world.genesis));
    await ledger.close();
  });
});

describe('a creation that was interrupted', () => {
  const steps = ['genesis.json', 'blocks', 'ledger.json'] as const;
  it.each(steps)('at %s is told, and finished when it is asked for again', async (step) => {
    const disk = faultDisk((operation, path) => {
      const isStep = path.endsWith(step) && operation !== 'open' && operation !== 'remove';
      return isStep ? 'EIO' : undefined;
    });
    expect((await refusal(openDouble(world, directory.path, { disk }))).code).toBe('DISK_FAILED');
    const code = step === 'genesis.json' ? 'DIRECTORY_NOT_A_LEDGER' : 'DIRECTORY_HALF_WRITTEN';
    const refused = await refusal(openDouble(world, directory.path, { create: false }));
    expect(refused.code).toBe(code);
    expect((await refusal(openForReading({ directory: directory.path }))).code).toBe(code);
    const { ledger, events } = await openDouble(world, directory.path);
    expect(events.map(({ type }) => type)).toEqual(['created', 'opened']);
    expect((await ledger.head()).height).toBe(0);
    await ledger.close();
  });

  it('is not mistaken for a ledger that lost its marker', async () => {
    await closedLedger(directory.path);
    rmSync(join(directory.path, 'ledger.json'));
    const before = readdirSync(join(directory.path, 'blocks'));
    for (const attempt of [
      () => openDouble(world, directory.path),
      () => openDouble(world, directory.path, { create: false }),
      () => openForReading({ directory: directory.path }),
      () => verifyDirectory({ directory: directory.path }),
    ]) {
      const params = { path: join(directory.path, 'ledger.json') };
      expect(await refusal(attempt())).toMatchObject({ code: 'DIRECTORY_DAMAGED', params });
    }
    expect(readdirSync(join(directory.path, 'blocks'))).toEqual(before);
  });
});

describe('a directory that cannot be written', () => {
  it.each(['EROFS', 'EACCES', 'EPERM'])('%s: is told, and can be read', async (code) => {
    const hash = await closedLedger(directory.path);
    const writes = new Set(['claim', 'replaceFile', 'write', 'writeNow', 'truncate', 'remove']);
    const disk = faultDisk((operation) => (writes.has(operation) ? code : undefined));
    const refused = await refusal(openDouble(world, directory.path, { disk }));
    expect(refused).toMatchObject({
      code: 'DIRECTORY_READ_ONLY',
      params: { path: directory.path },
    });
    const reading = await openForReading({ directory: directory.path, disk });
    expect(await reading.stateHash()).toBe(hash);
    await reading.close();
  });
});

describe('reading a ledger that nobody owns', () => {
  it('changes nothing and answers the same, even from one that was killed', async () => {
    const { ledger } = await openDouble(world, directory.path);
    await ledger.submit(transactionOf(puts({ key: 'trade/a', value: '1' })));
    await ledger.submit(transactionOf(puts({ key: 'trade/a', value: '2' })));
    const copy = copyOf(directory.path);
    for (const lose of ['nothing', 'state', 'marker'] as const) {
      if (lose === 'state') rmSync(join(copy.path, 'state'), { recursive: true });
      if (lose === 'marker') rmSync(join(copy.path, 'state', 'marker.json'), { force: true });
      const reading = await openForReading({ directory: copy.path });
      expect(await reading.stateHash()).toBe(await ledger.stateHash());
      expect(await reading.head()).toEqual(await ledger.head());
      const versions: string[] = [];
      for await (const { value } of reading.history('trade/a')) {
        versions.push(Buffer.from(value).toString());
      }
      expect(versions).toEqual(['1', '2']);
      expect((await refusal(reading.submit())).code).toBe('LEDGER_CLOSED');
      await reading.close();
      expect(existsSync(join(copy.path, 'state'))).toBe(lose === 'nothing');
    }
    copy.remove();
    await ledger.close();
  });
});
