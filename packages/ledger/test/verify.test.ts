import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { open } from 'lmdb';
import { verifyDirectory } from '../src/embedded/verify-directory.js';
import { HEAD_BYTES } from '../src/embedded/head-log.js';
import { RECORD_HEADER_BYTES, writeRecordHeader } from '../src/block-log/record.js';
import { openSegments } from '../src/block-log/open-segments.js';
import { nodeDisk } from '../src/disk/node-disk.js';
import { puts, transactionOf } from './key-value-rules.js';
import { copyOf, createWorld, openDouble, temporaryDirectory } from './world.js';

const BLOCKS = 40;
const world = createWorld();
const original = temporaryDirectory();
let hash = '';

beforeAll(async () => {
  const { ledger } = await openDouble(world, original.path);
  for (let at = 1; at < BLOCKS; at += 1) {
    const value = `value ${at.toString()}`;
    await ledger.submit(transactionOf(puts({ key: `trade/${(at % 7).toString()}`, value })));
  }
  hash = await ledger.stateHash();
  await ledger.close();
});
afterAll(() => original.remove());

const logPath = (directory: string): string => join(directory, 'blocks', '0000000000000000.log');

/** Where the record of a height begins and ends. */
async function place(directory: string, height: number): Promise<readonly [number, number]> {
  const visit = (): void => undefined;
  const blocks = join(directory, 'blocks');
  const { segments } = await openSegments({ disk: nodeDisk, directory: blocks, reached: 0, visit });
  const [segment] = segments;
  return [segment?.offsets[height] ?? 0, segment?.offsets[height + 1] ?? segment?.end ?? 0];
}

