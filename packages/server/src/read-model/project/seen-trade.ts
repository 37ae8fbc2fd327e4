import type { SideContent, TradeCore } from '@bondledger/contract';
import { BOK, isFinal, KSD, STATES, type SettlementMethod } from '@bondledger/domain';
import { rolesOf } from '@bondledger/sdk';
import { TRADE_ROLES, type SeenSide, type TradeRole } from '@bondledger/sdk/api';
import { stepsOf, waitsOf } from '../next-steps.js';
import type { LotsTable, StoredDetail, StoredRow, TradesTable } from '../tables.js';

/** A version of a trade as an institution opened it. */
export interface SeenTrade {
  readonly core: Omit<TradeCore, 'evidence'>;
  readonly seller?: Omit<SideContent, 'evidence'>;
  readonly buyer?: Omit<SideContent, 'evidence'>;
  /** Of every trade of its chain, where it is free of payment itself and all of them are seen. */
  readonly chainMethods?: readonly SettlementMethod[];
  readonly height: number;
  /** When the block was made (UTC). */
  readonly time: string;
}

/** Roles as bits. */
export function roleBits(roles: readonly TradeRole[]): number {
  let bits = 0;
  for (const role of roles) bits |= 1 << TRADE_ROLES.indexOf(role);
  return bits;
}

/** The party across from an institution: whoever is not on its side. */
function counterpartyOf({ core, seller }: SeenTrade, institution: string): string {
  const { terms } = core;
  const fund = seller?.fund;
  const own = [terms.seller, fund?.assetManager, fund?.custodian];
  if (institution !== KSD && institution !== BOK && own.includes(institution)) return terms.buyer;
  return terms.seller;
}

const sideOf = (side: Omit<SideContent, 'evidence'>): SeenSide => ({
  account: side.account,
  capacity: side.capacity,
  ...(side.fund === undefined ? {} : { fund: side.fund }),
  ...(side.lots === undefined ? {} : { lots: [...side.lots] }),
});

export interface SeenRows {
  readonly trade: TradesTable;
  readonly row: StoredRow;
  readonly detail: StoredDetail;
  readonly lots: readonly LotsTable[];
}

/** All rows of a trade, from the version that an institution opened. */
export function rowsOf(seen: SeenTrade, institution: string): SeenRows {
  const { core, seller, buyer, height, time } = seen;
  const { terms, payment, cancel, chainId, settlementNo } = core;
  const roles = rolesOf(seen, institution);
  const steps = stepsOf(seen, institution);
  const row: StoredRow = {
    tradeId: core.tradeId,
    state: core.state,
    revision: core.revision,
    roles,
    ...terms,
    sides: core.sides,
    ...(seller === undefined ? {} : { sellerSide: sideOf(seller) }),
    ...(buyer === undefined ? {} : { buyerSide: sideOf(buyer) }),
    ...(chainId === undefined ? {} : { chainId }),
    ...(settlementNo === undefined ? {} : { settlementNo }),
    ...(payment === undefined ? {} : { paymentNo: payment.paymentNo }),
    ...(cancel === undefined ? {} : { cancelRequestedBy: cancel.by }),
    next: steps.filter(({ leadsOn }) => leadsOn),
    height,
    changedAt: time,
  };
  const trade: TradesTable = {
    trade_id: core.tradeId,
    state: core.state,
    state_no: STATES.indexOf(core.state),
    is_final: isFinal(core.state),
    settlement_date: terms.settlementDate,
    isin: terms.isin,
    instrument_type: terms.instrumentType,
    face_amount: terms.faceAmount,
    settlement_amount: terms.settlementAmount,
    settlement_method: terms.settlementMethod,
    reference: terms.reference,
    seller: terms.seller,
    buyer: terms.buyer,
    counterparty: counterpartyOf(seen, institution),
    seller_account: seller?.account ?? null,
    buyer_account: buyer?.account ?? null,
    seller_fund: seller?.fund?.code ?? null,
    buyer_fund: buyer?.fund?.code ?? null,
    chain_id: chainId ?? null,
    roles: roleBits(roles),
    waits: waitsOf(steps),
    height: height.toString(),
  };
  return { trade, row, detail: detailOf(core), lots: lotsOf(seen) };
}

function detailOf({ termsHash, payment }: SeenTrade['core']): StoredDetail {
  if (payment === undefined) return { termsHash };
  const { paymentNo, attempt, askedBack = false } = payment;
  return { termsHash, payment: { paymentNo, attempt, askedBack } };
}

function lotsOf(seen: SeenTrade): readonly LotsTable[] {
  return (['seller', 'buyer'] as const).flatMap((side) =>
    (seen[side]?.lots ?? []).map((lot, place) => ({
      trade_id: seen.core.tradeId,
      side,
      place,
      fund_code: lot.fundCode,
      face_amount: lot.faceAmount,
      order_no: lot.orderNo ?? null,
    })),
  );
}
