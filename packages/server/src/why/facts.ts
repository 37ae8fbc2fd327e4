import type { Step } from '@bondledger/domain';
import type { BilingualText, NextStep, TradeDetail } from '@bondledger/sdk/api';
import type { DayFacts } from '../read-model/next-steps.js';

/** Securities that a deliverer has not free. */
export interface ShortUnits {
  readonly account: string;
  readonly isin: string;
  readonly holder: string;
  /** Won of face. */
  readonly needed: bigint;
  readonly available: bigint;
}

/** A delivery that has to come in first. */
export interface WaitedLeg {
  readonly tradeId: string;
  readonly state: TradeDetail['state'];
}

/** What is known of the money that a payment moves. */
export interface MoneyFacts {
  readonly paymentNo: string;
  /** Who pays, as far as the asker may know, and how much. */
  readonly payers: readonly { readonly institution: string; readonly amount: bigint }[];
  /** BOK's system has it in its queue for want of money. */
  readonly isQueued: boolean;
}

/** Everything that the answer is made of, as far as the asker may know. */
export interface WhyFacts {
  readonly asker: string;
  readonly trade: TradeDetail;
  /** Every step that leads on, whatever the day. */
  readonly steps: readonly NextStep[];
  readonly day: DayFacts;
  /** Undefined where nobody whom the asker may ask knows. */
  readonly short: readonly ShortUnits[] | undefined;
  readonly waited: readonly WaitedLeg[];
  readonly money: MoneyFacts | undefined;
  /** A step that somebody of the asker's own institution made and nobody approved yet. */
  readonly approvals: readonly Step[];
  readonly nameOf: (institution: string) => BilingualText;
}
