import { readFileSync } from 'node:fs';
import { decodeSubmission, FrameReader } from '../../src/index.js';
import { World } from '../_kit/world.js';

/**
 * Applies the submissions of a file to an empty ledger; the state's hash after each of them. With
 * `fresh`, every value is read as bytes that nobody has seen before, so that nothing is remembered.
 */
export function applyAll(bytes: Uint8Array, fresh = false): readonly string[] {
  const world = new World();
  const reader = new FrameReader(bytes);
  const hashes = [world.hash()];
  while (!reader.done) {
    const submission = decodeSubmission(reader.frame());
    if (submission === undefined) throw new Error('the file holds no submissions');
    if (fresh) for (const [key, value] of world.state) world.state.set(key, value.slice());
    world.transact([submission]);
    hashes.push(world.hash());
  }
  return hashes;
}

const [, , file] = process.argv;
if (file?.endsWith('.submissions') === true) {
  process.stdout.write(applyAll(readFileSync(file)).join('\n'));
}
