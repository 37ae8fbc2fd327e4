import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Disk } from '../src/disk/disk.js';
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

const put = (key: string, value: string) => transactionOf(puts({ key: `trade/${key}`, value }));

/** A disk whose block log fails from a moment on, in one operation. */
function failing(operation: keyof Disk, code: string): { disk: Disk; start(): void } {
  let isFailing = false;
  const disk = faultDisk((each, path) =>
    isFailing && each === operation && path.includes('blocks') ? code : undefined,
  );
  return {
    disk,
    start: () => {
      isFailing = true;
    },
  };
}

describe('a disk that fails', () => {
  it.each([
    ['writeNow', 'EIO', 'small'],
    ['writeNow', 'ENOSPC', 'small'],
    ['write', 'EIO', 'large'],
    ['write', 'ENOSPC', 'large'],
    ['flush', 'EIO', 'small'],
    ['flush', 'ENOSPC', 'large'],
  ] as const)(
    'in %s with %s (%s block): nothing is acknowledged again',
    async (operation, code, size) => {
      const { disk, start } = failing(operation, code);
      const { ledger, events } = await openDouble(world, directory.path, { disk });
      await ledger.submit(put('before', 'durable'));
      start();
      const value = size === 'small' ? 'x' : 'x'.repeat(200_000);
      const together = [1, 2, 3].map((at) => refusal(ledger.submit(put(at.toString(), value))));
      for (const refused of await Promise.all(together)) {
        expect(refused).toMatchObject({ code: 'DISK_FAILED', params: { system: code } });
      }
      expect((await refusal(ledger.submit(put('after', 'x')))).code).toBe('DISK_FAILED');
      expect(await ledger.health()).toEqual({
        ok: false,
        height: 1,
        queued: 0,
        code: 'DISK_FAILED',
      });
      expect(events.filter(({ type }) => type === 'failed')).toHaveLength(1);
      // What was durable is still answered; what was not is not shown.
      expect([...(await ledger.read(['trade/before', 'trade/1'])).keys()]).toEqual([
        'trade/before',
      ]);
      await ledger.close();

      const again = await openDouble(world, directory.path);
      expect([...(await again.ledger.read(['trade/before'])).keys()]).toEqual(['trade/before']);
      await again.ledger.submit(put('after', 'x'));
      await again.ledger.close();
    },
  );

  it('does not take the next flush for this one: one failure is for good', async () => {
    let failures = 0;
    const disk = faultDisk((operation, path) => {
      if (operation !== 'flush' || !path.includes('blocks') || failures === 0) return undefined;
      failures -= 1;
      return 'EIO';
    });
    const { ledger } = await openDouble(world, directory.path, { disk });
    failures = 1;
    expect((await refusal(ledger.submit(put('a', '1')))).code).toBe('DISK_FAILED');
    expect((await refusal(ledger.submit(put('a', '1')))).code).toBe('DISK_FAILED');
    await ledger.close();
  });

  it('whose heads cannot be written goes on, and says so', async () => {
    const disk = faultDisk((operation, path) =>
      operation === 'write' && path.endsWith('heads.log') ? 'EIO' : undefined,
    );
    const { ledger } = await openDouble(world, directory.path, { disk });
    const { position } = await ledger.submit(put('a', '1'));
    expect(position).toEqual({ height: 1, transactionIndex: 0 });
    await expect(ledger.proof({ height: 1, transactionIndex: 0 })).rejects.toThrow('EIO');
    expect((await ledger.submit(put('b', '1'))).position?.height).toBe(2);
    await expect(ledger.close()).rejects.toThrow('EIO');
  });
});

describe('a stop that was not clean', () => {
  it('of the process keeps LMDB and catches it up from the log', async () => {
    const { ledger } = await openDouble(world, directory.path);
    for (let at = 0; at < 30; at += 1) await ledger.submit(put((at % 5).toString(), at.toString()));
    const copy = copyOf(directory.path);
    const again = await openDouble(world, copy.path);
    expect(again.events.map(({ type }) => type)).toEqual(['opened']);
    expect(await again.ledger.stateHash()).toBe(await ledger.stateHash());
    await again.ledger.close();
    copy.remove();
    await ledger.close();
  });

  it('of the machine rebuilds LMDB from the log, and says so', async () => {
    const { ledger } = await openDouble(world, directory.path, { bootId: 'first run' });
    for (let at = 0; at < 30; at += 1) await ledger.submit(put((at % 5).toString(), at.toString()));
    const copy = copyOf(directory.path);
    const again = await openDouble(world, copy.path, { bootId: 'second run' });
    expect(again.events).toEqual([
      { type: 'state-rebuilt', reason: 'MACHINE_STOPPED' },
      { type: 'opened', height: 30, caughtUp: 31 },
    ]);
    expect(await again.ledger.stateHash()).toBe(await ledger.stateHash());
    await again.ledger.close();
    const third = await openDouble(world, copy.path, { bootId: 'third run' });
    expect(third.events).toEqual([{ type: 'opened', height: 30, caughtUp: 0 }]);
    await third.ledger.close();
    copy.remove();
    await ledger.close();
  });

  it('with the state of another log beside it rebuilds it', async () => {
    const { ledger } = await openDouble(world, directory.path);
    await ledger.submit(put('a', '1'));
    await ledger.close();
    const other = temporaryDirectory();
    const second = await openDouble(world, other.path);
    await second.ledger.submit(put('b', '2'));
    await second.ledger.close();
    rmSync(join(directory.path, 'state'), { recursive: true });
    cpSync(join(other.path, 'state'), join(directory.path, 'state'), { recursive: true });
    const again = await openDouble(world, directory.path);
    expect(again.events[0]).toEqual({ type: 'state-rebuilt', reason: 'STATE_DIFFERS' });
    expect([...(await again.ledger.read(['trade/a', 'trade/b'])).keys()]).toEqual(['trade/a']);
    await again.ledger.close();
    other.remove();
  });
});

describe('a file of the state that LMDB would end the process for', () => {
  it.each([
    ['is empty', () => Buffer.alloc(0)],
    ['is none of LMDB', () => Buffer.from('nonsense')],
    ['has one page', (bytes: Buffer) => bytes.subarray(0, 4096)],
    ['ends after its meta pages', (bytes: Buffer) => bytes.subarray(0, 8192)],
    ['ends before its last page', (bytes: Buffer) => bytes.subarray(0, -4096)],
    ['is gone', () => undefined],
  ])('is derived from the log again: it %s', async (_, damaged) => {
    const { ledger } = await openDouble(world, directory.path);
    for (let at = 0; at < 30; at += 1) await ledger.submit(put(at.toString(), 'x'.repeat(999)));
    const hash = await ledger.stateHash();
    await ledger.close();
    const file = join(directory.path, 'state', 'data.mdb');
    const bytes = damaged(readFileSync(file));
    rmSync(file);
    if (bytes !== undefined) writeFileSync(file, bytes);

    const reading = await openForReading({ directory: directory.path });
    expect(await reading.stateHash()).toBe(hash);
    await reading.close();
    const verified = await verifyDirectory({ directory: directory.path });
    expect(verified).toMatchObject({ ok: true, stateHash: hash, stateCompared: false });
    const again = await openDouble(world, directory.path);
    expect(again.events[0]).toEqual({ type: 'state-rebuilt', reason: 'UNREADABLE' });
    expect(await again.ledger.stateHash()).toBe(hash);
    await again.ledger.close();
  });
});
