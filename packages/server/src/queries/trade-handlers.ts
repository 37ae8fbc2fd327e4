import { BondledgerError } from '@bondledger/domain';
import type { TradeDetail } from '@bondledger/sdk/api';
import type { Handlers } from '../http/handler.js';
import type { ReadModel } from '../read-model/read-model.js';

/** Lists, one trade, and the day in sums: all from the read model. */
export function tradeHandlers({
  readModel,
}: {
  readonly readModel: ReadModel;
}): Pick<Handlers, 'trades' | 'trade' | 'summary'> {
  return {
    trades: ({ principal, query }) => readModel.trades(principal.institution, query),
    trade: ({ principal, params, query }) =>
      findTrade(readModel, principal.institution, params.tradeId, query.atLeastHeight),
    summary: ({ principal, query }) =>
      readModel.summary(principal.institution, query.settlementDate, query.atLeastHeight),
  };
}

/**
 * A trade that the institution can see. Another's is answered like one that does not exist.
 *
 * @throws BondledgerError TRADE_UNKNOWN
 */
export async function findTrade(
  readModel: Pick<ReadModel, 'trade'>,
  institution: string,
  tradeId: string,
  atLeastHeight?: number,
): Promise<TradeDetail> {
  const found = await readModel.trade(institution, tradeId, atLeastHeight);
  if (found !== undefined) return found;
  throw new BondledgerError({ code: 'TRADE_UNKNOWN', params: { trade: tradeId } });
}
