import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeSubmission,
  decodeTradeRecord,
  decodeTransaction,
  encodeGenesis,
  encodeSubmission,
  encodeTransaction,
  getTradesByRange,
  parseBatchHeader,
  parseCanonical,
  parseCorePart,
  parseGenesis,
  parseHeader,
  parseSidePart,
  queryTradeInfo,
  toHex,
  type InstructionParts,
  type Submission,
} from '../../src/index.js';
import { batchOf, type Draft } from '../_kit/batch.js';
import { GENESIS } from '../_kit/genesis.js';
import { CHAIN, chained, FUNDS, reach, ready } from '../_kit/journey.js';
import { law } from '../_kit/law.js';
import { market, moveTo } from '../_kit/market.js';
import { openHolding, registerKey, registerParticipant, setDay } from '../_kit/registry-drafts.js';
import { settlement } from '../_kit/settlement-drafts.js';
import { party, propSide, submit, termsOf } from '../_kit/trade-drafts.js';
import { TOMORROW } from '../_kit/genesis.js';
import { KTB } from '../_kit/world.js';

/** A ledger with a bit of everything, and good batches of every kind of step for it. */
const world = market();
const [seller, funds, paying] = [
  reach(world, 'SUBMITTED'),
  reach(world, 'MATCHED', FUNDS),
  ready(world),
];
chained(world);
moveTo(world, TOMORROW);
world.must('KSD', settlement(world, 'RESTRICT', { tradeId: paying }));
world.must('KSD', settlement(world, 'REQUEST_PAYMENT', { tradeId: paying }));
const single = ready(world);

const DRAFTS: readonly (readonly [string, Draft])[] = [
  ['SEC1', submit(world, termsOf(), propSide('SEC1'))],
  ['SEC2', party(world, 'SEC2', 'CONFIRM', seller)],
  ['SEC2', party(world, 'SEC2', 'REJECT', seller)],
  ['SEC1', party(world, 'SEC1', 'REQUEST_CANCEL', single)],
  ['AMC1', party(world, 'AMC1', 'INSTRUCT', funds)],
  ['KSD', settlement(world, 'RESTRICT', { chainId: CHAIN })],
  ['KSD', settlement(world, 'RESTRICT', { tradeId: single })],
  ['KSD', settlement(world, 'SPLIT', { chainId: CHAIN })],
  ['BOK', settlement(world, 'CONFIRM_PAYMENT', { tradeId: paying })],
  ['KSD', settlement(world, 'REVOKE_PAYMENT', { tradeId: paying })],
  ['KSD', setDay(TOMORROW, 'CUT_OFF')],
  ['KSD', registerParticipant('SEC1', { code: 'NEW1' })],
  ['KSD', registerKey('SEC1')],
  ['KSD', openHolding({ account: 'SEC1-009', balance: '5', isin: KTB })],
];

const ODD: readonly string[] = [
  '',
  '{}',
  '[]',
  'null',
  '"\\ud800"',
  '\u0000',
  '__proto__',
  'constructor',
  '가'.normalize('NFD'),
  '1e999',
  '-0',
  '99999999999999999999',
  '['.repeat(50_000),
  'x'.repeat(100_000),
];

const cutText = (text: string, at: number, length: number, put: string): string =>
  text.slice(0, at % (text.length + 1)) + put + text.slice((at % (text.length + 1)) + length);

const putText = fc.oneof(fc.constantFrom(...ODD), fc.string({ unit: 'binary' }), fc.string());
const change = fc.record({ at: fc.nat(4000), length: fc.nat(20), put: putText });
const bytes = fc.uint8Array({ maxLength: 90 });

