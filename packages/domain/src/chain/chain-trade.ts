import type { InstitutionCode } from '../institution/institution.js';
import type { TradeId } from '../trade/identifier.js';
import type { IsoDate, SettlementMethod } from '../trade/terms.js';

/** The most trades of one chain. */
export const MAX_CHAIN_TRADES = 100;

/** What of a trade matters to a chain. Amounts are won. */
export interface ChainTrade {
  readonly tradeId: TradeId;
  readonly isin: string;
  readonly settlementDate: IsoDate;
  readonly faceAmount: bigint;
  readonly settlementAmount: bigint;
  readonly settlementMethod: SettlementMethod;
  readonly sellerAccount: string;
  readonly buyerAccount: string;
  /** On whose central bank accounts the cash moves. */
  readonly sellerCash: InstitutionCode;
  readonly buyerCash: InstitutionCode;
}

/** The order of code units, which is the same in every place. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
