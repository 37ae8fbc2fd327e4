import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { scratchDirectory } from '../../test/support/scratch.js';
import { openOutbox, openOutboxOn } from './open-outbox.js';
import { nodeOutboxDisk, type OutboxDisk } from './outbox-disk.js';
import {
  encodeFileHeader,
  encodeRecord,
  FILE_HEADER_BYTES,
  readRecordHeader,
  RECORD_HEADER_BYTES,
} from './outbox-file.js';
import { RecordSeal } from './record-seal.js';
import { scanOutbox } from './scan-outbox.js';

const scratch = scratchDirectory();
const key = randomBytes(32);

/** A file of three records, one entry each, as it lies there while its owner runs. */
interface Sample {
  readonly bytes: Buffer;
  /** Where each record begins, and where the last one ends. */
  readonly borders: readonly number[];
}

async function newSample(
  length: number,
  until: 'flushed' | 'written' = 'flushed',
): Promise<Sample> {
  const directory = scratch.newPath();
  const outbox = await openOutbox({ directory, key });
  for (let count = 0; count < 3; count += 1) {
    if (until === 'flushed') await outbox.put(randomBytes(length));
    else await outbox.keep(randomBytes(length)).written;
  }
  const whole = readFileSync(join(directory, 'outbox.dat'));
  await outbox.close();
  const borders = [FILE_HEADER_BYTES];
  for (let at = FILE_HEADER_BYTES; ;) {
    const header = readRecordHeader(whole, at);
    if (header === undefined) break;
    at += RECORD_HEADER_BYTES + header.length;
    borders.push(at);
  }
  return { bytes: whole.subarray(0, (borders.at(-1) ?? 0) + 2000), borders };
}

/** The identifiers that a scan finds, or the record that it names as damaged. */
const found = (file: Buffer): readonly number[] | string => {
  const scanned = scanOutbox(new RecordSeal(key), file);
  return scanned.ok ? [...scanned.entries.keys()] : `record ${scanned.record}`;
};

const changed = (bytes: Buffer, at: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 0x41;
  return copy;
};

describe('a file that was being written', () => {
  let sample: Sample;
  beforeAll(async () => {
    sample = await newSample(1500);
  });

  it('is cut at any byte: what was whole before stays', () => {
    const { bytes, borders } = sample;
    for (let length = FILE_HEADER_BYTES; length < bytes.length; length += 1) {
      const whole = borders.filter((border, at) => at > 0 && border <= length).length;
      const expected = Array.from({ length: whole }, (_, at) => at + 1);
      expect(found(bytes.subarray(0, length)), `cut at ${length}`).toEqual(expected);
    }
  });

  it('has some sectors of its last record and not the others', () => {
    const { bytes, borders } = sample;
    const [from = 0, to = 0] = borders.slice(-2);
    const sectors: (readonly [number, number])[] = [];
    for (let at = from; at < to; at = at - (at % 512) + 512) {
      sectors.push([at, Math.min(at - (at % 512) + 512, to)]);
    }
    expect(sectors.length).toBeGreaterThan(3);
    for (let missing = 1; missing < 2 ** sectors.length; missing += 1) {
      const torn = Buffer.from(bytes);
      for (const [at, [start, end]] of sectors.entries()) {
        if ((missing & (1 << at)) !== 0) torn.fill(0, start, end);
      }
      expect(found(torn), `missing ${missing.toString(2)}`).toEqual([1, 2]);
    }
  });

  it('has the first sector of a header and not the second: the record does not count', () => {
    const seal = new RecordSeal(key);
    const recordOf = (id: number, length: number): Buffer =>
      encodeRecord(seal, id, { marks: [{ id, bytes: randomBytes(length) }], flushed: id - 1 });
    const around = FILE_HEADER_BYTES + recordOf(1, 0).length;
    for (let there = 1; there < RECORD_HEADER_BYTES; there += 1) {
      const first = recordOf(1, 512 - there - around);
      const torn = Buffer.concat([encodeFileHeader(1), first, recordOf(2, 10), Buffer.alloc(2000)]);
      expect(found(torn)).toEqual([1, 2]);
      torn.fill(0, 512);
      expect(found(torn), `${there} bytes of the header`).toEqual([1]);
    }
  });

  it('has some sectors of an earlier record that was flushed, and not the others: damage', () => {
    const { bytes, borders } = sample;
    const [from = 0, to = 0] = borders.slice(1, 3);
    for (let at = from - (from % 512) + 512; at < to; at += 512) {
      const torn = Buffer.from(bytes);
      torn.fill(0, at, Math.min(at + 512, to));
      expect(found(torn)).toBe('record 2');
    }
  });

  it('lacks a part of a record that was not flushed: that and the next do not count', async () => {
    const { bytes, borders } = await newSample(1500, 'written');
    expect(found(bytes)).toEqual([1, 2, 3]);
    const [from = 0, to = 0] = borders.slice(1, 3);
    for (let at = from - (from % 512) + 512; at < to; at += 512) {
      const torn = Buffer.from(bytes);
      torn.fill(0, at, Math.min(at + 512, to));
      expect(found(torn)).toEqual([1]);
    }
    // What is all there and was changed is damage, flushed or not.
    expect(found(changed(bytes, from + 100))).toBe('record 2');
  });
});

