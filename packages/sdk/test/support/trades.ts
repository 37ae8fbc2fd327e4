import { BOK, KSD } from '@bondledger/domain';
import type { TradeKeys } from '../../src/client/trade-view.js';
import { fundSide, propSide, SETTLEMENT_DATE, type Consortium } from './consortium.js';

/** Trades whose lives differ, by name. */
export interface Trades {
  /** Both sides funds; declined and instructed again, a cancel dropped, a payment asked back. */
  readonly eventful: string;
  /** No side a fund, settled at once. */
  readonly plain: string;
  /** The two of a chain SELLER, MIDDLE, BUYER. */
  readonly chained: readonly [string, string];
  readonly free: string;
  /** Both sides funds of one custodian: there is nothing to pay. */
  readonly netted: string;
  readonly rejected: string;
  readonly withdrawn: string;
  readonly cancelled: string;
  readonly failed: string;
}

type Over = Parameters<Consortium['terms']>[0];
type FundTrades = readonly [eventful: string, netted: string];

/** Trades without a fund, in one batch for each seller, both in one block. */
async function submitPlain(
  consortium: Consortium,
  bySeller: readonly (readonly [seller: string, overs: readonly Over[]])[],
): Promise<readonly (readonly string[])[]> {
  return Promise.all(
    bySeller.map(([seller, overs]) =>
      consortium.takeAll(
        seller,
        overs.map((over) => {
          const terms = consortium.terms({ seller, ...over });
          return { step: 'SUBMIT', terms, own: propSide(seller) };
        }),
      ),
    ),
  );
}

const confirmPlain = (
  consortium: Consortium,
  buyer: string,
  tradeIds: readonly string[],
): Promise<readonly string[]> =>
  consortium.takeAll(
    buyer,
    tradeIds.map((tradeId) => ({ step: 'CONFIRM', tradeId, own: propSide(buyer) })),
  );

async function submitFunds(consortium: Consortium): Promise<FundTrades> {
  const faceAmount = 5_000_000_000n;
  const [eventful = '', netted = ''] = await consortium.takeAll(
    'SELLER',
    ['CANARYSELL', 'A'].map((fund) => {
      const terms = consortium.terms({ faceAmount });
      return { step: 'SUBMIT', terms, own: fundSide('KEEPER-F01', fund) };
    }),
  );
  await consortium.takeAll('BUYER', [
    { step: 'CONFIRM', tradeId: eventful, own: fundSide('VAULT-F02', 'CANARYBUY') },
    { step: 'CONFIRM', tradeId: netted, own: fundSide('KEEPER-F03', 'B') },
  ]);
  return [eventful, netted];
}

const instructing = (tradeId: string, side: 'seller' | 'buyer', fundCode: string) =>
  ({
    step: 'INSTRUCT',
    tradeId,
    side,
    lots: [{ faceAmount: '5000000000', fundCode }],
  }) as const;

/** Everything up to READY, on the trade date. */
async function matchFunds(consortium: Consortium): Promise<FundTrades> {
  const [eventful, netted] = await submitFunds(consortium);
  const take = consortium.take.bind(consortium);
  const sell = instructing(eventful, 'seller', 'CANARYSELL');
  await take('MANAGER', sell);
  await take('KEEPER', { step: 'DECLINE', tradeId: eventful, side: 'seller', reason: 'UNCLEAR' });
  await take('BUYER', { step: 'REQUEST_CANCEL', tradeId: eventful, reason: 'AGREED' });
  const buy = instructing(eventful, 'buyer', 'CANARYBUY');
  await consortium.takeAll('MANAGER', [instructing(netted, 'seller', 'A'), buy]);
  await consortium.takeAll('MANAGER', [instructing(netted, 'buyer', 'B'), sell]);
  await consortium.takeAll('KEEPER', [
    { step: 'APPROVE', tradeId: netted, side: 'buyer' },
    { step: 'APPROVE', tradeId: eventful, side: 'seller' },
  ]);
  await take('BUYER', { step: 'DROP_CANCEL', tradeId: eventful });
  await Promise.all([
    take('VAULT', { step: 'APPROVE', tradeId: eventful, side: 'buyer' }),
    take('KEEPER', { step: 'APPROVE', tradeId: netted, side: 'seller' }),
  ]);
  return [eventful, netted];
}

async function paid(
  consortium: Consortium,
  subject: { readonly tradeId: string } | { readonly chainId: string },
): Promise<void> {
  await consortium.take(KSD, { step: 'REQUEST_PAYMENT', ...subject });
  await consortium.take(BOK, { step: 'CONFIRM_PAYMENT', paymentNo: await openPayment(consortium) });
}

