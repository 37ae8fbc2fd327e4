import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeAnswer,
  loggedBatches,
  nodeCrypto,
  toHex,
  type Applied,
  type BatchOutcome,
  type Submission,
  type Transaction,
} from '@bondledger/contract';
import { ERROR_CODES } from '@bondledger/domain';
import { encodeAnswer } from './answer.js';
import { openDetail, sealDetail } from './detail.js';
import { decodePage, encodePage } from './page.js';
import { TRANSACTION_BYTES_MAX } from './limits.js';
import { refusePlaintext, transactionCall } from './proposal.js';
import { encodeRefusal, findRefusal, REFUSALS, REFUSED_LEAVES_MAX } from './refusal.js';
import { decodeTransactionInput, encodeTransactionInput } from './transaction-input.js';

const bytes = (constraints: fc.IntArrayConstraints = {}) => fc.uint8Array(constraints);
const fixed = (length: number) => bytes({ minLength: length, maxLength: length });
const leaf = fixed(32).map(toHex);

/** A batch of so many instructions, each of which says this. */
const batchOf = (count: number, core = ''): Submission => ({
  batch: {
    header: '',
    signature: new Uint8Array(64),
    instructions: Array.from({ length: count }, () => ({
      core,
      coreSalt: new Uint8Array(16),
      side: '',
      sideSalt: new Uint8Array(16),
    })),
  },
  opening: { receiptKey: new Uint8Array(32), instructions: [] },
});

const opening = fc.record({
  trades: fc.array(fc.record({ tradeId: fc.string(), coreKey: fixed(32) }), { maxLength: 2 }),
});
const submission: fc.Arbitrary<Submission> = fc.record({
  batch: fc.record({
    header: fc.string({ unit: 'grapheme' }),
    signature: fixed(64),
    instructions: fc.array(
      fc.record({ core: fc.string(), coreSalt: fixed(16), side: fc.string(), sideSalt: fixed(16) }),
      { maxLength: 3 },
    ),
  }),
  opening: fc.record({
    receiptKey: fixed(32),
    instructions: fc.array(opening, { maxLength: 3 }),
  }),
});
const transaction: fc.Arbitrary<Transaction> = fc.record({
  submissions: fc.array(submission, { maxLength: 3 }),
  skip: fc.array(leaf, { maxLength: 3 }),
});

describe('a transaction on its way', () => {
  it('arrives as it left', () => {
    fc.assert(
      fc.property(transaction, (sent) => {
        expect(decodeTransactionInput(encodeTransactionInput(sent))).toEqual(sent);
      }),
    );
  });

  it('is none where it is cut, longer, or anything else', () => {
    fc.assert(
      fc.property(transaction, fc.nat(), bytes({ minLength: 1 }), (sent, cut, more) => {
        const encoded = encodeTransactionInput(sent);
        const shorter = encoded.subarray(0, cut % encoded.length);
        expect(decodeTransactionInput(shorter)).toBeUndefined();
        const longer = Buffer.concat([encoded, more]);
        expect(decodeTransactionInput(longer)).toBeUndefined();
      }),
    );
    fc.assert(
      fc.property(bytes(), (any) => {
        expect(() => decodeTransactionInput(any)).not.toThrow();
      }),
    );
  });

  it.each<[string, Transaction]>([
    ['batches', { submissions: Array<Submission>(257).fill(batchOf(0)), skip: [] }],
    ['instructions', { submissions: [batchOf(999), batchOf(2)], skip: [] }],
    ['bytes', { submissions: [batchOf(1, 'x'.repeat(TRANSACTION_BYTES_MAX))], skip: [] }],
  ])('is refused before it leaves where it has too many %s', (_, sent) => {
    expect(() => transactionCall(sent)).toThrow(/BATCH_TOO_LARGE/);
  });

  it('is let go as large as it may be, and a batch of any number that goes alone', () => {
    for (const submissions of [
      Array<Submission>(256).fill(batchOf(1)),
      [batchOf(998), batchOf(2)],
      [batchOf(1_001)],
    ]) {
      expect(() => transactionCall({ submissions, skip: [] })).not.toThrow();
    }
  });

  it('has nothing in its arguments', () => {
    fc.assert(
      fc.property(transaction, (sent) => {
        const call = refusePlaintext(transactionCall(sent));
        expect([call.args, Object.keys(call.transient)]).toEqual([[], ['transaction']]);
      }),
    );
  });

  it.each([
    ['putTradeInfoList', ['KR103501A781']],
    ['putTradeInfo', ['']],
    ['queryTradeInfo', ['SELLER-1']],
    ['queryAllTrades', ['10', '{"isin":"KR103501A781"}']],
  ] as const)('%s is refused with %j as arguments', (functionName, args) => {
    const call = { functionName, args, transient: {} };
    expect(() => refusePlaintext(call)).toThrow(/PROPOSAL_IN_CLEAR/);
  });

  it.each([
    ['queryTradeInfo', ['20180918-0123456789ABCDEFGHJKMNPQRS']],
    ['queryTradeInfoByKey', ['2018-09-18', '0123456789ABCDEFGHJKMNPQRS']],
    ['getTradesByRange', ['2018-09-18', '2018-09-19', '100', '']],
    ['queryAllTrades', ['1000', 'trade/20180918-0123456789ABCDEFGHJKMNPQRS']],
    ['init', []],
  ] as const)('%s is let through with %j', (functionName, args) => {
    const call = { functionName, args, transient: {} };
    expect(refusePlaintext(call)).toBe(call);
  });
});

