import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { law } from '../../test/law.js';
import { TERMS, WIRE, without } from '../../test/sample.js';
import type { ErrorCode } from '../error/codes.js';
import { encodeTerms, parseTerms } from './parse-terms.js';

const refusal = (value: unknown): [string, string] | undefined => {
  const terms = parseTerms(value);
  return terms.ok
    ? undefined
    : [terms.rejection.code, terms.rejection.params?.['field'] ?? '(none)'];
};

const FOP = { ...WIRE, settlementMethod: 'FOP', fopReason: '담보 반환' };

/** A value of every wrong kind, for each field that can have it. */
const TABLE: readonly (readonly [ErrorCode, string, readonly unknown[]])[] = [
  ['FIELD_INVALID', 'buyer', ['', 'A', 'secb', 'SEC-B', '1SEC', 'ABCDEFGHIJKLM', 5, null]],
  ['FIELD_INVALID', 'seller', ['SECA ', 'ＳＥＣＡ', true, ['SECA']]],
  ['FIELD_INVALID', 'buyerKeeper', ['', {}, null]],
  ['FIELD_INVALID', 'sellerKeeper', ['x']],
  ['FIELD_INVALID', 'faceAmount', [null, true, [], {}, undefined]],
  ['FIELD_INVALID', 'fopReason', ['', ' 반환', '반환 ', 'a\nb', 'a\u0000b', 'a\ud800', 7, null]],
  ['FIELD_INVALID', 'fopReason', ['가'.repeat(101), 'a\u202eb', 'a\u2028b', 'a'.repeat(5000)]],
  ['FIELD_INVALID', 'instrumentType', ['', 'ktb', 'EQUITY', 'constructor', '__proto__', 1]],
  ['FIELD_INVALID', 'isin', [5, null, ['KR103502GE97']]],
  ['FIELD_INVALID', 'reference', ['', 'a b', '참조', 'x'.repeat(41), 'a\n', 12]],
  ['FIELD_INVALID', 'settlementDate', [20260922, null]],
  ['FIELD_INVALID', 'settlementMethod', ['dvp', 'DAP', 'toString', 0]],
  ['FIELD_INVALID', 'tradeDate', [undefined, {}]],
  ['FIELD_INVALID', 'yield', ['', '3.1234567', '03.1', '.5', '5.', '1e2', '-0', '-0.00', '+1', 3]],
  ['FIELD_INVALID', 'yield', ['1234567890123', undefined, null]],
  [
    'TEXT_NOT_NFC',
    'fopReason',
    ['담보 반환'.normalize('NFD'), '\u212b', '가'.repeat(100).normalize('NFD')],
  ],
  ['AMOUNT_INVALID', 'faceAmount', ['', '0', '-1', '01', '1.5', '1e3', '1 000', 1.5, 1e21, 100]],
  ['AMOUNT_INVALID', 'settlementAmount', ['1000000000000000000', '１２', '0x1', Number.NaN]],
  ['AMOUNT_INVALID', 'unitPrice', ['10123.5', '10,123', '']],
  ['ISIN_INVALID', 'isin', ['', 'KR103502GE98', 'KR103502GE9', 'kr103502GE97']],
  ['DATE_INVALID', 'tradeDate', ['', '2026-02-29', '2026-13-01', '20260921', '2026-9-21']],
  ['DATE_INVALID', 'settlementDate', ['2026-09-31', '2200-01-01', '2026-09-22T00:00:00Z']],
  ['AGENT_NOT_OFFERED', 'buyerKeeper', ['BANK', 'SECA']],
  ['AGENT_NOT_OFFERED', 'sellerKeeper', ['BANK', 'SECB']],
];

const show = (value: unknown): string =>
  value === undefined ? 'undefined' : JSON.stringify(value).slice(0, 40);

const ROWS = TABLE.flatMap(([code, field, values]) =>
  values.map((value) => ({
    code,
    field,
    value,
    shown: show(value),
  })),
);

describe('parseTerms', () => {
  it('takes good terms', () => {
    expect(parseTerms(WIRE)).toEqual({ ok: true, value: TERMS });
    expect(parseTerms(without(WIRE, 'yield'))).toEqual({
      ok: true,
      value: without(TERMS, 'yield'),
    });
    expect(refusal(FOP)).toBeUndefined();
    expect(refusal({ ...WIRE, fopReason: `${'😀'.repeat(99)}가` })).toBeUndefined();
  });

  it.each(['0', '3', '-0.5', '12.123456', '0.00'])('takes a yield of %s', (text) => {
    expect(refusal({ ...WIRE, yield: text })).toBeUndefined();
  });

  it.each(ROWS.filter(({ value }) => value !== undefined))(
    'answers $code for $field = $shown',
    ({ code, field, value }) => {
      expect(refusal({ ...FOP, [field]: value })).toEqual([code, field]);
    },
  );

  it.each(ROWS.filter(({ value }) => value === undefined))(
    'answers $code where $field is there but undefined',
    ({ code, field, value }) => {
      expect(refusal({ ...FOP, [field]: value })).toEqual([code, field]);
    },
  );

  it.each(Object.keys(WIRE).filter((name) => name !== 'yield'))('misses %s', (name) => {
    expect(refusal(without(WIRE, name))).toEqual(['FIELD_MISSING', name]);
  });

  it.each([null, undefined, 1, 'terms', true, [], [WIRE], () => WIRE])('takes no %j', (value) => {
    expect(refusal(value)).toEqual(['FIELD_INVALID', 'terms']);
  });
});

