import type { CancelReason, DeclineReason, RegistryData, RejectReason } from '@bondledger/contract';
import type { LotWire, SideName, SideWire, Terms } from '@bondledger/domain';

/** A trade, or a whole chain, as the subject of a settlement step. */
export type Subject = { readonly tradeId: string } | { readonly chainId: string };

interface OnTrade<S extends string> {
  readonly step: S;
  readonly tradeId: string;
}

interface OnSide<S extends string> extends OnTrade<S> {
  readonly side: SideName;
}

type OnSubject<S extends string> = { readonly step: S } & Subject;

/** What an institution wants done: one step, with what only its caller can know. */
export type TradeAction =
  | { readonly step: 'SUBMIT'; readonly terms: Terms; readonly own: SideWire }
  | (OnTrade<'CONFIRM'> & { readonly own: SideWire })
  | (OnTrade<'REJECT'> & { readonly reason: RejectReason; readonly fields: readonly string[] })
  | OnTrade<'WITHDRAW'>
  | (OnSide<'INSTRUCT'> & { readonly lots: readonly LotWire[] })
  | OnSide<'APPROVE'>
  | (OnSide<'DECLINE'> & { readonly reason: DeclineReason })
  | (OnTrade<'REQUEST_CANCEL'> & { readonly reason: CancelReason })
  | OnTrade<'CONFIRM_CANCEL'>
  | OnTrade<'DROP_CANCEL'>;

export type SettlementAction =
  | { readonly step: 'MERGE'; readonly tradeIds: readonly string[] }
  | { readonly step: 'SPLIT'; readonly chainId: string }
  | OnSubject<'RESTRICT'>
  | OnSubject<'RELEASE'>
  | OnSubject<'REQUEST_PAYMENT'>
  | OnSubject<'REVOKE_PAYMENT'>
  | OnSubject<'SETTLE'>
  | OnTrade<'EXPIRE'>
  | OnTrade<'FAIL'>;

export interface PaymentAction {
  readonly step: 'CONFIRM_PAYMENT' | 'CONFIRM_REVOKED';
  readonly paymentNo: string;
}

/** Administration by KSD. A step that is not offered yet is refused by the ledger. */
export type RegistryAction =
  | {
      readonly [S in Exclude<keyof RegistryData, 'OPEN_HOLDING'>]: {
        readonly step: S;
        readonly data: RegistryData[S];
      };
    }[Exclude<keyof RegistryData, 'OPEN_HOLDING'>]
  | {
      readonly step: 'OPEN_HOLDING';
      readonly account: string;
      readonly isin: string;
      /** Won of face. */
      readonly balance: bigint;
    };

export type Action = (TradeAction | SettlementAction | PaymentAction | RegistryAction) & {
  /** It stands or falls with the next one of the call, in one batch. */
  readonly linked?: boolean;
  /** Who takes the step, 1 to 64 characters; as the institution was opened if left out. */
  readonly operator?: string;
};
