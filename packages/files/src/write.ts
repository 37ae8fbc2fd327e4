import * as fs from 'node:fs';
import { answered } from './flush.js';

/** Writes all the bytes at a position, in this thread: for few of them. */
export function writeNow(file: number, bytes: Uint8Array, position: number): void {
  for (let at = 0; at < bytes.length;) {
    at += fs.writeSync(file, bytes, at, bytes.length - at, position + at);
  }
}

/** Writes all the bytes at a position, in another thread. */
export async function write(file: number, bytes: Uint8Array, position: number): Promise<void> {
  for (let at = 0; at < bytes.length;) {
    const [from, left] = [at, bytes.length - at];
    at += await answered<number>((done) => {
      fs.write(file, bytes, from, left, position + from, done);
    });
  }
}