async function openPayment(consortium: Consortium): Promise<string> {
  const bok = consortium.of(BOK);
  await bok.caughtUp();
  const open = [...bok.book.payments()].find(
    ({ state }) => state === 'REQUESTED' || state === 'ASKED_BACK',
  );
  return open?.paymentNo ?? '';
}

/** A small day, from the first submission to the last settlement. */
export async function runTrades(consortium: Consortium): Promise<Trades> {
  const take = consortium.take.bind(consortium);
  const [eventful, netted] = await matchFunds(consortium);
  const gift = { settlementMethod: 'FOP', fopReason: 'Gift' } as const;
  const [sold = [], passedOn = []] = await submitPlain(consortium, [
    ['SELLER', [{}, gift, {}, {}, {}, {}, { buyer: 'MIDDLE' }]],
    ['MIDDLE', [{}]],
  ]);
  const [plain = '', free = '', cancelled = '', failed = '', rejected = ''] = sold;
  const [withdrawn = '', first = ''] = sold.slice(5);
  const [second = ''] = passedOn;
  await Promise.all([
    confirmPlain(consortium, 'BUYER', [plain, second, free, cancelled, failed]),
    confirmPlain(consortium, 'MIDDLE', [first]),
  ]);
  await take('BUYER', { step: 'REJECT', tradeId: rejected, reason: 'NOT_TRADED', fields: [] });
  await take('SELLER', { step: 'WITHDRAW', tradeId: withdrawn });
  await take('SELLER', { step: 'REQUEST_CANCEL', tradeId: cancelled, reason: 'AGREED' });
  await take('BUYER', { step: 'CONFIRM_CANCEL', tradeId: cancelled });
  await consortium.nextDay();
  await settleEventful(consortium, eventful);
  await settleChain(consortium, [first, second]);
  await settleRest(consortium, { plain, free, netted, failed });
  const chained = [first, second] as const;
  return { eventful, plain, chained, free, netted, rejected, withdrawn, cancelled, failed };
}

async function settleRest(
  consortium: Consortium,
  { plain, free, netted, failed }: Pick<Trades, 'plain' | 'free' | 'netted' | 'failed'>,
): Promise<void> {
  const step = 'RESTRICT';
  const tradeIds = [netted, plain, free, failed];
  await consortium.takeAll(
    KSD,
    tradeIds.map((tradeId) => ({ step, tradeId })),
  );
  await consortium.take(KSD, { step: 'REQUEST_PAYMENT', tradeId: netted });
  await paid(consortium, { tradeId: plain });
  await consortium.takeAll(
    KSD,
    [plain, free, netted].map((tradeId) => ({ step: 'SETTLE', tradeId })),
  );
  const late = { businessDate: SETTLEMENT_DATE, phase: 'CUT_OFF' } as const;
  await consortium.take(KSD, { step: 'SET_DAY', data: late });
  await consortium.take(KSD, { step: 'FAIL', tradeId: failed });
}

async function settleEventful(consortium: Consortium, tradeId: string): Promise<void> {
  const take = consortium.take.bind(consortium);
  await take(KSD, { step: 'RESTRICT', tradeId });
  await take(KSD, { step: 'REQUEST_PAYMENT', tradeId });
  await take(KSD, { step: 'REVOKE_PAYMENT', tradeId });
  const paymentNo = await openPayment(consortium);
  await take(BOK, { step: 'CONFIRM_REVOKED', paymentNo });
  await take(KSD, { step: 'RELEASE', tradeId });
  await take(KSD, { step: 'RESTRICT', tradeId });
  await paid(consortium, { tradeId });
  await take(KSD, { step: 'SETTLE', tradeId });
}

async function settleChain(
  consortium: Consortium,
  tradeIds: readonly [string, string],
): Promise<void> {
  const split = await consortium.take(KSD, { step: 'MERGE', tradeIds });
  await consortium.take(KSD, { step: 'SPLIT', chainId: split });
  const chainId = await consortium.take(KSD, { step: 'MERGE', tradeIds });
  await consortium.take(KSD, { step: 'RESTRICT', chainId });
  await paid(consortium, { chainId });
  await consortium.take(KSD, { step: 'SETTLE', chainId });
}

/** The keys by which an institution opens a trade. */
export async function keysOf(
  consortium: Consortium,
  code: string,
  tradeId: string,
): Promise<TradeKeys> {
  const institution = consortium.of(code);
  await institution.caughtUp();
  const view = institution.book.trade(tradeId);
  if (view === undefined) throw new Error(`${code} does not see ${tradeId}`);
  return view.keys;
}
