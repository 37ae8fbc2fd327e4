import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OriginsFile, type Origin } from './origins.js';

const originOf = (number: number): Origin => ({
  number: BigInt(number),
  previous: number.toString(16).padStart(64, '0'),
});

describe('the file of origins', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'bondledger-origins-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const read = (file: OriginsFile): readonly (Origin | undefined)[] =>
    Array.from({ length: file.count }, (_, height) => file.at(height));

  it.each([
    ['while it is open', false],
    ['when it is opened again', true],
  ])('writes over what a full disk left half written, %s', (_, isReopened) => {
    const path = join(directory, 'origins');
    let file = new OriginsFile(path);
    file.push(originOf(1));
    file.push(originOf(2));
    file.settle();
    appendFileSync(path, Buffer.alloc(13, 255));
    if (isReopened) {
      file.close();
      file = new OriginsFile(path);
    }
    expect(read(file)).toEqual([originOf(1), originOf(2)]);
    file.push(originOf(3));
    file.settle();
    file.close();
    const again = new OriginsFile(path);
    expect(read(again)).toEqual([originOf(1), originOf(2), originOf(3)]);
    again.truncate(1);
    again.push(originOf(9));
    again.settle();
    again.close();
    const last = new OriginsFile(path);
    expect(read(last)).toEqual([originOf(1), originOf(9)]);
    last.close();
  });
});
