import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BondledgerError, type ErrorCode } from '@bondledger/domain';
import { scratchDirectory } from '../../test/support/scratch.js';
import type { BokWire } from './bok-wire.js';
import type { WireFaults } from './faults.js';
import { openBokWire } from './open-bok-wire.js';
import type { PaymentGroup } from './payment.js';

const scratch = scratchDirectory();
const ACCOUNTS = new Map([
  ['HBSEC', 100n],
  ['DHSEC', 50n],
  ['CWBK', 0n],
]);

/** The n-th payment number. */
const no = (n: number): string => `20260922-${n.toString().padStart(13, '0')}-1`;

const group = (n: number, ...legs: readonly [string, bigint][]): PaymentGroup => ({
  paymentNo: no(n),
  legs: legs.map(([institution, amount]) => ({ institution, amount })),
});

const pays = (n: number, from: string, to: string, amount: bigint): PaymentGroup =>
  group(n, [from, -amount], [to, amount]);

const open = (faults: WireFaults = {}, path = scratch.newFile()): BokWire =>
  openBokWire({ path, accounts: ACCOUNTS, faults });

const balancesOf = (wire: BokWire): Record<string, bigint> => Object.fromEntries(wire.balances());

const codeOf = (call: () => unknown): ErrorCode | undefined => {
  try {
    call();
  } catch (error) {
    if (error instanceof BondledgerError) return error.code;
    throw error;
  }
  return undefined;
};

const polled = (wire: BokWire): string[] =>
  wire.pollAnswers().map(({ paymentNo, result }) => `${Number(paymentNo.slice(9, 22))} ${result}`);

describe('paying', () => {
  it('moves a group as a whole and answers it with the legs that moved', () => {
    const wire = open();
    const chain = group(1, ['CWBK', 70n], ['HBSEC', -60n], ['DHSEC', -10n]);
    expect(wire.requestPayment(chain)).toBe('PAID');
    expect(balancesOf(wire)).toEqual({ HBSEC: 40n, DHSEC: 40n, CWBK: 70n });
    expect(wire.pollAnswers()).toEqual([
      {
        paymentNo: no(1),
        result: 'PAID',
        legs: [
          { institution: 'CWBK', amount: 70n },
          { institution: 'DHSEC', amount: -10n },
          { institution: 'HBSEC', amount: -60n },
        ],
      },
    ]);
  });

  it('lets a group wait where one of its payers lacks money, and moves nothing of it', () => {
    const wire = open();
    expect(wire.requestPayment(group(1, ['HBSEC', -10n], ['DHSEC', -51n], ['CWBK', 61n]))).toBe(
      'QUEUED',
    );
    expect(balancesOf(wire)).toEqual(Object.fromEntries(ACCOUNTS));
    expect(polled(wire)).toEqual([]);
  });

  it('pays what waited as soon as money arrives, the oldest first, through several hands', () => {
    const wire = open();
    expect(wire.requestPayment(pays(1, 'CWBK', 'DHSEC', 90n))).toBe('QUEUED');
    expect(wire.requestPayment(pays(2, 'DHSEC', 'HBSEC', 120n))).toBe('QUEUED');
    expect(wire.requestPayment(pays(3, 'HBSEC', 'CWBK', 95n))).toBe('PAID');
    expect(polled(wire)).toEqual(['3 PAID', '1 PAID', '2 PAID']);
    expect(balancesOf(wire)).toEqual({ HBSEC: 125n, DHSEC: 20n, CWBK: 5n });
  });

  it('does not let a payment that waits hold up the ones behind it', () => {
    const wire = open();
    const results = wire.requestPayments([
      pays(1, 'DHSEC', 'HBSEC', 60n),
      pays(2, 'DHSEC', 'CWBK', 50n),
    ]);
    expect(results.map((result) => result.ok && result.value)).toEqual(['QUEUED', 'PAID']);
  });

  it('pays a number once, however often and in whatever order of legs it is asked for', () => {
    const wire = open();
    const { paymentNo, legs } = pays(1, 'HBSEC', 'CWBK', 30n);
    const reversed = { paymentNo, legs: legs.toReversed() };
    const twice = wire.requestPayments([{ paymentNo, legs }, reversed]);
    expect(twice.map((result) => result.ok)).toEqual([true, true]);
    expect(wire.requestPayment(reversed)).toBe('PAID');
    expect(balancesOf(wire)['HBSEC']).toBe(70n);
    expect(polled(wire)).toEqual(['1 PAID']);
  });

  it.each<[string, ErrorCode, PaymentGroup]>([
    [
      'a malformed number',
      'PAYMENT_NUMBER_WRONG',
      { ...pays(1, 'HBSEC', 'CWBK', 1n), paymentNo: 'x' },
    ],
    ['an institution without account', 'PARTICIPANT_UNKNOWN', pays(1, 'HBSEC', 'NRAMC', 1n)],
    ['a leg of nothing', 'AMOUNT_INVALID', pays(1, 'HBSEC', 'CWBK', 0n)],
    ['legs that do not add up', 'AMOUNT_INVALID', group(1, ['HBSEC', -2n], ['CWBK', 1n])],
    ['no legs', 'AMOUNT_INVALID', group(1)],
    ['an institution twice', 'AMOUNT_INVALID', group(1, ['CWBK', -1n], ['CWBK', 1n])],
    ['a known number with other legs', 'PAYMENT_DIFFERS', pays(9, 'HBSEC', 'CWBK', 2n)],
  ])('refuses %s with %s, and takes the others of the same call', (_, code, wrong) => {
    const wire = open();
    wire.requestPayment(pays(9, 'HBSEC', 'CWBK', 1n));
    expect(codeOf(() => wire.requestPayment(wrong))).toBe(code);
    const [first, second] = wire.requestPayments([wrong, pays(2, 'HBSEC', 'CWBK', 5n)]);
    expect(first).toMatchObject({ ok: false, rejection: { code } });
    expect(second).toEqual({ ok: true, value: 'PAID' });
    expect(balancesOf(wire)).toEqual({ HBSEC: 94n, DHSEC: 50n, CWBK: 6n });
  });

  it('flushes the requests of one call as one record', () => {
    const path = scratch.newFile();
    const wire = open({}, path);
    wire.requestPayments(Array.from({ length: 500 }, (_, n) => pays(n, 'HBSEC', 'CWBK', 1n)));
    expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(3);
  });
});

