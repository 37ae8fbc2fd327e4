import type { LotWire, SideStatus, TermsWire } from '@bondledger/domain';
import type { Lot, SeenSide, TradeRow } from '@bondledger/sdk/api';
import type { ShownTrade } from '../trade/shown-trade.js';

/** A trade as the server tells it. */
export function shownOf(row: TradeRow): ShownTrade {
  const { tradeId, height, state, revision, sides, chainId, settlementNo, paymentNo } = row;
  const { cancelRequestedBy: by, sellerSide, buyerSide } = row;
  return {
    tradeId,
    height,
    core: {
      state,
      revision,
      terms: termsOf(row),
      sides: sides as Readonly<Record<'seller' | 'buyer', SideStatus>>,
      chainId,
      settlementNo,
      ...(paymentNo === undefined ? {} : { payment: { paymentNo } }),
      ...(by === undefined ? {} : { cancel: { by } }),
    },
    ...(sellerSide === undefined ? {} : { seller: sideOf(sellerSide) }),
    ...(buyerSide === undefined ? {} : { buyer: sideOf(buyerSide) }),
  };
}

function sideOf({ account, capacity, fund, lots }: SeenSide): NonNullable<ShownTrade['seller']> {
  return {
    account,
    capacity,
    ...(fund === undefined ? {} : { fund }),
    ...(lots === undefined ? {} : { lots: lots.map(lotOf) }),
  };
}

const lotOf = ({ fundCode, faceAmount, orderNo }: Lot): LotWire => ({
  fundCode,
  faceAmount,
  ...(orderNo === undefined ? {} : { orderNo }),
});

const termsOf = (row: TradeRow): TermsWire => ({
  reference: row.reference,
  isin: row.isin,
  instrumentType: row.instrumentType,
  faceAmount: row.faceAmount,
  unitPrice: row.unitPrice,
  ...(row.yield === undefined ? {} : { yield: row.yield }),
  settlementAmount: row.settlementAmount,
  tradeDate: row.tradeDate,
  settlementDate: row.settlementDate,
  settlementMethod: row.settlementMethod,
  ...(row.fopReason === undefined ? {} : { fopReason: row.fopReason }),
  seller: row.seller,
  buyer: row.buyer,
  sellerKeeper: row.sellerKeeper,
  buyerKeeper: row.buyerKeeper,
});
