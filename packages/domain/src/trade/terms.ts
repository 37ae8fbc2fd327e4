import type { InstitutionCode } from '../institution/institution.js';

/** 국채, 통안채, 금융채, 특수채, 회사채, 지방채, CD, CP, 전단채. */
export const INSTRUMENT_TYPES = [
  'KTB',
  'MSB',
  'BANK',
  'SPECIAL',
  'CORPORATE',
  'MUNICIPAL',
  'CD',
  'CP',
  'STB',
] as const;

export type InstrumentType = (typeof INSTRUMENT_TYPES)[number];

export type SettlementMethod = 'DVP' | 'FOP';

/** A calendar date, `YYYY-MM-DD`. */
export type IsoDate = string;

/** What both sides of a trade agreed. Amounts are won; unitPrice is won per 10,000 won of face. */
export interface Terms {
  readonly reference: string;
  readonly isin: string;
  readonly instrumentType: InstrumentType;
  readonly faceAmount: bigint;
  readonly unitPrice: bigint;
  readonly yield?: string;
  readonly settlementAmount: bigint;
  readonly tradeDate: IsoDate;
  readonly settlementDate: IsoDate;
  readonly settlementMethod: SettlementMethod;
  readonly fopReason?: string;
  readonly seller: InstitutionCode;
  readonly buyer: InstitutionCode;
  /** Who keeps the side: the party itself until agents are offered. */
  readonly sellerKeeper: InstitutionCode;
  readonly buyerKeeper: InstitutionCode;
}

/** The terms in JSON: amounts as decimal strings, members in the canonical (sorted) order. */
export type TermsWire = {
  readonly [K in keyof Terms]: Terms[K] extends bigint ? string : Terms[K];
};