describe('asking back', () => {
  it('revokes what waits, for ever', () => {
    const wire = open();
    wire.requestPayment(pays(1, 'CWBK', 'HBSEC', 10n));
    expect(wire.recall(no(1))).toBe('REVOKED');
    expect(wire.recall(no(1))).toBe('REVOKED');
    wire.inject('CWBK', 10n);
    expect(wire.requestPayment(pays(1, 'CWBK', 'HBSEC', 10n))).toBe('REVOKED');
    expect(balancesOf(wire)['CWBK']).toBe(10n);
    expect(wire.pollAnswers()).toEqual([{ paymentNo: no(1), result: 'REVOKED', legs: [] }]);
  });

  it('answers PAID to what was paid, and says so again after it was acknowledged', () => {
    const wire = open();
    wire.requestPayment(pays(1, 'HBSEC', 'CWBK', 10n));
    expect(polled(wire)).toEqual(['1 PAID']);
    wire.acknowledge(no(1));
    expect(wire.recall(no(1))).toBe('PAID');
    expect(polled(wire)).toEqual(['1 PAID']);
    expect(balancesOf(wire)['CWBK']).toBe(10n);
  });

  it('revokes a number never heard of, so that a request that is late is not paid', () => {
    const wire = open();
    expect(wire.answerOf(no(1))).toBe('UNKNOWN');
    expect(wire.recall(no(1))).toBe('REVOKED');
    expect(wire.requestPayment(pays(1, 'HBSEC', 'CWBK', 10n))).toBe('REVOKED');
    expect(balancesOf(wire)['CWBK']).toBe(0n);
  });

  it('refuses a malformed number', () => {
    expect(codeOf(() => open().recall('20260922'))).toBe('PAYMENT_NUMBER_WRONG');
  });
});

describe('answers', () => {
  it('are delivered once, and again after a restart until they are acknowledged', () => {
    const path = scratch.newFile();
    const first = open({}, path);
    first.requestPayments([1, 2, 3].map((n) => pays(n, 'HBSEC', 'CWBK', 1n)));
    expect(polled(first)).toEqual(['1 PAID', '2 PAID', '3 PAID']);
    expect(polled(first)).toEqual([]);
    first.acknowledgeAll([no(2), no(2)]);
    first.close();
    const second = open({}, path);
    expect(polled(second)).toEqual(['1 PAID', '3 PAID']);
    second.acknowledgeAll([no(1), no(2), no(3)]);
    second.close();
    expect(polled(open({}, path))).toEqual([]);
  });

  it('cannot be acknowledged where there is none, and then nothing is', () => {
    const wire = open();
    wire.requestPayments([pays(1, 'HBSEC', 'CWBK', 1n), pays(2, 'DHSEC', 'CWBK', 51n)]);
    for (const wrong of [no(2), no(7)]) {
      expect(codeOf(() => wire.acknowledgeAll([no(1), wrong]))).toBe('PAYMENT_UNKNOWN');
    }
    expect(polled(wire)).toEqual(['1 PAID']);
  });
});

