import type { TradeRow } from '@bondledger/sdk/api';

/** What a stored row has: what depends on the day or on names is added when it is read. */
export type StoredRow = Omit<TradeRow, 'late' | 'issueName' | 'submittedAt'>;

/** What the page of one trade shows beside its row. */
export interface StoredDetail {
  readonly termsHash: string;
  readonly payment?:
    | { readonly paymentNo: string; readonly attempt: number; readonly askedBack: boolean }
    | undefined;
}

/** The tables of one institution: what it can open, in SQL. Moments are texts in UTC. */
export interface ReadTables {
  readonly checkpoint: CheckpointTable;
  readonly trades: TradesTable;
  readonly changing: ChangingTable;
  readonly details: DetailsTable;
  readonly lots: LotsTable;
  readonly steps: StepsTable;
  readonly hours: HoursTable;
  readonly chains: ChainsTable;
  readonly payments: PaymentsTable;
  readonly issues: IssuesTable;
  readonly participants: ParticipantsTable;
}

/** One row: up to where the blocks were read. It is written with the rows of its block. */
export interface CheckpointTable {
  readonly version: number;
  readonly ledger_id: string;
  readonly height: string;
  /** Of the block's header: a ledger with another block there is another ledger. */
  readonly hash: string;
  readonly business_date: string;
  readonly phase: string;
  /** False from when the tables were made until they had come up with the ledger. */
  readonly is_whole: boolean;
}

/** What is searched, sorted and summed; narrow, so that sums over all of it are quick. */
export interface TradesTable {
  readonly trade_id: string;
  readonly state: string;
  /** The state's place in a trade's life. */
  readonly state_no: number;
  readonly is_final: boolean;
  readonly settlement_date: string;
  readonly isin: string;
  readonly instrument_type: string;
  readonly face_amount: string;
  readonly settlement_amount: string;
  readonly settlement_method: string;
  readonly reference: string;
  readonly seller: string;
  readonly buyer: string;
  /** The party that is not one's own side's; the seller where neither is. */
  readonly counterparty: string;
  readonly seller_account: string | null;
  readonly buyer_account: string | null;
  readonly seller_fund: string | null;
  readonly buyer_fund: string | null;
  readonly chain_id: string | null;
  /** A bit for each of TRADE_ROLES that one has. */
  readonly roles: number;
  /** A bit for each of STEPS that leads on and is one's own to take. */
  readonly waits: number;
  readonly height: string;
}

/** Of each trade what changes with every step and is sorted by; the same as in `trades`. */
export type ChangingTable = Pick<TradesTable, 'trade_id' | 'state_no' | 'height'>;

/** What a row shows, as the API writes it. */
export interface DetailsTable {
  readonly trade_id: string;
  readonly submitted_at: string;
  readonly row: StoredRow;
  readonly detail: StoredDetail;
}

export interface LotsTable {
  readonly trade_id: string;
  readonly side: string;
  readonly place: number;
  readonly fund_code: string;
  readonly face_amount: string;
  readonly order_no: string | null;
}

/** Every step that was seen, with the state after it. */
export interface StepsTable {
  readonly trade_id: string;
  readonly revision: number;
  readonly step: string;
  readonly side: string | null;
  readonly state: string;
  readonly committed_at: string;
  readonly height: string;
  readonly leaf: string;
}

/** How many trades reached a state in an hour (KST), by settlement date. */
export interface HoursTable {
  readonly settlement_date: string;
  readonly state: string;
  readonly hour: number;
  readonly count: string;
  readonly face_amount: string;
  readonly settlement_amount: string;
}

export interface ChainsTable {
  readonly chain_id: string;
  readonly isin: string;
  readonly state: string;
  readonly attempt: number;
  readonly trade_ids: readonly string[];
  readonly nets: readonly (readonly [account: string, units: string])[];
  readonly height: string;
}

export interface PaymentsTable {
  readonly payment_no: string;
  readonly state: string;
  readonly chain_id: string | null;
  readonly trade_ids: readonly string[];
  readonly legs: readonly (readonly [institution: string, won: string])[];
  readonly amount: string;
  readonly height: string;
}

export interface IssuesTable {
  readonly isin: string;
  readonly name_ko: string;
  readonly name_en: string;
  readonly instrument_type: string;
  readonly maturity_date: string;
}

export interface ParticipantsTable {
  readonly code: string;
  readonly name_ko: string;
  readonly name_en: string;
  readonly roles: readonly string[];
}

/** The schema of an institution. */
export const schemaOf = (institution: string): string => `rm_${institution.toLowerCase()}`;
