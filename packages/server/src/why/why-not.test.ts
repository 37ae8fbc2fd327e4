import { describe, expect, it } from 'vitest';
import type { Missing, TradeDetail } from '@bondledger/sdk/api';
import { stepsOf } from '../read-model/next-steps.js';
import { factsOf } from '../read-model/query/detail.js';
import type { WhyFacts } from './facts.js';
import { whyNot } from './why-not.js';

const TRADE: TradeDetail = {
  tradeId: '20260921-YZGYN0JXTKG2QBNA1ASH9S39SE',
  state: 'SUBMITTED',
  revision: 1,
  roles: [],
  reference: 'GAON-1',
  isin: 'KR310100GG35',
  instrumentType: 'MSB',
  faceAmount: '20000000000',
  unitPrice: '10022',
  settlementAmount: '20044000000',
  tradeDate: '2026-09-21',
  settlementDate: '2026-09-22',
  settlementMethod: 'DVP',
  seller: 'GAON',
  buyer: 'NARU',
  sellerKeeper: 'GAON',
  buyerKeeper: 'NARU',
  issueName: { ko: '통안증권', en: 'MSB' },
  sides: { seller: 'NONE', buyer: 'NONE' },
  next: [],
  late: false,
  height: 1,
  changedAt: '2026-09-21T01:00:00.000Z',
  submittedAt: '2026-09-21T01:00:00.000Z',
  allowed: [],
  termsHash: '0'.repeat(64),
};

const NAMES: Readonly<Record<string, { ko: string; en: string }>> = {
  GAON: { ko: '가온증권', en: 'Gaon' },
  NARU: { ko: '나루자산운용', en: 'Naru' },
  KSD: { ko: '한국예탁결제원', en: 'KSD' },
  BOK: { ko: '한국은행', en: 'BOK' },
};

const SHORT = {
  account: 'GAON-P-01',
  isin: TRADE.isin,
  holder: 'GAON',
  needed: 20_000_000_000n,
  available: 8_000_000_000n,
};
const FUND = { code: 'F1', assetManager: 'NRAMC', custodian: 'CWBK' };

function why(
  asker: string,
  change: Partial<TradeDetail>,
  more: Partial<WhyFacts> = {},
): ReturnType<typeof whyNot> {
  const trade = { ...TRADE, ...change };
  return whyNot({
    asker,
    trade,
    steps: stepsOf(factsOf(trade, trade), asker).filter(({ leadsOn }) => leadsOn),
    day: { businessDate: '2026-09-22', phase: 'OPEN' },
    short: [],
    waited: [],
    money: undefined,
    approvals: [],
    nameOf: (code) => NAMES[code] ?? { ko: code, en: code },
    ...more,
  });
}

const shortly = ({ kind, step, side, by, mine }: Missing): string =>
  [kind, step, side, by, mine ? 'mine' : undefined].filter((each) => each !== undefined).join(' ');

const CLOSED = { day: { businessDate: '2026-09-22', phase: 'CLOSED' } } as const;
const CUT_OFF = { day: { businessDate: '2026-09-22', phase: 'CUT_OFF' } } as const;
const EARLY = { day: { businessDate: '2026-09-21', phase: 'OPEN' } } as const;
const MONEY = {
  money: {
    paymentNo: 'P-1',
    payers: [{ institution: 'NARU', amount: 20_044_000_000n }],
    isQueued: true,
  },
};
const fundSides: Partial<TradeDetail> = {
  state: 'MATCHED',
  sides: { seller: 'OPEN', buyer: 'INSTRUCTED' },
  sellerSide: { account: 'CWBK-T-1', capacity: 'TRUST', fund: FUND },
};