describe('faults on request', () => {
  const requestFour = (wire: BokWire): void => {
    wire.requestPayments([1, 2, 3, 4].map((n) => pays(n, 'HBSEC', 'CWBK', 1n)));
  };
  const ALL = ['1 PAID', '2 PAID', '3 PAID', '4 PAID'];

  it.each<[string, WireFaults, readonly (readonly string[])[]]>([
    ['slow', { slow: 2 }, [[], [], ALL, []]],
    ['lost', { loseAnswers: 2 }, [['1 PAID', '3 PAID'], ['2 PAID', '4 PAID'], []]],
    ['doubled', { doubleAnswers: 3 }, [ALL, ['3 PAID'], []]],
    [
      'slow, lost and doubled',
      { slow: 1, loseAnswers: 4, doubleAnswers: 4 },
      [[], ['1 PAID', '2 PAID', '3 PAID'], ['4 PAID'], ['4 PAID'], []],
    ],
  ])('answers come %s, and none is missing in the end', (_, faults, expected) => {
    const wire = open(faults);
    requestFour(wire);
    expect(expected.map(() => polled(wire))).toEqual(expected);
    expect(balancesOf(wire)['CWBK']).toBe(4n);
  });

  it('delivers a doubled answer again although it was acknowledged', () => {
    const wire = open({ doubleAnswers: 1 });
    wire.requestPayment(pays(1, 'HBSEC', 'CWBK', 1n));
    expect(polled(wire)).toEqual(['1 PAID']);
    wire.acknowledge(no(1));
    expect(polled(wire)).toEqual(['1 PAID']);
    expect(polled(wire)).toEqual([]);
  });

  it('opens an account short, and injects what was withheld, also after a restart', () => {
    const path = scratch.newFile();
    const first = open({ shortOf: { institution: 'HBSEC', percent: 10 } }, path);
    expect(balancesOf(first)).toEqual({ HBSEC: 10n, DHSEC: 50n, CWBK: 0n });
    expect(first.requestPayment(pays(1, 'HBSEC', 'CWBK', 60n))).toBe('QUEUED');
    first.inject('HBSEC', 40n);
    expect(first.answerOf(no(1))).toBe('QUEUED');
    first.close();
    const second = open({}, path);
    second.inject('HBSEC');
    expect(second.answerOf(no(1))).toBe('PAID');
    expect(balancesOf(second)).toEqual({ HBSEC: 40n, DHSEC: 50n, CWBK: 60n });
    expect(codeOf(() => second.inject('HBSEC'))).toBe('AMOUNT_INVALID');
  });

  it.each<[string, WireFaults]>([
    ['a poll that is no whole number', { slow: 0.5 }],
    ['every zeroth answer', { loseAnswers: 0 }],
    ['every minus first answer', { doubleAnswers: -1 }],
    ['more than all of a balance', { shortOf: { institution: 'HBSEC', percent: 101 } }],
    ['an account that is none', { shortOf: { institution: 'NRAMC', percent: 1 } }],
  ])('refuses %s', (_, faults) => {
    expect(() => open(faults)).toThrow(RangeError);
  });
});

describe('the doors', () => {
  it('injects no money from nowhere', () => {
    const wire = open();
    expect(codeOf(() => wire.inject('NRAMC', 1n))).toBe('PARTICIPANT_UNKNOWN');
    expect(codeOf(() => wire.inject('HBSEC', -1n))).toBe('AMOUNT_INVALID');
    expect(balancesOf(wire)).toEqual(Object.fromEntries(ACCOUNTS));
  });

  it('refuses an opening balance below zero', () => {
    const accounts = new Map([['HBSEC', -1n]]);
    expect(() => openBokWire({ path: scratch.newFile(), accounts })).toThrow(RangeError);
  });

  it('says LEDGER_CLOSED after closing, and closes twice', () => {
    const wire = open();
    wire.close();
    wire.close();
    const calls = [
      () => wire.requestPayment(pays(1, 'HBSEC', 'CWBK', 1n)),
      () => wire.recall(no(1)),
      () => wire.answerOf(no(1)),
      () => wire.pollAnswers(),
      () => wire.acknowledge(no(1)),
      () => wire.inject('HBSEC', 1n),
      () => wire.balances(),
    ];
    expect(calls.map(codeOf)).toEqual(calls.map(() => 'LEDGER_CLOSED'));
  });

  it('says DISK_FAILED where the journal cannot be made', () => {
    expect(codeOf(() => open({}, '/dev/null/journal'))).toBe('DISK_FAILED');
  });
});