describe('a file that was changed', () => {
  it('is refused for any byte of it, and the record is named', async () => {
    const { bytes, borders } = await newSample(100);
    for (let at = 0; at < (borders.at(-1) ?? 0); at += 1) {
      const record = borders.filter((border) => border <= at).length;
      expect(found(changed(bytes, at)), `byte ${at}`).toBe(`record ${record}`);
    }
  });

  it('is not opened, not even in part, and stays as it is', async () => {
    const { bytes, borders } = await newSample(100);
    const directory = scratch.newPath();
    mkdirSync(directory);
    const path = join(directory, 'outbox.dat');
    const damaged = changed(bytes, (borders[1] ?? 0) + 60);
    writeFileSync(path, damaged);
    const wrong = { code: 'OUTBOX_DAMAGED', params: { path, record: '2' } };
    await expect(openOutbox({ directory, key })).rejects.toMatchObject(wrong);
    expect(readFileSync(path).equals(damaged)).toBe(true);
    expect(readdirSync(directory)).toEqual(['outbox.dat']);
  });

  it('is not opened with another key', async () => {
    const directory = scratch.newPath();
    const outbox = await openOutbox({ directory, key });
    await outbox.put(Buffer.from('a'));
    await outbox.close();
    const path = join(directory, 'outbox.dat');
    const wrong = { code: 'OUTBOX_DAMAGED', params: { path, record: '1' } };
    const other = openOutbox({ directory, key: randomBytes(32) });
    await expect(other).rejects.toMatchObject(wrong);
    const again = await openOutbox({ directory, key });
    expect(await again.pending()).toHaveLength(1);
    await again.close();
  });
});

