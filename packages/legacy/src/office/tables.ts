import type { ColumnType, Generated } from 'kysely';

type Moment = ColumnType<Date, string, string>;
/** JSON as text, so that both databases give it back alike. */
type Json = string;

/** A trade in an institution's books; amounts are won, as decimal text. */
export interface TradeTable {
  office_id: Generated<string>;
  role: string;
  side: string;
  reference: string;
  trade_date: string;
  settlement_date: string;
  settlement_method: string;
  fop_reason: string | null;
  isin: string;
  instrument_type: string;
  face_amount: string;
  unit_price: string;
  yield: string | null;
  settlement_amount: string;
  seller: string;
  buyer: string;
  seller_keeper: string;
  buyer_keeper: string;
  counterparty: string;
  own: Json | null;
  lots: Json | null;
  state: Generated<string>;
  submission: string | null;
  trade_id: string | null;
  trade_state: string | null;
  revision: Generated<number>;
  code: string | null;
  params: Json | null;
  captured_at: Moment;
  changed_at: Moment;
}

/** What happened to a trade after it was captured; rows are only added. */
export interface ChangeTable {
  change_id: Generated<string>;
  office_id: string;
  at: Moment;
  by: string | null;
  state_before: string;
  state_after: string;
  trade_state_before: string | null;
  trade_state_after: string | null;
  code: string | null;
}

export interface ImportTable {
  import_id: string;
  made_at: Moment;
  expires_at: Moment;
  made_by: string;
  preview: Json;
}

export interface ImportPartTable {
  import_id: string;
  part: number;
  entries: Json;
}

export interface OfficeTables {
  trade: TradeTable;
  change: ChangeTable;
  import: ImportTable;
  import_part: ImportPartTable;
}
