import { readFileSync } from 'node:fs';
import { decodeSubmission, FrameReader } from '../../src/index.js';
import { World } from '../_kit/world.js';

/** Applies the submissions of a file to an empty ledger; the state's hash after each of them. */
export function applyAll(bytes: Uint8Array): readonly string[] {
  const world = new World();
  const reader = new FrameReader(bytes);
  const hashes = [world.hash()];
  while (!reader.done) {
    const submission = decodeSubmission(reader.frame());
    if (submission === undefined) throw new Error('the file holds no submissions');
    world.transact([submission]);
    hashes.push(world.hash());
  }
  return hashes;
}

const [, , file] = process.argv;
if (file?.endsWith('.submissions') === true) {
  process.stdout.write(applyAll(readFileSync(file)).join('\n'));
}
