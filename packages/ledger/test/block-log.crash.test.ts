import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSegments, type OpenedSegments } from '../src/block-log/open-segments.js';
import { RECORD_HEADER_BYTES } from '../src/block-log/record.js';
import { nodeDisk } from '../src/disk/node-disk.js';
import { puts, transactionOf } from './key-value-rules.js';
import { copyOf, createWorld, openDouble, refusal, temporaryDirectory } from './world.js';

const BLOCKS = 12;
const world = createWorld();
let original: ReturnType<typeof copyOf>;
/** Where each record begins, and where the last ends. */
let offsets: readonly number[] = [];

const logFile = (directory: string): string => {
  const [name = ''] = readdirSync(join(directory, 'blocks'));
  return join(directory, 'blocks', name);
};

const scan = (directory: string, reached: number): Promise<OpenedSegments> =>
  openSegments({
    disk: nodeDisk,
    directory: join(directory, 'blocks'),
    reached,
    visit: () => undefined,
  });

function flip(path: string, position: number): void {
  const byte = readFileSync(path)[position] ?? 0;
  const file = openSync(path, 'r+');
  writeSync(file, Uint8Array.of(byte ^ 0x5a), 0, 1, position);
  closeSync(file);
}

/** A log of single-instruction blocks, as a killed process leaves it: zeros follow the end. */
beforeAll(async () => {
  const directory = temporaryDirectory();
  const { ledger } = await openDouble(world, directory.path);
  for (let at = 1; at < BLOCKS; at += 1) {
    await ledger.submit(
      transactionOf(puts({ key: `trade/${at.toString()}`, value: 'x'.repeat(40) })),
    );
  }
  original = copyOf(directory.path);
  // Neither heads nor LMDB: what was reached is only what the test says.
  rmSync(join(original.path, 'state'), { recursive: true });
  rmSync(join(original.path, 'heads.log'));
  await ledger.close();
  directory.remove();
  const opened = await scan(original.path, 0);
  const [segment] = opened.segments;
  offsets = [...(segment?.offsets ?? []), segment?.end ?? 0];
});

afterAll(() => original.remove());

describe('a log that ends too early', { timeout: 60_000 }, () => {
  it('is cut at every byte of the last three records, or refused if it was reached', async () => {
    const copy = copyOf(original.path);
    const path = logFile(copy.path);
    const whole = readFileSync(path);
    const from = offsets[BLOCKS - 3] ?? 0;
    const end = offsets[BLOCKS] ?? 0;
    for (let length = end; length >= from; length -= 1) {
      truncateSync(path, length);
      const intact = offsets.filter((offset) => offset <= length).length - 2;
      const { height, cut } = await scan(copy.path, 0);
      expect(height).toBe(intact);
      const remains = length - (offsets[intact + 1] ?? 0);
      // Zeros at the end of what was written cannot be told from allocated ones.
      expect(cut?.bytes ?? 0).toBeLessThanOrEqual(remains);
      expect(cut === undefined).toBe(remains === 0);
      if (remains > 0) expect(cut).toMatchObject({ height: intact + 1, file: path });
      const refused = await refusal(scan(copy.path, intact + 1));
      expect(refused.code).toBe(remains > 0 ? 'LOG_CORRUPT' : 'LOG_ROLLED_BACK');
      expect(refused.params['height']).toBe((intact + 1).toString());
    }
    writeFileSync(path, whole);
    copy.remove();
  });

  it('is cut as well where zeros stand in the place of what was not written', async () => {
    const copy = copyOf(original.path);
    const path = logFile(copy.path);
    const whole = readFileSync(path);
    const [from = 0, end = 0] = [offsets[BLOCKS - 1], offsets[BLOCKS]];
    for (let length = from + 1; length < end; length += 7) {
      const torn = Buffer.from(whole);
      torn.fill(0, length);
      writeFileSync(path, torn);
      const { height, cut } = await scan(copy.path, BLOCKS - 2);
      expect(height).toBe(BLOCKS - 2);
      expect(cut?.height).toBe(BLOCKS - 1);
    }
    copy.remove();
  });

  it('goes on where it was cut, and says so', async () => {
    const copy = copyOf(original.path);
    truncateSync(logFile(copy.path), (offsets[BLOCKS] ?? 0) - 1);
    const { ledger, events } = await openDouble(world, copy.path);
    expect(events).toContainEqual(expect.objectContaining({ type: 'log-cut' }));
    expect(await ledger.head()).toMatchObject({ height: BLOCKS - 2 });
    await ledger.submit(transactionOf(puts({ key: 'trade/new', value: 'y' })));
    await ledger.close();
    const again = await openDouble(world, copy.path);
    expect(again.events.map(({ type }) => type)).toEqual(['opened']);
    expect(await again.ledger.head()).toMatchObject({ height: BLOCKS - 1 });
    await again.ledger.close();
    copy.remove();
  });
});

