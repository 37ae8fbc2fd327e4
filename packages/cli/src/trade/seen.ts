import type { Evidence } from '@bondledger/sdk';
import type { ShownTrade } from './shown-trade.js';
import type { TradeVersion } from './versions.js';

/** The trades of an institution, opened here with its keys or told by its server. */
export interface Seen {
  readonly participant: string;
  /** Those that may be wanted; what the command line filters by is checked again. */
  trades(): Promise<readonly ShownTrade[]>;
  /** @throws BondledgerError TRADE_NOT_VISIBLE, TRADE_UNKNOWN */
  find(tradeId: string): Promise<ShownTrade>;
  history(tradeId: string): Promise<readonly TradeVersion[]>;
  evidence(tradeId: string): Promise<Evidence>;
}
