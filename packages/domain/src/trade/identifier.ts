/** `YYYYMMDD-` and 26 base-32 characters (Crockford). */
export type TradeId = string;
/** `YYYYMMDD-C` and 13 base-32 characters. */
export type ChainId = string;
/** `YYYYMMDD-` and 13 base-32 characters. */
export type SettlementNo = string;
/** A settlementNo or chainId, `-`, the attempt from 1. */
export type PaymentNo = string;

const TRADE_ID = /^\d{8}-[0-9A-HJKMNP-TV-Z]{26}$/;
const CHAIN_ID = /^\d{8}-C[0-9A-HJKMNP-TV-Z]{13}$/;
const PAYMENT_NO = /^\d{8}-C?[0-9A-HJKMNP-TV-Z]{13}-[1-9]\d{0,3}$/;

/** The form alone, here and below: whether there is such a trade is for the ledger. */
export const isTradeId = (text: string): text is TradeId => TRADE_ID.test(text);

/** Is it a chain's number by its form? */
export const isChainId = (text: string): text is ChainId => CHAIN_ID.test(text);

/** Is it a payment's number by its form? */
export const isPaymentNo = (text: string): text is PaymentNo => PAYMENT_NO.test(text);