/** Any JSON at all in place of any member of the texts. */
const graft = (text: string, pick: number, value: unknown): string => {
  const found = [...text.matchAll(/:(?:"[^"]*"|\d+|true|\{\}|\[\])/g)];
  const match = found[pick % Math.max(1, found.length)];
  if (match === undefined) return text;
  return cutText(text, match.index, match[0].length, `:${JSON.stringify(value)}`);
};

const spoiltParts = fc
  .tuple(
    fc.constantFrom(...DRAFTS),
    fc.option(change),
    fc.option(change),
    fc.option(fc.tuple(fc.nat(60), fc.jsonValue())),
    fc.option(bytes),
  )
  .map(([[code, draft], core, side, json, salt]) => {
    const [parts] = batchOf(code, [draft]).batch.instructions;
    let { core: coreText, side: sideText, coreSalt } = parts as InstructionParts;
    if (core !== null) coreText = cutText(coreText, core.at, core.length, core.put);
    if (side !== null) sideText = cutText(sideText, side.at, side.length, side.put);
    if (json !== null) coreText = graft(coreText, ...json);
    if (salt !== null) coreSalt = salt;
    return { code, draft: { ...draft, texts: { core: coreText, side: sideText }, coreSalt } };
  });

const spoiltOpening = fc
  .tuple(fc.constantFrom(...DRAFTS), bytes, fc.nat(9), fc.string())
  .map(([[code, draft], put, which, text]) => {
    const [trade] = draft.opening.trades;
    const [holding] = draft.opening.holdings ?? [];
    const over: readonly object[] = [
      { chainKey: put },
      { paymentKey: put },
      { grants: put },
      { trades: trade === undefined ? [] : [{ ...trade, coreKey: put }] },
      { trades: trade === undefined ? [] : [{ ...trade, sellerKey: put, buyerKey: put }] },
      { trades: trade === undefined ? [] : [{ ...trade, tradeId: text }, trade] },
      { holdings: holding === undefined ? [] : [{ ...holding, key: put }] },
      { holdings: holding === undefined ? [] : [{ ...holding, name: text }] },
      { holdings: holding === undefined ? [] : [{ ...holding, account: text, isin: text }] },
      { holdings: [], trades: [] },
    ];
    return { code, draft: { ...draft, opening: { ...draft.opening, ...over[which] } } };
  });

/** Whatever comes, there is an answer; where nothing is accepted, nothing is written. */
const isAnswered = (submission: Submission): void => {
  const before = world.hash();
  const { batches, logged } = world.simulate([submission]);
  const outcomes = batches[0]?.outcomes ?? [];
  const isWhole = batches[0]?.rejection !== undefined;
  expect(isWhole || outcomes.length === submission.batch.instructions.length).toBe(true);
  if (outcomes.every(({ status }) => status === 'REFUSED')) expect(logged).toBeUndefined();
  for (const outcome of outcomes) {
    if (outcome.status === 'ACCEPTED') continue;
    for (const text of Object.values(outcome.params ?? {})) expect(text.length).toBeLessThan(80);
  }
  expect(world.hash()).toBe(before);
};

describe('whatever is sent', () => {
  law(
    'a signed instruction with any text in it is answered',
    fc.property(spoiltParts, ({ code, draft }) => isAnswered(batchOf(code, [draft]))),
    600,
  );

  law(
    'an instruction with any opening is answered',
    fc.property(spoiltOpening, ({ code, draft }) => isAnswered(batchOf(code, [draft]))),
    400,
  );

  law(
    'a batch changed anywhere on its way is answered or is no batch',
    fc.property(
      fc.constantFrom(...DRAFTS),
      fc.array(fc.tuple(fc.nat(20_000), fc.integer({ min: 1, max: 255 })), {
        minLength: 1,
        maxLength: 4,
      }),
      ([code, draft], changes) => {
        const encoded = Uint8Array.from(encodeSubmission(batchOf(code, [draft])));
        for (const [at, mask] of changes) {
          const place = at % encoded.length;
          encoded[place] = (encoded[place] ?? 0) ^ mask;
        }
        const decoded = decodeSubmission(encoded);
        if (decoded !== undefined) isAnswered(decoded);
      },
    ),
    600,
  );
});

/** Every reader of bytes and texts: a value or undefined (or a rejection), never an exception. */
const READERS: Readonly<Record<string, (input: Uint8Array) => unknown>> = {
  decodeSubmission,
  decodeTransaction,
  decodeTradeRecord,
};
const TEXT_READERS: Readonly<Record<string, (text: string) => unknown>> = {
  parseBatchHeader,
  parseCanonical,
  parseCorePart,
  parseGenesis,
  parseHeader,
  parseSidePart,
  queryTradeInfo,
  getTradesByRange: (text) => getTradesByRange(text, text, 1, text),
};

describe('any bytes', () => {
  for (const [name, read] of Object.entries(READERS)) {
    law(
      `${name} never throws`,
      fc.property(fc.uint8Array({ maxLength: 400 }), (input) => {
        read(input);
        read(Uint8Array.of(1, ...input));
        read(Uint8Array.of(0, 0, 0, 1, ...input));
      }),
      300,
    );
  }

  for (const [name, read] of Object.entries(TEXT_READERS)) {
    law(
      `${name} never throws`,
      fc.property(fc.oneof(putText, fc.json(), fc.json({ noUnicodeString: false })), (text) => {
        read(text);
      }),
      300,
    );
  }

  it('a truncated submission is none, at every length', () => {
    const encoded = encodeSubmission(batchOf('SEC1', [DRAFTS[0]?.[1] ?? expect.fail()]));
    for (let length = 0; length < encoded.length; length += 1) {
      expect(decodeSubmission(encoded.subarray(0, length))).toBeUndefined();
    }
    expect(decodeSubmission(Uint8Array.of(...encoded, 0))).toBeUndefined();
  });

  it('a truncated transaction is none, at every length', () => {
    const { logged } = world.simulate([batchOf('SEC1', [DRAFTS[0]?.[1] ?? expect.fail()])]);
    const encoded = encodeTransaction(logged ?? expect.fail());
    for (let length = 0; length < encoded.length; length += 1) {
      expect(decodeTransaction(encoded.subarray(0, length))).toBeUndefined();
    }
    expect(decodeTransaction(Uint8Array.of(...encoded, 0))).toBeUndefined();
  });
});

describe('what was written is read', () => {
  it.each(DRAFTS)('%s: a submission', (code, draft) => {
    const submission = batchOf(code, [draft]);
    const decoded = decodeSubmission(encodeSubmission(submission));
    expect(decoded?.batch.header).toBe(submission.batch.header);
    const again = encodeSubmission(decoded ?? expect.fail());
    expect(toHex(again)).toBe(toHex(encodeSubmission(submission)));
  });

  it('a genesis, and no genesis with anything else in it', () => {
    const text = encodeGenesis(GENESIS);
    expect(parseGenesis(text)).toEqual(GENESIS);
    expect(parseGenesis(`${text}\n`)).toEqual(GENESIS);
    for (const [from, to] of [
      ['{', '{"aaa":1,'],
      ['"peer":true', '"peer":true,"zeal":1'],
      ['"rulesVersion":1', '"rulesVersion":2'],
      ['2026-09-21', '2026-09-31'],
      ['DEPOSITORY', 'DEPOSITARY'],
      ['"name":', '"name" :'],
    ] as const) {
      expect(parseGenesis(text.replace(from, to))).toBeUndefined();
    }
  });
});
