import { BondledgerError, isTradeId } from '@bondledger/domain';
import type { Institution, TradeView } from '@bondledger/sdk';

/**
 * A trade by its identifier.
 *
 * @throws BondledgerError QUERY_INVALID where it is no identifier, TRADE_NOT_VISIBLE where the
 * institution has no such trade
 */
export function findTrade({ book }: Institution, text: string): TradeView {
  const tradeId = text.toUpperCase();
  if (!isTradeId(tradeId)) {
    throw new BondledgerError({ code: 'QUERY_INVALID', params: { field: 'tradeId' } });
  }
  const view = book.trade(tradeId);
  if (view === undefined) {
    throw new BondledgerError({ code: 'TRADE_NOT_VISIBLE', params: { trade: tradeId } });
  }
  return view;
}