describe('what is missing', () => {
  it.each<[string, string, Partial<TradeDetail>, Partial<WhyFacts>, readonly string[]]>([
    ['the buyer has to confirm', 'GAON', {}, {}, ['STEP CONFIRM NARU']],
    ['I have to confirm', 'NARU', {}, {}, ['STEP CONFIRM NARU mine']],
    ['too late to confirm', 'NARU', {}, CUT_OFF, ['PHASE', 'STEP CONFIRM NARU mine']],
    [
      'each side, and who where I can see it',
      'NRAMC',
      fundSides,
      {},
      ['STEP INSTRUCT seller NRAMC mine', 'STEP APPROVE buyer'],
    ],
    [
      'a checker of my own house',
      'KSD',
      { state: 'READY' },
      { approvals: ['RESTRICT'] },
      ['APPROVAL RESTRICT KSD mine', 'STEP RESTRICT KSD mine'],
    ],
    ['the date', 'GAON', { state: 'READY' }, EARLY, ['DATE', 'STEP RESTRICT KSD']],
    ['the day', 'GAON', { state: 'READY' }, CLOSED, ['PHASE', 'STEP RESTRICT KSD']],
    [
      'units, and what should bring them',
      'GAON',
      { state: 'READY' },
      { short: [SHORT], waited: [{ tradeId: 'OTHER', state: 'MATCHED' }] },
      ['UNITS seller GAON mine', 'CHAIN_LEG', 'STEP RESTRICT KSD'],
    ],
    [
      'units, of my counterparty',
      'NARU',
      { state: 'READY' },
      { short: [SHORT] },
      ['UNITS seller GAON', 'STEP RESTRICT KSD'],
    ],
    [
      'units of somebody else in my chain',
      'NARU',
      { state: 'CHAINED', chainId: 'C' },
      { short: [{ ...SHORT, holder: 'SECRET', account: 'SECRET-1' }] },
      ['UNITS', 'STEP RESTRICT KSD'],
    ],
    [
      'the money, by whom',
      'BOK',
      { state: 'PAYMENT_REQUESTED' },
      MONEY,
      ['MONEY NARU', 'STEP CONFIRM_PAYMENT BOK mine'],
    ],
    [
      'the money, where I know no more',
      'GAON',
      { state: 'PAYMENT_REQUESTED' },
      {},
      ['MONEY BOK', 'STEP CONFIRM_PAYMENT BOK'],
    ],
    [
      'nothing to pay',
      'KSD',
      { state: 'RESTRICTED', settlementMethod: 'FOP' },
      {},
      ['STEP SETTLE KSD mine'],
    ],
    ['the last step', 'KSD', { state: 'PAID' }, CUT_OFF, ['STEP SETTLE KSD mine']],
    ['nothing: it is settled', 'GAON', { state: 'SETTLED' }, {}, []],
    ['nothing will come: it failed', 'GAON', { state: 'FAILED' }, {}, []],
  ])('%s', (_, asker, change, more, expected) => {
    const answer = why(asker, change, more);
    expect(answer.missing.map(shortly)).toEqual(expected);
    expect(answer.settled).toBe(change.state === 'SETTLED');
    expect(answer.headline).toEqual(answer.missing[0]?.sentence ?? answer.headline);
    for (const { ko, en } of [answer.headline, ...answer.missing.map((each) => each.sentence)]) {
      expect(ko).toMatch(/(다|다\.)$/);
      expect(en).toMatch(/^["A-Z]/);
    }
  });
});

describe('how much is told', () => {
  it('to the holder and the depository: account, needed, there, missing', () => {
    for (const asker of ['GAON', 'KSD']) {
      const [units] = why(asker, { state: 'READY' }, { short: [SHORT] }).missing;
      expect(units).toMatchObject({
        account: 'GAON-P-01',
        needed: '20000000000',
        available: '8000000000',
        missing: '12000000000',
        sentence: {
          ko: '가온증권의 가용잔고가 120억원 부족합니다',
          en: 'Gaon is short of 12 bn won of free balance',
        },
      });
    }
  });

  it('to the buyer: that the seller is short, and nothing of its account', () => {
    const answer = why('NARU', { state: 'READY' }, { short: [SHORT] });
    expect(answer.headline.ko).toBe('가온증권의 가용잔고가 부족합니다');
    const text = JSON.stringify(answer);
    expect(text).not.toContain(SHORT.account);
    expect(text).not.toMatch(/8,?000,?000,?000|12,?000,?000,?000|120억|80억/);
  });

  it('to the buyer of a fund: the seller, not who keeps its securities', () => {
    const short = [{ ...SHORT, account: 'CWBK-T-1', holder: 'CWBK' }];
    const answer = why('NARU', { state: 'READY' }, { short });
    expect(JSON.stringify(answer)).not.toContain('CWBK');
  });

  it('to a member of a chain: nobody else of it', () => {
    const short = [{ ...SHORT, holder: 'SECRET', account: 'SECRET-1' }];
    const answer = why('NARU', { state: 'CHAINED', chainId: 'C' }, { short });
    expect(JSON.stringify(answer)).not.toContain('SECRET');
  });
});
