import { generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto';
import { closeSync, fdatasyncSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { nodeCrypto, sealBox } from '@bondledger/contract';

/** What the machine can do at all, in microseconds: medians of many calls. */
export interface Probes {
  /** Append of 4 KiB to a preallocated file, with fdatasync. */
  readonly flush: number;
  readonly sign: number;
  readonly verify: number;
  /** A box of 1,536 bytes. */
  readonly seal: number;
}

const FLUSHES = 400;
const CALLS = 2000;
const WARM_UP = 200;
const APPEND_BYTES = 4096;

function medianMicroseconds(calls: number, run: (index: number) => void): number {
  const times: number[] = [];
  for (let at = 0; at < calls + WARM_UP; at += 1) {
    const began = process.hrtime.bigint();
    run(at);
    if (at >= WARM_UP) times.push(Number(process.hrtime.bigint() - began) / 1000);
  }
  times.sort((left, right) => left - right);
  return times[times.length >> 1] ?? Number.NaN;
}

function flushProbe(directory: string): number {
  const path = join(directory, 'probe');
  const file = openSync(path, 'w');
  try {
    const block = randomBytes(APPEND_BYTES);
    for (let at = 0; at < FLUSHES + WARM_UP; at += 1) {
      writeSync(file, block, 0, APPEND_BYTES, at * APPEND_BYTES);
    }
    fsyncSync(file);
    return medianMicroseconds(FLUSHES, (at) => {
      writeSync(file, block, 0, APPEND_BYTES, at * APPEND_BYTES);
      fdatasyncSync(file);
    });
  } finally {
    closeSync(file);
    rmSync(path);
  }
}

/** Probes the machine, with files in `directory`. */
export function probe(directory: string): Probes {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const message = randomBytes(300);
  const dsaEncoding = 'ieee-p1363';
  const signature = sign('sha256', message, { key: privateKey, dsaEncoding });
  const [key, content] = [randomBytes(32), randomBytes(1536)];
  return {
    flush: flushProbe(directory),
    sign: medianMicroseconds(CALLS, () =>
      sign('sha256', message, { key: privateKey, dsaEncoding }),
    ),
    verify: medianMicroseconds(CALLS, () =>
      verify('sha256', message, { key: publicKey, dsaEncoding }, signature),
    ),
    seal: medianMicroseconds(CALLS, () => sealBox(nodeCrypto, key, 'probe', content)),
  };
}
