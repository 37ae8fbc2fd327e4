import type { TradePayment } from '@bondledger/contract';
import type { TradeView } from '@bondledger/sdk';

type Core = TradeView['core'];

/** What is shown of a trade: from one's own book, or as a server tells it. */
export interface ShownTrade extends Pick<TradeView, 'tradeId' | 'height' | 'seller' | 'buyer'> {
  readonly core: Pick<
    Core,
    'state' | 'revision' | 'terms' | 'sides' | 'chainId' | 'settlementNo'
  > & {
    readonly payment?: Pick<TradePayment, 'paymentNo'> | undefined;
    readonly cancel?: Pick<NonNullable<Core['cancel']>, 'by'> | undefined;
  };
}
