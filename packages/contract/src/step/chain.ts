import {
  cashInstitutionOf,
  checkChain,
  isChainId,
  netSecurities,
  refuse,
  type ChainTrade,
  type Result,
  type SettlementMethod,
} from '@bondledger/domain';
import type { StepAnswer, StepContext } from '../apply/step-context.js';
import { sideOf, type TradeEntry } from '../apply/trade-entry.js';
import { findSubject, moveAll, putChain, stopped } from './settlement-step.js';

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

export const methodsOf = (entries: readonly TradeEntry[]): readonly SettlementMethod[] =>
  entries.map(({ core }) => core.terms.settlementMethod);

/** MERGE (연쇄거래 병합): trades that pass securities on become one chain, settled whole. */
export function merge(context: StepContext): StepAnswer {
  const { chainId } = context.core;
  if (chainId === undefined || !isChainId(chainId)) {
    return stopped({ code: 'FIELD_INVALID', params: { field: 'chainId' } }).answer;
  }
  const subject = findSubject(context, { committed: true, isNewChain: true });
  if (!subject.ok) return subject.answer;
  if (subject.chain !== undefined) return stopped({ code: 'CHAIN_EXISTS' }).answer;
  const trades = chainTradesOf(subject.entries, context.day.businessDate);
  if (!trades.ok) return stopped(trades.rejection).answer;
  const wrong = checkChain(trades.value);
  if (wrong !== undefined) return stopped(wrong).answer;
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

/** SPLIT (연쇄거래 분할): the whole chain comes apart, each trade READY by itself. */
export function split(context: StepContext): StepAnswer {
  const subject = findSubject(context, { committed: true });
  if (!subject.ok) return subject.answer;
  const { chain } = subject;
  if (chain === undefined) return stopped({ code: 'CHAIN_UNKNOWN' }).answer;
  putChain(context, { ...chain, state: 'SPLIT' });
  return moveAll(context, subject, () => ({
    chainId: undefined,
    payment: undefined,
    state: 'READY',
  }));
}