describe('what is not a field', () => {
  it.each(['extra', 'Seller', 'toString', 'constructor', '참조'])('%s is refused', (name) => {
    expect(refusal({ ...WIRE, [name]: 'x' })).toEqual(['FIELD_UNKNOWN', name]);
  });

  it('is refused under a name of the prototype too', () => {
    const text = JSON.stringify(WIRE).replace('{', '{"__proto__":{"yield":"9"},');
    expect(refusal(JSON.parse(text))).toEqual(['FIELD_UNKNOWN', '__proto__']);
  });

  it.each(['a b', '\u0000', 'x'.repeat(61), '<script>', '', '\u202e'])(
    '%j is not repeated in the answer',
    (name) => {
      expect(refusal({ ...WIRE, [name]: 'x' })).toEqual(['FIELD_UNKNOWN', '(none)']);
    },
  );

  it('is not read from a prototype', () => {
    const heir: unknown = Object.assign(Object.create({ seller: 'SECA' }), without(WIRE, 'seller'));
    expect(refusal(heir)).toEqual(['FIELD_MISSING', 'seller']);
    const rich: unknown = Object.assign(Object.create({ yield: '9', fopReason: 'x' }), {
      ...without(WIRE, 'yield'),
    });
    expect(parseTerms(rich)).toEqual({ ok: true, value: without(TERMS, 'yield') });
  });
});

describe('the order of the answers', () => {
  /** Each step mends the fault that is answered, so that the next one in the order shows. */
  const faults: readonly (readonly [ErrorCode, string, (value: object) => object])[] = [
    ['FIELD_MISSING', 'reference', (value) => ({ ...value, reference: 'T-1' })],
    ['FIELD_UNKNOWN', 'extra', (value) => without(value, 'extra')],
    ['FIELD_INVALID', 'yield', (value) => ({ ...value, yield: '3' })],
    ['TEXT_NOT_NFC', 'fopReason', (value) => ({ ...value, fopReason: '반환' })],
    ['AMOUNT_INVALID', 'faceAmount', (value) => ({ ...value, faceAmount: '10000' })],
    ['ISIN_INVALID', 'isin', (value) => ({ ...value, isin: WIRE.isin })],
    ['DATE_INVALID', 'tradeDate', (value) => ({ ...value, tradeDate: '2026-09-21' })],
    ['AGENT_NOT_OFFERED', 'buyerKeeper', (value) => ({ ...value, buyerKeeper: 'SECB' })],
  ];

  it('is that of the codes', () => {
    let value: object = {
      ...without(FOP, 'reference'),
      extra: '',
      yield: 'x',
      fopReason: '반환'.normalize('NFD'),
      faceAmount: '0',
      isin: 'KR103502GE98',
      tradeDate: '2026-02-30',
      buyerKeeper: 'BANK',
    };
    for (const [code, field, mend] of faults) {
      expect(refusal(value)).toEqual([code, field]);
      value = mend(value);
    }
    expect(refusal(value)).toBeUndefined();
  });

  it('is that of the fields where the code is the same', () => {
    expect(refusal({ ...WIRE, unitPrice: '0', faceAmount: '0' })).toEqual([
      'AMOUNT_INVALID',
      'faceAmount',
    ]);
  });
});

describe('encodeTerms', () => {
  it('writes the members in the order of code units', () => {
    const fop = parseTerms(FOP);
    const keys = Object.keys(encodeTerms(fop.ok ? fop.value : TERMS));
    expect(keys).toEqual([...keys].sort());
    expect(keys).toHaveLength(15);
  });

  const amounts = fc.bigInt({ min: 1n, max: 10n ** 18n - 1n });
  const terms = fc.record({
    faceAmount: amounts,
    settlementAmount: amounts,
    unitPrice: amounts,
    reference: fc.stringMatching(/^[A-Za-z0-9._/-]{1,40}$/),
    instrumentType: fc.constantFrom('KTB', 'CD', 'STB'),
    fopReason: fc.option(fc.stringMatching(/^[가-힣a-z]{1,50}$/)),
    isLoose: fc.boolean(),
  });
  law(
    'is read back as it was, and written again as the same bytes',
    fc.property(terms, ({ fopReason, isLoose, ...changes }) => {
      const given = {
        ...(isLoose ? without(TERMS, 'yield') : TERMS),
        ...changes,
        ...(fopReason === null ? {} : { fopReason }),
      };
      const text = JSON.stringify(encodeTerms({ ...TERMS, ...given }));
      const parsed = parseTerms(JSON.parse(text));
      expect(parsed).toEqual({ ok: true, value: { ...TERMS, ...given } });
      if (parsed.ok) expect(JSON.stringify(encodeTerms(parsed.value))).toBe(text);
    }),
  );

  law(
    'parseTerms answers every value and throws for none',
    fc.property(fc.oneof(fc.anything(), fc.dictionary(fc.string(), fc.anything())), (value) => {
      expect(parseTerms(value).ok).toBe(false);
      const mixed = { ...WIRE, ...(typeof value === 'object' ? value : {}) };
      expect(typeof parseTerms(mixed).ok).toBe('boolean');
    }),
  );
});
