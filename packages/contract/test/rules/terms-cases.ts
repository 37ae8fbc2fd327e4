import { encodeTerms, settlementAmountOf, type SideWire, type Terms } from '@bondledger/domain';
import { nodeCrypto, termsHashOf } from '../../src/index.js';
import { attempt, type Attempt, type Case } from '../_kit/case.js';
import { LEDGER_ID } from '../_kit/genesis.js';
import { FUNDS, reach } from '../_kit/journey.js';
import { market, moveTo } from '../_kit/market.js';
import { registerIssue, registry } from '../_kit/registry-drafts.js';
import { withOwn } from '../_kit/spoil.js';
import { fundSide, party, propSide, submit, termsOf } from '../_kit/trade-drafts.js';
import { KTB, UNKNOWN_ISIN, type World } from '../_kit/world.js';

const submitting =
  (
    terms: Partial<Terms>,
    side: Partial<SideWire> = {},
    change: (world: World) => void = () => undefined,
  ) =>
  (): Attempt => {
    const world = market();
    change(world);
    return attempt(world, 'SEC1', withOwn(submit(world, termsOf(terms), propSide('SEC1')), side));
  };

const suspend = (code: string) => (world: World) =>
  world.must('KSD', registry('SUSPEND_PARTICIPANT', { code, reason: 'a test' }));

/** A buyer without keys: nothing can be granted to it, so only the terms name it. */
const buyerIs = (buyer: string) => (): Attempt => {
  const world = market();
  const draft = submit(world, termsOf(), propSide('SEC1'));
  const terms = termsOf({ buyer });
  const termsHash = termsHashOf(nodeCrypto, LEDGER_ID, draft.tradeId, terms);
  const core = { ...draft.core, data: { terms: encodeTerms(terms) }, termsHash };
  return attempt(world, 'SEC1', { ...draft, core });
};

const lots =
  (...amounts: readonly bigint[]) =>
  (): Attempt => {
    const world = market();
    const tradeId = reach(world, 'MATCHED', FUNDS);
    const named = amounts.map((faceAmount, at) => ({ faceAmount, fundCode: `F${at}` }));
    return attempt(world, 'AMC1', party(world, 'AMC1', 'INSTRUCT', tradeId, { lots: named }));
  };

const confirming = (own: SideWire) => (): Attempt => {
  const world = market();
  const tradeId = reach(world, 'SUBMITTED');
  return attempt(world, 'SEC2', party(world, 'SEC2', 'CONFIRM', tradeId, { own }));
};

const matured = (world: World): void => world.must('KSD', registerIssue(UNKNOWN_ISIN, 'KTB'));
const holiday = (date: string) => (world: World) =>
  world.must('KSD', registry('ADD_HOLIDAYS', { holidays: [date] }));
const later = (date: string) => (world: World) => void moveTo(world, date);
const { fund } = fundSide('AMC1', 'CUS1');

/** Section 5 of the catalogue, as far as a SUBMIT, CONFIRM or INSTRUCT can break it. */
export const TERMS_CASES: readonly Case[] = [
  ['ISSUE_UNKNOWN', 'not registered', submitting({ isin: UNKNOWN_ISIN })],
  [
    'ISSUE_MATURED',
    'on the day of maturity',
    submitting({ isin: UNKNOWN_ISIN, settlementDate: '2036-03-10' }, {}, matured),
  ],
  [
    'INSTRUMENT_MISMATCH',
    'a government bond as a bank bond',
    submitting({ instrumentType: 'BANK' }),
  ],
  ['COUNTERPARTY_UNKNOWN', 'nobody', buyerIs('NOBODY')],
  ['COUNTERPARTY_SUSPENDED', 'a suspended firm', submitting({}, {}, suspend('SEC2'))],
  ['COUNTERPARTY_SAME', 'oneself', submitting({ buyer: 'SEC1' })],
  ['COUNTERPARTY_ROLE', 'the central bank', submitting({ buyer: 'BOK' })],
  [
    'TRADE_DATE_FUTURE',
    'tomorrow',
    submitting({ tradeDate: '2026-09-22', settlementDate: '2026-09-23' }),
  ],
  ['TRADE_DATE_HOLIDAY', 'a Sunday', submitting({ tradeDate: '2026-09-20' })],
  ['SETTLEMENT_DATE_HOLIDAY', 'a Saturday', submitting({ settlementDate: '2026-09-26' })],
  [
    'SETTLEMENT_DATE_HOLIDAY',
    'a holiday of the genesis',
    submitting({ settlementDate: '2026-09-24' }),
  ],
  [
    'SETTLEMENT_DATE_HOLIDAY',
    'a holiday declared since',
    submitting({}, {}, holiday('2026-09-22')),
  ],
  ['SETTLEMENT_DATE_TOO_EARLY', 'the same day', submitting({ settlementDate: '2026-09-21' })],
  [
    'SETTLEMENT_DATE_TOO_LATE',
    'after 30 business days',
    submitting({ settlementDate: '2026-11-05' }),
  ],
  ['SETTLEMENT_DATE_PASSED', 'yesterday', submitting({}, {}, later('2026-09-23'))],
  [
    'SETTLEMENT_AMOUNT_WRONG',
    'a won too much',
    submitting({ settlementAmount: settlementAmountOf(10_000_000_000n, 9_850n) + 1n }),
  ],
  ['FOP_REASON_MISSING', 'free of payment, for no reason', submitting({ settlementMethod: 'FOP' })],
  ['FOP_REASON_UNEXPECTED', 'a reason against payment', submitting({ fopReason: '담보' })],
  ['ACCOUNT_NOT_OF_HOLDER', 'the account of another', submitting({}, { account: 'SEC2-001' })],
  [
    'ACCOUNT_NOT_OF_HOLDER',
    'a fund on the account of the firm',
    submitting({}, { account: 'SEC1-001', capacity: 'TRUST', ...(fund && { fund }) }),
  ],
  ['ACCOUNT_NOT_OF_HOLDER', 'the buyer on the account of the seller', confirming(propSide('SEC1'))],
  ['FUND_REQUIRED', 'trust without a fund', submitting({}, { capacity: 'TRUST' })],
  [
    'FUND_UNEXPECTED',
    'a fund for the own book',
    confirming({ ...propSide('SEC2'), ...(fund && { fund }) }),
  ],
  ['FUND_ROLE', 'a custodian as asset manager', confirming(fundSide('CUS1', 'CUS2'))],
  ['FUND_ROLE', 'an asset manager as custodian', confirming({ ...fundSide('AMC1', 'AMC2') })],
  ['FUND_ROLE', 'a suspended custodian', submitting({}, fundSide('AMC1', 'CUS1'), suspend('CUS1'))],
  ['LOTS_SUM_WRONG', 'a won is missing', lots(9_999_999_999n)],
  ['LOTS_SUM_WRONG', 'two lots, a won too much', lots(10_000_000_000n, 1n)],
];

/** Terms that are at the border and are taken. */
export const GOOD_TERMS: readonly (readonly [string, Partial<Terms>])[] = [
  ['the 30th business day', { settlementDate: '2026-11-04' }],
  ['an odd face amount, floored', { faceAmount: 12_345n, unitPrice: 9_850n }],
  ['18 digits', { faceAmount: 999_999_999_999_999_999n, unitPrice: 10_000n }],
  ['a yield', { yield: '3.125' }],
  ['free of payment', { settlementMethod: 'FOP', fopReason: '담보 이전' }],
  ['another issue', { isin: KTB, reference: 'a/b_c.d-9' }],
];
