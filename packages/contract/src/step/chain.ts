import {
  cashInstitutionOf,
  checkChain,
  netSecurities,
  refuse,
  type ChainTrade,
  type Result,
  type SettlementMethod,
  type SideName,
} from '@bondledger/domain';
import type { StepAnswer, StepContext } from '../apply/step-context.js';
import { sideOf, type TradeEntry } from '../apply/trade-entry.js';
import { moveAll } from './move-all.js';
import { putChain } from './settlement-records.js';
import { findSubject, stopped } from './subject.js';

/** What the chain rules look at, read from both sides. A trade not settled yet rolls to today. */
export function chainTradeOf(
  { core, ...sides }: TradeEntry,
  businessDate: string,
): Result<ChainTrade> {
  const seller = sideOf({ core, ...sides }, 'seller');
  const buyer = sideOf({ core, ...sides }, 'buyer');
  if (!seller.ok || !buyer.ok) return refuse('OPENING_WRONG');
  const { terms } = core;
  const rolled = terms.settlementDate < businessDate ? businessDate : terms.settlementDate;
  return {
    ok: true,
    value: {
      tradeId: core.tradeId,
      isin: terms.isin,
      settlementDate: rolled,
      faceAmount: BigInt(terms.faceAmount),
      settlementAmount: BigInt(terms.settlementAmount),
      settlementMethod: terms.settlementMethod,
      sellerAccount: seller.value.account,
      buyerAccount: buyer.value.account,
      sellerCash: cashInstitutionOf(terms.seller, seller.value),
      buyerCash: cashInstitutionOf(terms.buyer, buyer.value),
    },
  };
}

export function chainTradesOf(
  entries: readonly TradeEntry[],
  businessDate: string,
): Result<readonly ChainTrade[]> {
  const trades: ChainTrade[] = [];
  for (const entry of entries) {
    const trade = chainTradeOf(entry, businessDate);
    if (!trade.ok) return trade;
    trades.push(trade.value);
  }
  return { ok: true, value: trades };
}

export const bothSides = (): readonly SideName[] => ['seller', 'buyer'];

export const methodsOf = (entries: readonly TradeEntry[]): readonly SettlementMethod[] =>
  entries.map(({ core }) => core.terms.settlementMethod);

/** MERGE (연쇄거래 병합): trades that pass securities on become one chain, settled whole. */
export function merge(context: StepContext): StepAnswer {
  const { chainId } = context.core;
  const subject = findSubject(context, { isNewChain: true, sides: bothSides });
  if (!subject.ok) return subject.answer;
  const trades = chainTradesOf(subject.entries, context.day.businessDate);
  if (!trades.ok) return stopped(trades.rejection).answer;
  const wrong = checkChain(trades.value);
  if (wrong !== undefined) return stopped(wrong).answer;
  if (chainId === undefined) return stopped({ code: 'FIELD_MISSING' }).answer;
  putChain(context, {
    attempt: 0,
    chainId,
    isin: trades.value[0]?.isin ?? '',
    nets: [...netSecurities(trades.value)].map(([account, net]) => [account, net.toString()]),
    state: 'CHAINED',
    tradeIds: trades.value.map(({ tradeId }) => tradeId),
  });
  return moveAll(context, subject, () => ({ chainId, cancel: undefined, state: 'CHAINED' }));
}

/**
 * SPLIT (연쇄거래 분할): the whole chain comes apart, each trade READY by itself. A trade remembers
 * its last payment, so that no payment number is ever used twice.
 */
export function split(context: StepContext): StepAnswer {
  const subject = findSubject(context);
  if (!subject.ok) return subject.answer;
  const { chain } = subject;
  if (chain === undefined) return stopped({ code: 'CHAIN_UNKNOWN' }).answer;
  putChain(context, { ...chain, state: 'SPLIT' });
  return moveAll(context, subject, () => ({ chainId: undefined, state: 'READY' }));
}