describe('a byte of an old record that was changed', () => {
  const classes: readonly (readonly [string, (start: number, end: number) => number])[] = [
    ['magic', (start) => start + 1],
    ['length', (start) => start + 7],
    ['height', (start) => start + 15],
    ['payload CRC', (start) => start + 17],
    ['header CRC', (start) => start + 23],
    ['first of the payload', (start) => start + RECORD_HEADER_BYTES],
    ['block header', (start) => start + RECORD_HEADER_BYTES + 40],
    ['middle of the payload', (start, end) => Math.floor((start + end) / 2)],
    ['last of the payload', (_, end) => end - 1],
  ];
  it.each(classes)('%s: is corruption, and named', async (_, position) => {
    for (const height of [0, 5, BLOCKS - 2]) {
      const copy = copyOf(original.path);
      const path = logFile(copy.path);
      flip(path, position(offsets[height] ?? 0, offsets[height + 1] ?? 0));
      // Intact records follow: no tear looks like this, whatever was reached.
      const refused = await refusal(openDouble(world, copy.path));
      expect(refused.code).toBe('LOG_CORRUPT');
      expect(refused.params).toMatchObject({
        height: height.toString(),
        file: path,
        offset: (offsets[height] ?? 0).toString(),
      });
      copy.remove();
    }
  });

  it.each(classes)(
    '%s of the newest: is a torn end, unless it was reached',
    async (_, position) => {
      const copy = copyOf(original.path);
      const newest = BLOCKS - 1;
      flip(logFile(copy.path), position(offsets[newest] ?? 0, offsets[newest + 1] ?? 0));
      expect((await scan(copy.path, newest - 1)).cut?.height).toBe(newest);
      expect((await refusal(scan(copy.path, newest))).params['height']).toBe(newest.toString());
      copy.remove();
    },
  );
});

describe('segments', () => {
  it('are begun in time, and a missing one is named', async () => {
    const directory = temporaryDirectory();
    const small = await openDouble(world, directory.path, { segmentBytesMax: 2_000 });
    for (let at = 0; at < 20; at += 1) {
      await small.ledger.submit(transactionOf(puts({ key: `trade/${at.toString()}`, value: 'z' })));
    }
    const hash = await small.ledger.stateHash();
    await small.ledger.close();
    const names = readdirSync(join(directory.path, 'blocks'));
    expect(names.length).toBeGreaterThan(3);
    const again = await openDouble(world, directory.path, { segmentBytesMax: 2_000 });
    expect(await again.ledger.stateHash()).toBe(hash);
    expect((await again.ledger.block(7)).header.height).toBe(7);
    await again.ledger.close();
    rmSync(join(directory.path, 'blocks', names[1] ?? ''));
    const refused = await refusal(openDouble(world, directory.path));
    expect(refused).toMatchObject({ code: 'LOG_CORRUPT', params: { detail: 'missing' } });
    directory.remove();
  });
});