const params = fc.dictionary(fc.constantFrom('field', 'participant', 'limit'), fc.string());
const outcome = fc.oneof(
  fc.record({ leaf, status: fc.constant('ACCEPTED' as const), revision: fc.nat() }),
  fc.record(
    {
      leaf,
      status: fc.constant('REFUSED' as const),
      code: fc.constantFrom(...ERROR_CODES),
      params,
    },
    { requiredKeys: ['leaf', 'status', 'code'] },
  ),
);
const batchOutcome: fc.Arbitrary<BatchOutcome> = fc.record({
  outcomes: fc.array(outcome, { maxLength: 4 }),
  receipts: bytes({ minLength: 1 }),
});

describe('an answer', () => {
  it('says again what is logged', () => {
    const batches = fc.array(fc.tuple(batchOutcome, fc.boolean(), bytes(), bytes()), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(batches, (made) => {
        const logged = made.flatMap(([{ receipts }, isNew, leaves, accepted]) =>
          isNew ? [{ leaves, accepted, receipts }] : [],
        );
        const applied: Applied = {
          batches: made.map(([each]) => each),
          logged: logged.length === 0 ? undefined : { batches: logged, writes: [] },
        };
        const nothing = { submissions: [], skip: [] };
        const encoded = encodeAnswer(nodeCrypto, nothing, applied);
        const answered = decodeAnswer(encoded) ?? expect.fail();
        expect(loggedBatches(answered)).toEqual(logged);
        expect(answered.map(({ receipts }) => receipts)).toEqual(
          made.map(([{ receipts }]) => receipts),
        );
        expect(decodeAnswer(encoded.subarray(1))).toBeUndefined();
      }),
    );
  });

  it('keeps parameters of refusals for the sender alone', () => {
    fc.assert(
      fc.property(batchOutcome, fixed(32), fixed(32), (made, key, other) => {
        fc.pre(toHex(key) !== toHex(other));
        const sealed = sealDetail(nodeCrypto, key, made);
        const read = openDetail(nodeCrypto, key, made.receipts, sealed) ?? expect.fail();
        made.outcomes.forEach((each, at) => {
          const own = each.status === 'REFUSED' ? each.params : undefined;
          expect(read.refusals.get(at)).toEqual(own);
        });
        if (sealed.length === 0) return;
        expect(openDetail(nodeCrypto, other, made.receipts, sealed)).toBeUndefined();
      }),
    );
  });
});

describe('a page', () => {
  it('arrives as it left', () => {
    const page = fc.record({
      records: fc.array(fc.record({ key: fc.string(), value: bytes() })),
      next: fc.option(fc.string({ minLength: 1 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(page, (sent) => {
        expect(decodePage(encodePage(sent))).toEqual(sent);
        expect(decodePage(encodePage(sent).subarray(1))).toBeUndefined();
      }),
    );
  });
});

describe('a refusal', () => {
  it('is found in what peers and gateways say around it', () => {
    const leaves = fc.array(leaf, { maxLength: REFUSED_LEAVES_MAX });
    fc.assert(
      fc.property(fc.constantFrom(...REFUSALS), leaves, (code, refused) => {
        const text = `10 ABORTED: failed\nchaincode response 500, ${encodeRefusal(code, refused)}`;
        expect(findRefusal(text)).toEqual({ code, leaves: refused });
      }),
    );
  });

  it('names as many leaves as an error has room for', () => {
    const leaves = Array.from({ length: 100 }, (_, at) => at.toString(16).padStart(64, '0'));
    const found = findRefusal(encodeRefusal('GUARD_REFUSED', leaves));
    expect(found?.leaves).toEqual(leaves.slice(0, REFUSED_LEAVES_MAX));
  });

  it.each(['', 'GUARD_REFUSED', '[SOMETHING]', 'chaincode response 500, no such function'])(
    'is none in %j',
    (text) => {
      expect(findRefusal(text)).toBeUndefined();
    },
  );
});
