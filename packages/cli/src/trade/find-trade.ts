import { BondledgerError, isTradeId } from '@bondledger/domain';
import type { Institution, TradeView } from '@bondledger/sdk';
import type { Call } from '../command/call.js';
import { UsageError } from '../command/usage-error.js';
import { speak } from '../texts/language.js';
import { USAGE_TEXTS } from '../texts/usage.js';

/** The trade number that a command was called with. @throws UsageError where it is none */
export function wantedTrade(call: Call): string {
  const text = call.operand(0);
  const tradeId = text.toUpperCase();
  if (isTradeId(tradeId)) return tradeId;
  throw new UsageError(speak(USAGE_TEXTS, call.language).notATrade(text));
}

/** A trade by its number. @throws BondledgerError TRADE_NOT_VISIBLE where there is no such trade */
export function findTrade({ book }: Institution, tradeId: string): TradeView {
  const view = book.trade(tradeId);
  if (view === undefined) {
    throw new BondledgerError({ code: 'TRADE_NOT_VISIBLE', params: { trade: tradeId } });
  }
  return view;
}