describe('a disk that refuses', () => {
  const failing = (what: 'write' | 'flush', after: number): OutboxDisk => {
    let left = after;
    const attempt = <T>(name: 'write' | 'flush', go: () => T): T => {
      if (name === what && left === 0) throw new Error('EIO');
      if (name === what) left -= 1;
      return go();
    };
    return {
      ...nodeOutboxDisk,
      writeNow: (...given) => attempt('write', () => nodeOutboxDisk.writeNow(...given)),
      write: async (...given) => attempt('write', () => nodeOutboxDisk.write(...given)),
      flush: async (file) => attempt('flush', () => nodeOutboxDisk.flush(file)),
    };
  };

  it.each(['write', 'flush'] as const)('a %s: that put fails and every later one', async (what) => {
    const directory = scratch.newPath();
    const outbox = await openOutboxOn(failing(what, 1), { directory, key });
    await outbox.put(Buffer.from('kept'));
    const wrong = { code: 'DISK_FAILED', params: { path: directory } };
    const puts = [1, 2, 3].map((each) => outbox.put(Buffer.from([each])));
    for (const put of puts) await expect(put).rejects.toMatchObject(wrong);
    await expect(outbox.put(Buffer.from('later'))).rejects.toMatchObject(wrong);
    await outbox.close();
    const again = await openOutbox({ directory, key });
    const [first] = await again.pending();
    expect(Buffer.from(first?.bytes ?? []).toString()).toBe('kept');
    await again.close();
  });

  it('a flush, after the write: what was kept is written, and nothing more is kept', async () => {
    const directory = scratch.newPath();
    const outbox = await openOutboxOn(failing('flush', 0), { directory, key });
    await outbox.keep(Buffer.from('a')).written;
    // The flush has been tried when the turn after this one begins.
    for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    const later = outbox.keep(Buffer.from('b'));
    await expect(later.written).rejects.toMatchObject({ code: 'DISK_FAILED' });
    await outbox.close();
    const again = await openOutbox({ directory, key });
    expect(await again.pending()).toHaveLength(1);
    await again.close();
  });

  it('a new file: nothing is opened, nothing is locked', async () => {
    const directory = scratch.newPath();
    const full: OutboxDisk = {
      ...nodeOutboxDisk,
      replaceFile: () => Promise.reject(new Error('ENOSPC')),
    };
    const wrong = { code: 'DISK_FAILED' };
    await expect(openOutboxOn(full, { directory, key })).rejects.toMatchObject(wrong);
    await (await openOutbox({ directory, key })).close();
  });

  it('a place that is no directory', async () => {
    const directory = scratch.newPath();
    writeFileSync(directory, '');
    await expect(openOutbox({ directory, key })).rejects.toMatchObject({ code: 'DISK_FAILED' });
  });
});

describe('two owners', () => {
  it('are one too many, until the first has closed', async () => {
    const directory = scratch.newPath();
    const first = await openOutbox({ directory, key });
    const wrong = { code: 'OUTBOX_LOCKED', params: { path: directory, pid: `${process.pid}` } };
    await expect(openOutbox({ directory, key })).rejects.toMatchObject(wrong);
    await first.close();
    await (await openOutbox({ directory, key })).close();
  });

  it('that open at once: one of them has it', async () => {
    const directory = scratch.newPath();
    const opened = await Promise.allSettled([1, 2, 3].map(() => openOutbox({ directory, key })));
    const owners = opened.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    expect(owners).toHaveLength(1);
    for (const owner of owners) await owner.close();
  });
});

describe('an owner that is killed', () => {
  const support = new URL('../../test/support/', import.meta.url);
  const pathOf = (name: string): string => fileURLToPath(new URL(name, support));

  /** Runs the child until it has acknowledged so many, kills it, and answers what it said. */
  async function runAndKill(directory: string, acknowledged: number): Promise<readonly string[]> {
    const loader = new URL('typescript-loader.mjs', support).href;
    const args = ['--import', loader, pathOf('outbox-child.ts'), directory, key.toString('hex')];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const lines: string[] = [];
    let isKilled = false;
    for await (const line of createInterface({ input: child.stdout })) {
      lines.push(line);
      if (lines.length < acknowledged || isKilled) continue;
      isKilled = child.kill('SIGKILL');
      // Its process has not been reaped yet, or has: neither may look alive.
    }
    return lines;
  }

  it('leaves every acknowledged entry, and no lock', async () => {
    const directory = scratch.newPath();
    for (const acknowledged of [25, 300]) {
      const lines = await runAndKill(directory, acknowledged);
      const outbox = await openOutbox({ directory, key });
      const pending = await outbox.pending();
      const texts = new Map(pending.map(({ id, bytes }) => [id, Buffer.from(bytes).toString()]));
      const removed = new Set(lines.map((line) => /^removed (\d+)$/.exec(line)?.[1]));
      let kept = 0;
      for (const line of lines) {
        const [, id, lane, count] = /^kept (\d+) (\d+) (\d+)$/.exec(line) ?? [];
        if (id === undefined || removed.has(id)) continue;
        kept += 1;
        expect(texts.get(Number(id))?.startsWith(`${lane ?? ''}:${count ?? ''}:`)).toBe(true);
      }
      expect(kept).toBeGreaterThan(acknowledged / 3);
      for (const entry of pending) outbox.remove(entry);
      await outbox.close();
    }
  });
});
