import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scratchDirectory } from '../../test/support/scratch.js';
import { openOutbox, openOutboxOn } from './open-outbox.js';
import { nodeOutboxDisk, type OutboxDisk } from './outbox-disk.js';
import type { Outbox, OutboxEntry } from './outbox.js';
import { RecordSeal } from './record-seal.js';
import { scanOutbox } from './scan-outbox.js';

const scratch = scratchDirectory();
const key = randomBytes(32);
const bytesOf = (text: string): Uint8Array => Buffer.from(text);
const textsOf = (entries: readonly OutboxEntry[]): readonly string[] =>
  entries.map(({ bytes }) => Buffer.from(bytes).toString());

const toEntry = (bytes: Uint8Array): OutboxEntry => ({ id: 0, bytes });

async function pendingOf(directory: string): Promise<readonly string[]> {
  const outbox = await openOutbox({ directory, key });
  try {
    return textsOf(await outbox.pending());
  } finally {
    await outbox.close();
  }
}

const putAll = (outbox: Outbox, texts: readonly string[]): Promise<readonly OutboxEntry[]> =>
  Promise.all(texts.map((text) => outbox.put(bytesOf(text))));

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** An outbox, and how often its disk has flushed an open file. */
async function openCounting(): Promise<{
  readonly outbox: Outbox;
  readonly flushes: () => number;
}> {
  let count = 0;
  const disk: OutboxDisk = {
    ...nodeOutboxDisk,
    flush(file) {
      count += 1;
      return nodeOutboxDisk.flush(file);
    },
  };
  const outbox = await openOutboxOn(disk, { directory: scratch.newPath(), key });
  return { outbox, flushes: () => count };
}

