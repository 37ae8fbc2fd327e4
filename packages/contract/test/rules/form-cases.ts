import type { JsonObject } from '../../src/index.js';
import type { Draft } from '../_kit/batch.js';
import { attempt, type Attempt, type Case } from '../_kit/case.js';
import { FUNDS, reach, submitted } from '../_kit/journey.js';
import { market } from '../_kit/market.js';
import { settlement } from '../_kit/settlement-drafts.js';
import {
  withCore,
  withCoreText,
  withData,
  withoutCore,
  withOwn,
  withSide,
  withSideText,
  withTerms,
} from '../_kit/spoil.js';
import { party, propSide, submit, termsOf } from '../_kit/trade-drafts.js';
import { UNKNOWN_ISIN } from '../_kit/world.js';

/** A good SUBMIT, spoilt. */
const submitting = (spoil: (draft: Draft) => Draft): Attempt => {
  const world = market();
  return attempt(world, 'SEC1', spoil(submit(world, termsOf(), propSide('SEC1'))));
};
const terms = (over: JsonObject): Attempt => submitting((draft) => withTerms(draft, over));
const core = (text: (core: string) => string): Attempt =>
  submitting((draft) => withCoreText(draft, text));
const side = (text: (side: string) => string): Attempt =>
  submitting((draft) => withSideText(draft, text));

/** A good CONFIRM, spoilt. */
const confirming = (spoil: (draft: Draft) => Draft): Attempt => {
  const world = market();
  const tradeId = submitted(world);
  return attempt(world, 'SEC2', spoil(party(world, 'SEC2', 'CONFIRM', tradeId)));
};

/** A good INSTRUCT, spoilt. */
const instructing = (spoil: (draft: Draft) => Draft): Attempt => {
  const world = market();
  const tradeId = reach(world, 'MATCHED', FUNDS);
  return attempt(world, 'AMC1', spoil(party(world, 'AMC1', 'INSTRUCT', tradeId)));
};

/** A good RESTRICT, spoilt. */
const restricting = (spoil: (draft: Draft) => Draft): Attempt => {
  const world = market();
  const tradeId = reach(world, 'READY');
  return attempt(world, 'KSD', spoil(settlement(world, 'RESTRICT', { tradeId })));
};

const rejecting = (data: JsonObject): Attempt => {
  const world = market();
  const tradeId = submitted(world);
  return attempt(world, 'SEC2', withData(party(world, 'SEC2', 'REJECT', tradeId), data));
};

const deep = '['.repeat(100_000) + ']'.repeat(100_000);

/** INSTRUCTION_MALFORMED: the text is not canonical JSON. */
export const MALFORMED_CASES: readonly Case[] = (
  [
    ['not JSON at all', () => core(() => 'SUBMIT please')],
    ['no object', () => core(() => '[]')],
    ['null', () => core(() => 'null')],
    ['a null member', () => core((text) => text.replace('"step":"SUBMIT"', '"step":null'))],
    ['spaces', () => core((text) => text.replace(':', ': '))],
    ['a duplicate member', () => core((text) => text.replace('{', '{"data":{},'))],
    ['members out of order', () => core((text) => text.replace('{', '{"zzz":1,'))],
    ['a byte order mark', () => core((text) => `\ufeff${text}`)],
    ['an escape that is not needed', () => core((text) => text.replace('SUBMIT', '\\u0053UBMIT'))],
    ['a float', () => core((text) => text.replace('{', '{"a":1.5,'))],
    ['an exponent', () => core((text) => text.replace('{', '{"a":1e3,'))],
    [
      'a number that is not safe',
      () => core((text) => text.replace('{', '{"a":9007199254740993,')),
    ],
    ['a lone surrogate', () => core((text) => text.replace('{', '{"a":"\ud800",'))],
    ['an escaped lone surrogate', () => core((text) => text.replace('{', '{"a":"\\ud800",'))],
    ['100,000 brackets', () => core((text) => text.replace('{', `{"a":${deep},`))],
    ['a side part with spaces', () => side((text) => text.replace(':', ': '))],
    ['a side part that is a number', () => side(() => '1')],
    [
      'a salt of 15 bytes',
      () => submitting((draft) => ({ ...draft, coreSalt: new Uint8Array(15) })),
    ],
    ['no side salt', () => submitting((draft) => ({ ...draft, sideSalt: new Uint8Array(0) }))],
  ] as const
).map(([why, make]): Case => ['INSTRUCTION_MALFORMED', why, make]);

