import { cashInstitutionOf, cashLegs, type Step } from '@bondledger/domain';
import {
  chainKeyOf,
  chainRecordKey,
  commitmentKey,
  commitmentOf,
  legsCommitment,
  nodeCrypto,
  openRecord,
  paymentKeyOf,
  paymentNoOf,
  paymentRecordKey,
  type ChainContent,
  type HoldingContent,
  type HoldingOpening,
  type JsonObject,
  type PaymentContent,
} from '../../src/index.js';
import { freshBytes, type Draft } from './batch.js';
import { LEDGER_ID } from './genesis.js';
import { pairOf } from './institution.js';
import { holdingOpening } from './registry-drafts.js';
import { ISSUED_AT, viewOf, type TradeView } from './trade-drafts.js';
import type { World } from './world.js';

const settlementPair = (): Uint8Array => pairOf(LEDGER_ID, 'KSD', 'BOK');
export const chainKey = (chainId: string): Uint8Array =>
  chainKeyOf(nodeCrypto, settlementPair(), chainId);
export const paymentKey = (paymentNo: string): Uint8Array =>
  paymentKeyOf(nodeCrypto, settlementPair(), paymentNo);

export function chainOf(world: World, chainId: string): ChainContent | undefined {
  const name = chainRecordKey(chainId);
  const bytes = world.state.get(name);
  return bytes && openRecord<ChainContent>(nodeCrypto, chainKey(chainId), name, bytes);
}

export function paymentOf(world: World, paymentNo: string): PaymentContent | undefined {
  const name = paymentRecordKey(paymentNo);
  const bytes = world.state.get(name);
  return bytes && openRecord<PaymentContent>(nodeCrypto, paymentKey(paymentNo), name, bytes);
}

export function holdingOf(world: World, account: string, isin: string): HoldingContent | undefined {
  const { key, name } = holdingOpening(account, isin);
  const bytes = world.state.get(name);
  return bytes && openRecord<HoldingContent>(nodeCrypto, key, name, bytes);
}

/** A trade, or the chain and its trades. */
export type About =
  | { readonly tradeId: string }
  | { readonly chainId: string; readonly tradeIds?: readonly string[] };

const tradeIdsOf = (world: World, about: About): readonly string[] =>
  'tradeId' in about
    ? [about.tradeId]
    : (about.tradeIds ?? chainOf(world, about.chainId)?.tradeIds ?? []);

const legsOf = (views: readonly TradeView[]): readonly (readonly [string, string])[] =>
  cashLegs(
    views.flatMap(({ core: { terms }, seller, buyer }) =>
      buyer === undefined
        ? []
        : [
            {
              settlementAmount: BigInt(terms.settlementAmount),
              settlementMethod: terms.settlementMethod,
              sellerCash: cashInstitutionOf(terms.seller, seller),
              buyerCash: cashInstitutionOf(terms.buyer, buyer),
            },
          ],
    ),
  ).map(({ institution, amount }) => [institution, amount.toString()]);

/** Each account of the trades that may deliver or receive, once. */
function holdingsOf(views: readonly TradeView[]): readonly HoldingOpening[] {
  const accounts = views.flatMap(({ seller, buyer, core }) =>
    [seller, buyer].flatMap((side) =>
      side === undefined ? [] : [`${side.account} ${core.terms.isin}`],
    ),
  );
  return [...new Set(accounts)].map((name) => {
    const [account = '', isin = ''] = name.split(' ');
    return holdingOpening(account, isin);
  });
}

/** What KSD and BOK name in the data of a payment's step. */
function paymentData(
  world: World,
  step: string,
  about: About,
  views: readonly TradeView[],
): { readonly paymentNo: string; readonly payment: string } {
  const [first] = views;
  if (step === 'REQUEST_PAYMENT') {
    const attempts =
      'chainId' in about
        ? (chainOf(world, about.chainId)?.attempt ?? 0)
        : (first?.core.payment?.attempt ?? 0);
    const settlementNo = first?.core.settlementNo ?? '20260921-0000000000000';
    const subject = 'chainId' in about ? about.chainId : settlementNo;
    const paymentNo = paymentNoOf(subject, attempts + 1);
    const legs = legsOf(views);
    return {
      paymentNo,
      payment: legsCommitment(nodeCrypto, paymentKey(paymentNo), paymentNo, legs),
    };
  }
  const paymentNo = first?.core.payment?.paymentNo ?? '20260921-0000000000000-1';
  const legs = paymentOf(world, paymentNo)?.legs ?? [];
  return {
    paymentNo,
    payment: legsCommitment(nodeCrypto, paymentKey(paymentNo), paymentNo, legs),
  };
}

const ANSWERS: ReadonlySet<string> = new Set(['CONFIRM_PAYMENT', 'CONFIRM_REVOKED']);
const PAYMENTS: ReadonlySet<string> = new Set([...ANSWERS, 'REQUEST_PAYMENT', 'REVOKE_PAYMENT']);

/** Any step of KSD or BOK on a trade or a chain. */
export function settlement(world: World, step: Step, about: About, code?: string): Draft {
  const views = tradeIdsOf(world, about).map((tradeId) => viewOf(world, tradeId));
  const coreSalt = freshBytes(16);
  const trades = views.map(({ core, keys }) =>
    commitmentOf(nodeCrypto, commitmentKey(nodeCrypto, keys.coreKey, coreSalt), core),
  );
  const isAnswer = ANSWERS.has(step);
  const paying = PAYMENTS.has(step) ? paymentData(world, step, about, views) : undefined;
  const { paymentNo = '', payment = '' } = paying ?? {};
  const data: JsonObject = {
    ...(step === 'REQUEST_PAYMENT' || isAnswer ? { payment } : {}),
    ...(paying === undefined ? {} : { paymentNo }),
    ...(isAnswer ? {} : { trades }),
  };
  const answers = paymentOf(world, paymentNo)?.request;
  return {
    core: {
      ...(isAnswer && answers !== undefined ? { answers } : {}),
      ...('chainId' in about ? { chainId: about.chainId } : { tradeId: about.tradeId }),
      data,
      issuedAt: ISSUED_AT,
      participant: code ?? (isAnswer ? 'BOK' : 'KSD'),
      step,
    },
    side: { operator: 'settlement' },
    coreSalt,
    sideSalt: freshBytes(16),
    opening: {
      trades: views.map(({ tradeId, keys, buyer }) =>
        isAnswer
          ? { tradeId, coreKey: keys.coreKey }
          : {
              tradeId,
              coreKey: keys.coreKey,
              sellerKey: keys.sellerKey,
              ...(buyer === undefined ? {} : { buyerKey: keys.buyerKey }),
            },
      ),
      ...(isAnswer ? {} : { holdings: holdingsOf(views) }),
      ...('chainId' in about ? { chainKey: chainKey(about.chainId) } : {}),
      ...(paying === undefined ? {} : { paymentKey: paymentKey(paymentNo) }),
    },
  };
}