describe('an outbox', () => {
  it('keeps what was put and not removed, oldest first', async () => {
    const directory = scratch.newPath();
    const outbox = await openOutbox({ directory, key });
    const [first, second, third] = await putAll(outbox, ['a', '', 'c']);
    expect([first?.id, second?.id, third?.id]).toEqual([1, 2, 3]);
    expect(await outbox.pending()).toEqual([]);
    if (first !== undefined) outbox.remove(first);
    await outbox.close();
    expect(await pendingOf(directory)).toEqual(['', 'c']);
  });

  it('never gives an identifier twice, whatever was removed', async () => {
    const directory = scratch.newPath();
    const ids: number[] = [];
    for (let round = 0; round < 4; round += 1) {
      const outbox = await openOutbox({ directory, key });
      for (const entry of await putAll(outbox, ['a', 'b'])) {
        ids.push(entry.id);
        outbox.remove(entry);
      }
      await outbox.close();
    }
    expect(ids).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('forgets removals of an earlier process only until they are flushed', async () => {
    const directory = scratch.newPath();
    const first = await openOutbox({ directory, key });
    await putAll(first, ['a', 'b']);
    await first.close();
    const second = await openOutbox({ directory, key });
    const pending = await second.pending();
    expect(textsOf(pending)).toEqual(['a', 'b']);
    for (const entry of pending) second.remove(entry);
    expect(await second.pending()).toEqual([]);
    await second.close();
    expect(await pendingOf(directory)).toEqual([]);
  });

  it('shares one flush among those who put at the same time', async () => {
    const { outbox, flushes } = await openCounting();
    const before = flushes();
    const lanes = Array.from({ length: 64 }, async (_, lane) => {
      for (let count = 0; count < 10; count += 1) await outbox.put(bytesOf(`${lane}-${count}`));
    });
    await Promise.all(lanes);
    expect(flushes() - before).toBeGreaterThanOrEqual(10);
    expect(flushes() - before).toBeLessThanOrEqual(40);
    await outbox.close();
  });

  it('acknowledges nothing before the flush', async () => {
    let letFlush = (): void => undefined;
    const disk: OutboxDisk = {
      ...nodeOutboxDisk,
      flush: () => new Promise((resolve) => (letFlush = resolve)),
    };
    const outbox = await openOutboxOn(disk, { directory: scratch.newPath(), key });
    let isKept = false;
    const put = outbox.put(bytesOf('a')).then(() => (isKept = true));
    for (let count = 0; count < 10; count += 1) await turn();
    expect(isKept).toBe(false);
    letFlush();
    await put;
    await outbox.close();
  });

  it('has written at once, also while it flushes', async () => {
    const directory = scratch.newPath();
    const lets: (() => void)[] = [];
    const disk: OutboxDisk = {
      ...nodeOutboxDisk,
      flush: () => new Promise((resolve) => lets.push(resolve)),
    };
    const outbox = await openOutboxOn(disk, { directory, key });
    const inFile = (): readonly string[] => {
      const scanned = scanOutbox(new RecordSeal(key), readFileSync(join(directory, 'outbox.dat')));
      return scanned.ok ? textsOf([...scanned.entries.values()].map(toEntry)) : [];
    };
    await outbox.keep(bytesOf('first')).written;
    expect(inFile()).toEqual(['first']);
    while (lets.length === 0) await turn();
    await Promise.all(['second', 'third'].map((text) => outbox.keep(bytesOf(text)).written));
    expect(inFile()).toEqual(['first', 'second', 'third']);
    // One flush at a time; the next one is for what came meanwhile.
    expect(lets).toHaveLength(1);
    lets.shift()?.();
    while (lets.length === 0) await turn();
    lets.shift()?.();
    await outbox.close();
  });

  it('flushes one at a time also when it closes, and nothing that is closed', async () => {
    const lets: (() => void)[] = [];
    const disk: OutboxDisk = {
      ...nodeOutboxDisk,
      flush: () => new Promise((resolve) => lets.push(resolve)),
    };
    const outbox = await openOutboxOn(disk, { directory: scratch.newPath(), key });
    await outbox.keep(bytesOf('waits')).written;
    const closed = outbox.close();
    for (let count = 0; count < 5; count += 1) await turn();
    expect(lets).toHaveLength(1);
    lets.shift()?.();
    await closed;
    for (let count = 0; count < 5; count += 1) await turn();
    expect(lets).toEqual([]);
  });

  it('keeps nothing that was removed before it was written', async () => {
    const directory = scratch.newPath();
    const outbox = await openOutbox({ directory, key });
    const first = outbox.keep(bytesOf('first'));
    const second = outbox.keep(bytesOf('second'));
    outbox.remove(first.entry);
    await Promise.all([first.written, second.written]);
    await outbox.close();
    expect(await pendingOf(directory)).toEqual(['second']);
  });

  it('flushes what waits for its receipt longer than a turn, and nothing else', async () => {
    const { outbox, flushes } = await openCounting();
    for (let count = 0; count < 5; count += 1) {
      const { entry, written } = outbox.keep(bytesOf('a'));
      await written;
      outbox.remove(entry);
      await turn();
      await turn();
    }
    expect(flushes()).toBe(0);
    await outbox.keep(bytesOf('b')).written;
    while (flushes() === 0) await turn();
    await outbox.close();
  });

  it('shows nothing of what it keeps, and is for its owner alone', async () => {
    const directory = scratch.newPath();
    const outbox = await openOutbox({ directory, key });
    await putAll(outbox, ['CANARY'.repeat(20), 'CANARY']);
    await outbox.close();
    const path = join(directory, 'outbox.dat');
    expect(readFileSync(path).includes('CANARY')).toBe(false);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(directory)).toEqual(['outbox.dat']);
  });

  it('stays as small as what it keeps', async () => {
    const directory = scratch.newPath();
    const outbox = await openOutbox({ directory, key });
    const [stays] = await putAll(outbox, ['stays']);
    for (let round = 0; round < 40; round += 1) {
      const entry = await outbox.put(randomBytes(1024 * 1024));
      outbox.remove(entry);
    }
    expect(stays?.id).toBe(1);
    await outbox.close();
    expect(statSync(join(directory, 'outbox.dat')).size).toBeLessThan(9 * 1024 * 1024);
    expect(await pendingOf(directory)).toEqual(['stays']);
  });

  it('keeps more than one allocation', async () => {
    const directory = scratch.newPath();
    const outbox = await openOutbox({ directory, key });
    const large = Array.from({ length: 10 }, (_, at) => at.toString().repeat(1_500_000));
    for (const text of large) await outbox.put(bytesOf(text));
    await outbox.close();
    expect(await pendingOf(directory)).toEqual(large);
  });

  it('is closed once and takes nothing more', async () => {
    const outbox = await openOutbox({ directory: scratch.newPath(), key });
    const last = outbox.put(bytesOf('last'));
    await Promise.all([outbox.close(), outbox[Symbol.asyncDispose]()]);
    expect((await last).id).toBe(1);
    await expect(outbox.put(bytesOf('late'))).rejects.toThrow('closed');
  });

  it('holds, in any order of puts, removals and reopening', async () => {
    const seed = Math.trunc(Math.random() * 2 ** 31);
    console.log(`outbox model: seed ${seed}`);
    const action = fc.oneof(
      fc.record({ kind: fc.constant('put' as const), length: fc.nat(2000), count: fc.nat(5) }),
      fc.record({ kind: fc.constant('remove' as const), which: fc.nat() }),
      fc.record({ kind: fc.constant('reopen' as const) }),
    );
    const property = fc.asyncProperty(fc.array(action, { maxLength: 30 }), async (actions) => {
      const directory = scratch.newPath();
      let outbox = await openOutbox({ directory, key });
      let model: readonly OutboxEntry[] = [];
      for (const step of actions) {
        if (step.kind === 'put') {
          const bytes = Array.from({ length: step.count }, () => randomBytes(step.length));
          const put = await Promise.all(bytes.map((each) => outbox.put(each)));
          model = [...model, ...put];
        } else if (step.kind === 'remove') {
          const gone = model[step.which % Math.max(model.length, 1)];
          if (gone !== undefined) outbox.remove(gone);
          model = model.filter((entry) => entry !== gone);
        } else {
          await outbox.close();
          outbox = await openOutbox({ directory, key });
          const found = await outbox.pending();
          expect(found.map(({ id }) => id)).toEqual(model.map(({ id }) => id));
          for (const [at, { bytes }] of found.entries()) {
            expect(Buffer.from(bytes).equals(model[at]?.bytes ?? Buffer.alloc(0))).toBe(true);
          }
          model = found;
        }
      }
      await outbox.close();
    });
    await fc.assert(property, { seed, numRuns: 25 });
  });
});
