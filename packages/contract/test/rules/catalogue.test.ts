import { describe, expect, it } from 'vitest';
import { ERROR_CODES, type ErrorCode } from '@bondledger/domain';
import { nodeCrypto, openReceipts, parseBatchHeader } from '../../src/index.js';
import { market } from '../_kit/market.js';
import { propSide, submit, termsOf } from '../_kit/trade-drafts.js';
import type { Attempt, Case } from '../_kit/case.js';
import { BATCH_CASES } from './batch-cases.js';
import { FORM_CASES, MALFORMED_CASES } from './form-cases.js';
import { REGISTRY_CASES } from './registry-cases.js';
import { SETTLEMENT_CASES } from './settlement-cases.js';
import { GOOD_TERMS, TERMS_CASES } from './terms-cases.js';
import { TRADE_CASES } from './trade-cases.js';

/** Applied twice: the rules answer alike, keep nothing, and say the same in the sealed receipts. */
function codeOf({ world, submission, skip = [], at = 0 }: Attempt): ErrorCode | undefined {
  const before = world.hash();
  const { batches, logged } = world.transact([submission], skip);
  const [batch] = batches;
  const outcome = batch?.outcomes[at];
  const code = outcome?.status === 'REFUSED' ? outcome.code : batch?.rejection?.code;
  const others = batch?.outcomes.filter((_, place) => place !== at) ?? [];
  if (others.every(({ status }) => status === 'REFUSED')) {
    expect(logged).toBeUndefined();
    expect(world.hash()).toBe(before);
  }
  const root = parseBatchHeader(submission.batch.header)?.root ?? '';
  const { receiptKey } = submission.opening;
  if (batch !== undefined && receiptKey.length === 32) {
    const receipts = openReceipts(nodeCrypto, receiptKey, root, batch.receipts);
    expect(receipts?.map((receipt) => receipt.status)).toEqual(
      batch.outcomes.map(({ status }) => status),
    );
  }
  return code;
}

const run = (cases: readonly Case[]): void => {
  it.each(cases)('%s: %s', (code, _, make) => {
    expect(codeOf(make())).toBe(code);
  });
};

describe('1. the batch as a whole', () => run(BATCH_CASES));
describe('2. the text of an instruction', () => run(MALFORMED_CASES));
describe('2. the form of an instruction', () => run(FORM_CASES));
describe('3. and 4. who and when, and the trade that is named', () => run(TRADE_CASES));
describe('5. the terms and the sides', () => run(TERMS_CASES));
describe('5. settlement', () => run(SETTLEMENT_CASES));
describe('6. administration', () => run(REGISTRY_CASES));

it.each(GOOD_TERMS)('terms with %s are taken', (_, terms) => {
  const world = market();
  expect(world.answer('SEC1', submit(world, termsOf(terms), propSide('SEC1')))).toBe(1);
});

/** The codes up to section 6 that the contract never answers, and why. */
const NOT_HERE: Partial<Record<ErrorCode, string>> = {
  QUEUE_FULL: 'the gateway has the queue',
  PAYMENT_OPEN: 'in PAYMENT_REQUESTED the step table refuses with STEP_NOT_ALLOWED already',
};

it('every code that the contract can answer has a row', () => {
  const cases = [
    BATCH_CASES,
    MALFORMED_CASES,
    FORM_CASES,
    TRADE_CASES,
    TERMS_CASES,
    SETTLEMENT_CASES,
    REGISTRY_CASES,
  ];
  const answered = new Set<ErrorCode>(cases.flat().map(([code]) => code));
  const rules = ERROR_CODES.slice(0, ERROR_CODES.indexOf('KEYSTORE_EXISTS'));
  expect(rules.filter((code) => !answered.has(code))).toEqual(Object.keys(NOT_HERE));
});