describe('verifying a ledger', () => {
  it('finds a good one good, from its directory alone', async () => {
    const heights: number[] = [];
    const report = await verifyDirectory({
      directory: original.path,
      onProgress: ({ height }) => heights.push(height),
    });
    expect(report).toEqual({
      ok: true,
      height: BLOCKS - 1,
      stateHash: hash,
      heads: 4,
      attested: BLOCKS - 1,
      stateCompared: true,
      logOk: true,
    });
    expect(heights.at(-1)).toBe(BLOCKS - 1);
  });

  it('finds it good where LMDB is gone, and says that it was not compared', async () => {
    const copy = copyOf(original.path);
    rmSync(join(copy.path, 'state'), { recursive: true });
    const report = await verifyDirectory({ directory: copy.path });
    expect(report).toMatchObject({ ok: true, stateHash: hash, stateCompared: false });
    copy.remove();
  });

  it('names a damaged record', async () => {
    const copy = copyOf(original.path);
    const [start] = await place(copy.path, 9);
    const bytes = readFileSync(logPath(copy.path));
    bytes[start + RECORD_HEADER_BYTES + 5] = 0;
    writeFileSync(logPath(copy.path), bytes);
    const report = await verifyDirectory({ directory: copy.path });
    expect(report).toMatchObject({ ok: false, logOk: false, height: 8 });
    expect(report.firstBad).toMatchObject({ height: 9, code: 'LOG_CORRUPT' });
    copy.remove();
  });

  it('names a block that was rewritten with right CRCs', async () => {
    const copy = copyOf(original.path);
    const [start, end] = await place(copy.path, 9);
    const bytes = readFileSync(logPath(copy.path));
    const record = bytes.subarray(start, end);
    record.write('value 8', record.lastIndexOf('value 9'));
    writeRecordHeader(record, 9);
    writeFileSync(logPath(copy.path), bytes);
    const report = await verifyDirectory({ directory: copy.path });
    expect(report.firstBad).toEqual({ height: 9, code: 'LOG_CORRUPT', detail: 'root' });
    copy.remove();
  });

  it.each([
    ['height', 3],
    ['hash', 20],
    ['signature', 60],
    ['CRC', 105],
  ])('names a head whose %s was changed', async (_, position) => {
    const copy = copyOf(original.path);
    const path = join(copy.path, 'heads.log');
    const bytes = readFileSync(path);
    bytes[HEAD_BYTES + position] = (bytes[HEAD_BYTES + position] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    const report = await verifyDirectory({ directory: copy.path });
    expect(report).toMatchObject({ ok: false, firstBad: { code: 'EVIDENCE_HEAD_WRONG' } });
    // The node signs heads again when they are needed: nothing is lost, and it is said.
    const { ledger, events } = await openDouble(world, copy.path);
    expect(events[0]).toEqual({ type: 'heads-repaired', droppedBytes: HEAD_BYTES });
    await ledger.close();
    expect(await verifyDirectory({ directory: copy.path })).toMatchObject({ ok: true });
    copy.remove();
  });

  it('names a head that someone else signed, though its CRC is right', async () => {
    const copy = copyOf(original.path);
    const path = join(copy.path, 'heads.log');
    const bytes = readFileSync(path);
    const height = Number(bytes.readBigUInt64BE(HEAD_BYTES));
    bytes[HEAD_BYTES + 60] = (bytes[HEAD_BYTES + 60] ?? 0) ^ 1;
    const end = HEAD_BYTES + HEAD_BYTES - 4;
    bytes.writeUInt32BE(crc32(bytes.subarray(HEAD_BYTES, end)), end);
    writeFileSync(path, bytes);
    const report = await verifyDirectory({ directory: copy.path });
    expect(report.firstBad).toEqual({ height, code: 'EVIDENCE_HEAD_WRONG', detail: 'signature' });
    copy.remove();
  });

  it('finds a state that was written past the blocks', async () => {
    const copy = copyOf(original.path);
    const root = open<Uint8Array, string>({ path: join(copy.path, 'state'), encoding: 'binary' });
    const state = root.openDB<Uint8Array, string>('state', { encoding: 'binary' });
    state.putSync('trade/1', Buffer.concat([Buffer.alloc(10), Buffer.from('forged')]));
    await root.close();
    const report = await verifyDirectory({ directory: copy.path });
    expect(report.firstBad).toEqual({
      height: BLOCKS - 1,
      code: 'STATE_DIFFERS',
      detail: 'state',
    });
    // The log is good to its end, and the state can be made from it again.
    expect(report).toMatchObject({ ok: false, logOk: true, height: BLOCKS - 1, stateHash: hash });
    expect(report.attested).toBe(BLOCKS - 1);
    rmSync(join(copy.path, 'state'), { recursive: true });
    const { ledger } = await openDouble(world, copy.path);
    await ledger.close();
    expect(await verifyDirectory({ directory: copy.path })).toMatchObject({
      ok: true,
      stateCompared: true,
      stateHash: hash,
    });
    copy.remove();
  });

  it('finds a log that ends before a signed head', async () => {
    const copy = copyOf(original.path);
    rmSync(join(copy.path, 'state'), { recursive: true });
    const [start] = await place(copy.path, BLOCKS - 2);
    const bytes = readFileSync(logPath(copy.path));
    writeFileSync(logPath(copy.path), bytes.subarray(0, start));
    const report = await verifyDirectory({ directory: copy.path });
    expect(report).toMatchObject({
      ok: false,
      height: BLOCKS - 3,
      attested: BLOCKS - 1,
      firstBad: { height: BLOCKS - 2, code: 'LOG_ROLLED_BACK' },
    });
    copy.remove();
  });

  it.each(['removed', 'emptied'] as const)('misses heads that were %s', async (how) => {
    const copy = copyOf(original.path);
    const path = join(copy.path, 'heads.log');
    if (how === 'removed') rmSync(path);
    else writeFileSync(path, '');
    expect(await verifyDirectory({ directory: copy.path })).toMatchObject({
      ok: false,
      height: BLOCKS - 1,
      stateHash: hash,
      heads: 0,
      attested: -1,
      firstBad: { height: BLOCKS - 1, code: 'HEADS_MISSING' },
    });
    // The owner's key signs again what is there, from the moment that it opens.
    const { ledger } = await openDouble(world, copy.path);
    await ledger.close();
    expect(await verifyDirectory({ directory: copy.path })).toMatchObject({
      ok: true,
      attested: BLOCKS - 1,
    });
    copy.remove();
  });

  it('says how far the heads that are left attest', async () => {
    const copy = copyOf(original.path);
    const path = join(copy.path, 'heads.log');
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.subarray(0, bytes.length - HEAD_BYTES));
    const report = await verifyDirectory({ directory: copy.path });
    expect(report).toMatchObject({ ok: true, height: BLOCKS - 1, heads: 3 });
    expect(report.attested).toBe(Number(bytes.readBigUInt64BE(2 * HEAD_BYTES)));
    copy.remove();
  });

  it('finds a head in a ledger that was killed as soon as it was made', async () => {
    const { path, remove } = temporaryDirectory();
    const { ledger } = await openDouble(world, path);
    const killed = copyOf(path);
    await ledger.close();
    expect(await verifyDirectory({ directory: killed.path })).toMatchObject({
      ok: true,
      heads: 1,
      attested: 0,
    });
    killed.remove();
    remove();
  });
});
