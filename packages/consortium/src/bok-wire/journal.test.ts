import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BondledgerError } from '@bondledger/domain';
import { scratchDirectory } from '../../test/support/scratch.js';
import type { BokWire } from './bok-wire.js';
import { Journal } from './journal.js';
import { openBokWire } from './open-bok-wire.js';

const scratch = scratchDirectory();
const ACCOUNTS = new Map([
  ['HBSEC', 20n],
  ['CWBK', 5n],
]);
const no = (n: number): string => `20260922-${n.toString().padStart(13, '0')}-1`;

const open = (path: string): BokWire => openBokWire({ path, accounts: ACCOUNTS });

const pay = (wire: BokWire, n: number, amount: bigint): unknown =>
  wire.requestPayment({
    paymentNo: no(n),
    legs: [
      { institution: 'HBSEC', amount: -amount },
      { institution: 'CWBK', amount },
    ],
  });

/** One change a line, one record a change. */
const CHANGES: readonly ((wire: BokWire) => unknown)[] = [
  (wire) => pay(wire, 1, 15n),
  (wire) => pay(wire, 2, 8n),
  (wire) => pay(wire, 3, 9n),
  (wire) => wire.recall(no(3)),
  (wire) => wire.acknowledge(no(1)),
  (wire) => wire.inject('HBSEC', 3n),
  (wire) => wire.recall(no(4)),
];

const stateOf = (wire: BokWire): unknown => ({
  balances: Object.fromEntries(wire.balances()),
  statuses: [1, 2, 3, 4].map((n) => wire.answerOf(no(n))),
});

/** A whole journal, with the state after each of its records. */
const wholeJournal = (): { bytes: Buffer; states: unknown[] } => {
  const path = scratch.newFile();
  const wire = open(path);
  const states = [stateOf(wire)];
  for (const change of CHANGES) {
    change(wire);
    states.push(stateOf(wire));
  }
  wire.close();
  return { bytes: readFileSync(path), states };
};

const recordsIn = (bytes: Uint8Array): number => bytes.filter((byte) => byte === 0x0a).length;

const codeOf = (call: () => unknown): string | undefined => {
  try {
    call();
  } catch (error) {
    return error instanceof BondledgerError ? error.code : String(error);
  }
  return undefined;
};

describe('the journal', () => {
  it('cut at any byte opens with what was whole before it, and goes on', () => {
    const { bytes, states } = wholeJournal();
    expect(recordsIn(bytes)).toBe(CHANGES.length + 1);
    const path = scratch.newFile();
    for (let length = 0; length <= bytes.length; length += 1) {
      const left = bytes.subarray(0, length);
      writeFileSync(path, left);
      const whole = recordsIn(left);
      const wire = open(path);
      expect(stateOf(wire)).toEqual(states[Math.max(whole - 1, 0)]);
      const isBetween = length % 7 === 0;
      if (isBetween) {
        wire.inject('CWBK', 1n);
        const after = stateOf(wire);
        wire.close();
        const again = open(path);
        expect(stateOf(again)).toEqual(after);
        again.close();
      }
      wire.close();
    }
  });

  it('refuses any bit flipped before the last record, and leaves the file as it is', () => {
    const { bytes } = wholeJournal();
    const path = scratch.newFile();
    const lastRecord = bytes.lastIndexOf(0x0a, bytes.length - 2) + 1;
    for (let at = 0; at < lastRecord; at += 1) {
      const altered = Buffer.from(bytes);
      altered[at] = (altered[at] ?? 0) ^ (1 << (at % 8));
      writeFileSync(path, altered);
      expect(codeOf(() => open(path))).toBe('LOG_CORRUPT');
      expect(readFileSync(path).equals(altered)).toBe(true);
    }
  });

  it('says how much it cut', () => {
    const path = scratch.newFile();
    const first = Journal.open(path);
    first.append('{"a":1}');
    first.append('"한글"');
    first.close();
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.subarray(0, bytes.length - 3));
    const second = Journal.open(path);
    expect(second.content.records).toEqual(['{"a":1}']);
    expect(second.content.cutBytes).toBeGreaterThan(0);
    second.close();
    expect(Journal.open(path).content).toEqual({ records: ['{"a":1}'], cutBytes: 0 });
  });

  it('keeps records with Hangul as they are', () => {
    const path = scratch.newFile();
    const journal = Journal.open(path);
    journal.append('"한국은행"');
    journal.close();
    expect(Journal.open(path).content.records).toEqual(['"한국은행"']);
    expect(codeOf(() => journal.append('1'))).toBe('LEDGER_CLOSED');
  });

  it.each([
    ['is lost', undefined],
    ['is empty', ''],
    ['holds something else', '{"kind":"OPEN"}\n'],
  ])('is not made anew where it is kept and %s', (_, text) => {
    const path = scratch.newFile();
    if (text !== undefined) writeFileSync(path, text);
    expect(codeOf(() => openBokWire({ path }))).toBe('DIRECTORY_DAMAGED');
    expect(existsSync(path) ? readFileSync(path, 'utf8') : undefined).toBe(text);
    if (text !== undefined) return;
    open(path).close();
    openBokWire({ path }).close();
  });

  it('refuses a journal of another version, and one without its opening', () => {
    const path = scratch.newFile();
    const newer = Journal.open(path);
    newer.append('{"kind":"OPEN","version":2,"accounts":{},"withheld":{}}');
    newer.close();
    expect(codeOf(() => open(path))).toBe('DIRECTORY_VERSION');
    const headless = scratch.newFile();
    const journal = Journal.open(headless);
    journal.append(`{"kind":"RECALL","no":"${no(1)}","result":"REVOKED"}`);
    journal.close();
    expect(codeOf(() => open(headless))).toBe('LOG_CORRUPT');
  });
});
