import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { law } from '../../test/law.js';
import {
  formatAmount,
  isAmount,
  parseAmount,
  parseBalance,
  parseSigned,
  settlementAmountOf,
} from './amount.js';

const NEVER = [
  '',
  ' ',
  '01',
  '00',
  '-0',
  '+1',
  '1.0',
  '1.',
  '.5',
  '1e3',
  '1E3',
  '1_000',
  '1,000',
  '0x10',
  '0b1',
  '1n',
  ' 1',
  '1 ',
  '1\n',
  '\ufeff1',
  '١',
  '１',
  'NaN',
  'Infinity',
  'null',
] as const;

describe('parseAmount', () => {
  it.each(['1', '10', '10000000000', '999999999999999999'])('takes %s', (text) => {
    expect(parseAmount(text)).toEqual({ ok: true, value: BigInt(text) });
  });

  it.each([...NEVER, '0', '-1', '1000000000000000000'])('refuses %j', (text) => {
    expect(parseAmount(text, 'faceAmount')).toEqual({
      ok: false,
      rejection: { code: 'AMOUNT_INVALID', params: { field: 'faceAmount' } },
    });
    expect(isAmount(text)).toBe(false);
  });

  it('names no field where none is given', () => {
    expect(parseAmount('x')).toEqual({ ok: false, rejection: { code: 'AMOUNT_INVALID' } });
  });

  const digitish = fc.string({
    unit: fc.constantFrom(...'0123456789 +-.eExn_,\n'),
    maxLength: 22,
  });
  law(
    'never takes a text that is not the one way of writing its amount',
    fc.property(fc.oneof(digitish, fc.string(), fc.bigInt().map(String)), (text) => {
      for (const parsed of [parseAmount(text), parseBalance(text), parseSigned(text)]) {
        if (!parsed.ok) continue;
        expect(formatAmount(parsed.value)).toBe(text);
        expect(BigInt(text)).toBe(parsed.value);
      }
    }),
    2000,
  );

  law(
    'reads back every amount that is written',
    fc.property(fc.bigInt({ min: 1n, max: 10n ** 18n - 1n }), (amount) => {
      expect(parseAmount(formatAmount(amount))).toEqual({ ok: true, value: amount });
    }),
  );
});

describe('balances and cash legs', () => {
  it.each(NEVER)('refuse %j', (text) => {
    expect(parseBalance(text, 'balance').ok).toBe(false);
    expect(parseSigned(text, 'amount').ok).toBe(false);
  });

  it('take zero, and a leg a minus sign', () => {
    expect(parseBalance('0')).toEqual({ ok: true, value: 0n });
    expect(parseSigned('0')).toEqual({ ok: true, value: 0n });
    expect(parseSigned('-12')).toEqual({ ok: true, value: -12n });
    expect(parseBalance('-12').ok).toBe(false);
  });

  it('take sums that are larger than any amount', () => {
    const largest = '9'.repeat(24);
    expect(parseBalance(largest)).toEqual({ ok: true, value: 10n ** 24n - 1n });
    expect(parseSigned(`-${largest}`)).toEqual({ ok: true, value: 1n - 10n ** 24n });
    expect(parseBalance(`1${largest}`).ok).toBe(false);
    expect(parseSigned(`1${largest}`).ok).toBe(false);
  });
});

describe('settlementAmountOf', () => {
  it.each([
    [100_000_000n, 10_100n, 101_000_000n],
    [10_000n, 9_999n, 9_999n],
    [10_001n, 9_999n, 9_999n],
    [19_999n, 10_001n, 20_000n],
    [1n, 9_999n, 0n],
  ])('%s of face at %s is %s won', (face, price, won) => {
    expect(settlementAmountOf(face, price)).toBe(won);
  });

  const amounts = fc.bigInt({ min: 1n, max: 10n ** 18n - 1n });
  law(
    'drops less than one won, and nothing of a multiple of 10,000',
    fc.property(amounts, amounts, (face, price) => {
      const dropped = face * price - settlementAmountOf(face, price) * 10_000n;
      expect(dropped >= 0n && dropped < 10_000n).toBe(true);
      expect(settlementAmountOf(face * 10_000n, price)).toBe(face * price);
    }),
  );
});