/** Section 2 of the catalogue: the form of the parts and of the terms. */
export const FORM_CASES: readonly Case[] = [
  ['FIELD_MISSING', 'no step', () => submitting((draft) => withoutCore(draft, 'step'))],
  ['FIELD_MISSING', 'no data', () => submitting((draft) => withoutCore(draft, 'data'))],
  [
    'FIELD_MISSING',
    'no participant',
    () => submitting((draft) => withoutCore(draft, 'participant')),
  ],
  ['FIELD_MISSING', 'no time', () => submitting((draft) => withoutCore(draft, 'issuedAt'))],
  ['FIELD_MISSING', 'no tradeId', () => submitting((draft) => withoutCore(draft, 'tradeId'))],
  ['FIELD_MISSING', 'no subject', () => restricting((draft) => withoutCore(draft, 'tradeId'))],
  ['FIELD_MISSING', 'no terms', () => submitting((draft) => withCore(draft, { data: {} }))],
  ['FIELD_MISSING', 'no price', () => terms({ unitPrice: undefined })],
  ['FIELD_MISSING', 'no operator', () => side(() => '{"account":"SEC1-001","capacity":"PROP"}')],
  ['FIELD_MISSING', 'no side', () => side(() => '{"operator":"a"}')],
  ['FIELD_MISSING', 'no capacity', () => side(() => '{"account":"SEC1-001","operator":"a"}')],
  [
    'FIELD_MISSING',
    'no side of the buyer',
    () => confirming((draft) => withSideText(draft, () => '{"operator":"a"}')),
  ],
  [
    'FIELD_MISSING',
    'no lots',
    () => instructing((draft) => withSideText(draft, () => '{"operator":"a"}')),
  ],
  ['FIELD_MISSING', 'a reason left out', () => rejecting({ reason: undefined })],
  [
    'FIELD_MISSING',
    'no list of trades',
    () => restricting((draft) => withCore(draft, { data: {} })),
  ],
  ['FIELD_UNKNOWN', 'a member of the core', () => core((text) => text.replace('{', '{"aaa":1,'))],
  [
    'FIELD_UNKNOWN',
    '__proto__ in the core',
    () => core((text) => text.replace('{', '{"__proto__":{},')),
  ],
  ['FIELD_UNKNOWN', 'a member of the terms', () => terms({ zeal: 'x' })],
  [
    'FIELD_UNKNOWN',
    '__proto__ in the terms',
    () => core((text) => text.replace('"terms":{', '"terms":{"__proto__":{},')),
  ],
  ['FIELD_UNKNOWN', 'constructor in the terms', () => terms({ constructor: 'x' })],
  ['FIELD_UNKNOWN', 'a member of the data', () => rejecting({ more: 'x' })],
  ['FIELD_UNKNOWN', 'toString in the data', () => rejecting({ toString: 'x' })],
  ['FIELD_UNKNOWN', 'a member of the side', () => side((text) => text.replace('}', ',"zoo":1}'))],
  [
    'FIELD_UNKNOWN',
    '__proto__ in the side',
    () => side((text) => text.replace('{', '{"__proto__":{},')),
  ],
  [
    'FIELD_UNKNOWN',
    'a chainId beside the tradeId',
    () => submitting((draft) => withCore(draft, { chainId: '20260922-C0000000000001' })),
  ],
  [
    'FIELD_UNKNOWN',
    'lots with a SUBMIT',
    () => submitting((draft) => withSide(draft, { lots: [{ faceAmount: 1n, fundCode: 'F' }] })),
  ],
  [
    'FIELD_UNKNOWN',
    'a side with an INSTRUCT',
    () => instructing((draft) => withSide(draft, { side: propSide('AMC1') })),
  ],
  [
    'FIELD_UNKNOWN',
    'a holding with a SUBMIT',
    () =>
      submitting((draft) =>
        withSide(draft, { holding: { account: 'SEC1-001', balance: '1', isin: UNKNOWN_ISIN } }),
      ),
  ],
  ['FIELD_UNKNOWN', 'before FIELD_INVALID', () => rejecting({ fields: 'none', more: 'x' })],
  [
    'FIELD_INVALID',
    'a tradeId of another date',
    () =>
      submitting((draft) =>
        withCore(draft, { tradeId: `20260920${(draft.core.tradeId ?? '').slice(8)}` }),
      ),
  ],
  [
    'FIELD_INVALID',
    'a tradeId that is none',
    () => submitting((draft) => withCore(draft, { tradeId: '20260921-x' })),
  ],
  [
    'FIELD_INVALID',
    'a time with an offset',
    () => submitting((draft) => withCore(draft, { issuedAt: '2026-09-21T00:00:00+09:00' })),
  ],
  [
    'FIELD_INVALID',
    'a linked that is false',
    () => core((text) => text.replace('"participant"', '"linked":false,"participant"')),
  ],
  [
    'FIELD_INVALID',
    'an answer that is no leaf',
    () => submitting((draft) => withCore(draft, { answers: 'yes' })),
  ],
  [
    'FIELD_INVALID',
    'data that is a list',
    () => core((text) => text.replace(/"data":\{.*?\}\}/, '"data":[]')),
  ],
  [
    'FIELD_INVALID',
    'terms that are a text',
    () => submitting((draft) => withCore(draft, { data: { terms: 'as agreed' } })),
  ],
  ['FIELD_INVALID', 'a reference with a space', () => terms({ reference: 'A 1' })],
  ['FIELD_INVALID', 'a reference of a megabyte', () => terms({ reference: 'A'.repeat(1_000_000) })],
  ['FIELD_INVALID', 'a kind of bond that is none', () => terms({ instrumentType: 'EQUITY' })],
  [
    'FIELD_INVALID',
    'an account that is none',
    () => submitting((draft) => withOwn(draft, { account: 'my account' })),
  ],
  [
    'FIELD_INVALID',
    'an operator with a line feed',
    () => submitting((draft) => withSide(draft, { operator: 'a\nb' })),
  ],
  ['FIELD_INVALID', 'a reason that is not coded', () => rejecting({ reason: 'because' })],
  ['FIELD_MISSING', 'terms that differ in no field', () => rejecting({ fields: [] })],
  ['FIELD_INVALID', 'a field that the terms do not have', () => rejecting({ fields: ['price'] })],
  ['FIELD_INVALID', 'a field that is no name', () => rejecting({ fields: ['the price, 9850'] })],
  [
    'FIELD_INVALID',
    'a side that is neither',
    () => instructing((draft) => withData(draft, { side: 'both' })),
  ],
  [
    'FIELD_INVALID',
    'a commitment that is no hash',
    () => restricting((draft) => withData(draft, { trades: ['x'] })),
  ],
  [
    'TEXT_NOT_NFC',
    'an operator in NFD',
    () => submitting((draft) => withSide(draft, { operator: '홍길동'.normalize('NFD') })),
  ],
  [
    'TEXT_NOT_NFC',
    'a reason in NFD',
    () => terms({ settlementMethod: 'FOP', fopReason: '담보'.normalize('NFD') }),
  ],
  ['AMOUNT_INVALID', 'a number', () => terms({ faceAmount: 10_000 })],
  ['AMOUNT_INVALID', 'a float', () => terms({ unitPrice: '9850.5' })],
  ['AMOUNT_INVALID', 'an exponent', () => terms({ faceAmount: '1e10' })],
  ['AMOUNT_INVALID', 'a comma', () => terms({ settlementAmount: '9,850' })],
  ['AMOUNT_INVALID', 'a sign', () => terms({ faceAmount: '-10000' })],
  ['AMOUNT_INVALID', 'zero', () => terms({ faceAmount: '0' })],
  ['AMOUNT_INVALID', 'a leading zero', () => terms({ faceAmount: '010000' })],
  ['AMOUNT_INVALID', 'hexadecimal', () => terms({ faceAmount: '0x10' })],
  ['AMOUNT_INVALID', 'full-width digits', () => terms({ faceAmount: '１００００' })],
  ['AMOUNT_INVALID', '19 digits', () => terms({ faceAmount: '1'.repeat(19) })],
  [
    'AMOUNT_INVALID',
    'a lot of nothing',
    () =>
      instructing((draft) =>
        withSideText(draft, () => '{"lots":[{"faceAmount":"0","fundCode":"F"}],"operator":"a"}'),
      ),
  ],
  [
    'ISIN_INVALID',
    'a wrong check digit',
    () =>
      terms({ isin: `${UNKNOWN_ISIN.slice(0, 11)}${(Number(UNKNOWN_ISIN.slice(11)) + 1) % 10}` }),
  ],
  ['ISIN_INVALID', 'small letters', () => terms({ isin: UNKNOWN_ISIN.toLowerCase() })],
  ['DATE_INVALID', 'no such day', () => terms({ tradeDate: '2026-02-30' })],
  ['DATE_INVALID', 'another form', () => terms({ settlementDate: '20260922' })],
  [
    'PARTICIPANT_MISMATCH',
    'the name of another firm',
    () => submitting((draft) => withCore(draft, { participant: 'SEC2' })),
  ],
  [
    'STEP_UNKNOWN',
    'no such step',
    () => submitting((draft) => withCore(draft, { step: 'SUBMIT_ALL' })),
  ],
  [
    'STEP_UNKNOWN',
    'constructor',
    () => submitting((draft) => withCore(draft, { step: 'constructor' })),
  ],
  [
    'STEP_NOT_OFFERED',
    'REGRANT',
    () => restricting((draft) => withCore(draft, { step: 'REGRANT' })),
  ],
  [
    'STEP_NOT_OFFERED',
    'DELEGATE',
    () =>
      restricting((draft) =>
        withoutCore(withCore(draft, { step: 'DELEGATE', data: {} }), 'tradeId'),
      ),
  ],
  [
    'AGENT_NOT_OFFERED',
    'on behalf of another',
    () => submitting((draft) => withCore(draft, { onBehalfOf: 'INS1' })),
  ],
  ['AGENT_NOT_OFFERED', 'an agent keeps the side', () => terms({ sellerKeeper: 'CUS1' })],
];
