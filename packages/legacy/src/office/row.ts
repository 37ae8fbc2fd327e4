import {
  encodeTerms,
  type ErrorCode,
  type InstrumentType,
  type LotWire,
  type SettlementMethod,
  type SideWire,
  type State,
} from '@bondledger/domain';
import type { Selectable } from 'kysely';
import type { OfficeEntry, OfficeRole, OfficeRow, OfficeState } from './entry.js';
import type { TradeTable } from './tables.js';

/** The columns that an entry fills, as JSON carries them to the database. */
export interface EntryColumns {
  readonly [column: string]: string | null;
}

/** The columns of an entry; the counterparty is the other party of the trade. */
export function columnsOf({ role, side, terms, own, lots }: OfficeEntry): EntryColumns {
  const wire = encodeTerms(terms);
  return {
    role,
    side,
    reference: wire.reference,
    trade_date: wire.tradeDate,
    settlement_date: wire.settlementDate,
    settlement_method: wire.settlementMethod,
    fop_reason: wire.fopReason ?? null,
    isin: wire.isin,
    instrument_type: wire.instrumentType,
    face_amount: wire.faceAmount,
    unit_price: wire.unitPrice,
    yield: wire.yield ?? null,
    settlement_amount: wire.settlementAmount,
    seller: wire.seller,
    buyer: wire.buyer,
    seller_keeper: wire.sellerKeeper,
    buyer_keeper: wire.buyerKeeper,
    counterparty: side === 'seller' ? wire.buyer : wire.seller,
    own: own === undefined ? null : JSON.stringify(own),
    lots: lots === undefined ? null : JSON.stringify(lots),
  };
}

/** What the database has by the types that were written. */
export function rowOf(row: Selectable<TradeTable>): OfficeRow {
  return {
    officeId: row.office_id,
    role: row.role as OfficeRole,
    side: row.side as 'seller' | 'buyer',
    terms: {
      buyer: row.buyer,
      buyerKeeper: row.buyer_keeper,
      faceAmount: BigInt(row.face_amount),
      ...(row.fop_reason === null ? {} : { fopReason: row.fop_reason }),
      instrumentType: row.instrument_type as InstrumentType,
      isin: row.isin,
      reference: row.reference,
      seller: row.seller,
      sellerKeeper: row.seller_keeper,
      settlementAmount: BigInt(row.settlement_amount),
      settlementDate: row.settlement_date,
      settlementMethod: row.settlement_method as SettlementMethod,
      tradeDate: row.trade_date,
      unitPrice: BigInt(row.unit_price),
      ...(row.yield === null ? {} : { yield: row.yield }),
    },
    ...(row.own === null ? {} : { own: JSON.parse(row.own) as SideWire }),
    ...(row.lots === null ? {} : { lots: JSON.parse(row.lots) as readonly LotWire[] }),
    state: row.state as OfficeState,
    ...(row.submission === null ? {} : { submission: row.submission }),
    ...(row.trade_id === null ? {} : { tradeId: row.trade_id }),
    ...(row.trade_state === null ? {} : { tradeState: row.trade_state as State }),
    ...(row.code === null ? {} : { code: row.code as ErrorCode }),
    ...(row.params === null ? {} : { params: JSON.parse(row.params) as Record<string, string> }),
    capturedAt: row.captured_at.toISOString(),
    changedAt: row.changed_at.toISOString(),
  };
}
