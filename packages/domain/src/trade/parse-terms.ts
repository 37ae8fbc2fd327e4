import { isIsoDate } from '../calendar/date.js';
import { accept, type Rejection, type Result } from '../error/rejection.js';
import { isIsin } from '../isin/isin.js';
import {
  amount,
  Form,
  institution,
  optional,
  refuseField,
  required,
  textOf,
  wordOf,
  type Check,
} from './form.js';
import { INSTRUMENT_TYPES, type Terms, type TermsWire } from './terms.js';

const REFERENCE = /^[A-Za-z0-9._/-]{1,40}$/;
const YIELD = /^(?!-0(?:\.0+)?$)(?=.{1,12}$)-?(?:0|[1-9][0-9]*)(?:\.[0-9]{1,6})?$/;

/**
 * 1 to 100 characters, with a visible one at both ends. Control characters, lone surrogates, line
 * separators and marks that turn the direction of writing are kept out, so that what is shown is
 * what was agreed.
 */
const REASON = /^(?!\s)[^\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]{1,100}(?<!\s)$/u;

const MAX_REASON_UNITS = 1000;

const isin: Check = (value) => {
  if (typeof value !== 'string') return 'FIELD_INVALID';
  return isIsin(value) ? undefined : 'ISIN_INVALID';
};

const date: Check = (value) => {
  if (typeof value !== 'string') return 'FIELD_INVALID';
  return isIsoDate(value) ? undefined : 'DATE_INVALID';
};

/** The length is that of the composed text, so a text in NFD is told just that. */
const reason: Check = (value) => {
  if (typeof value !== 'string' || value.length > MAX_REASON_UNITS) return 'FIELD_INVALID';
  const composed = value.normalize('NFC');
  if (!REASON.test(composed)) return 'FIELD_INVALID';
  return composed === value ? undefined : 'TEXT_NOT_NFC';
};

/** In the canonical order, which is also the order in which encodeTerms writes them. */
const TERMS_FORM = new Form<TermsWire>({
  buyer: required(institution),
  buyerKeeper: required(institution),
  faceAmount: required(amount),
  fopReason: optional(reason),
  instrumentType: required(wordOf(INSTRUMENT_TYPES)),
  isin: required(isin),
  reference: required(textOf(REFERENCE)),
  seller: required(institution),
  sellerKeeper: required(institution),
  settlementAmount: required(amount),
  settlementDate: required(date),
  settlementMethod: required(wordOf(['DVP', 'FOP'])),
  tradeDate: required(date),
  unitPrice: required(amount),
  yield: optional(textOf(YIELD)),
});

/** Is it the name of a field of the terms, such as `unitPrice`? */
export const isTermsField = (name: string): boolean => TERMS_FORM.has(name);

/** The keeper of a side is the party itself until agents are offered. */
const checkKeepers = (wire: TermsWire): Rejection | undefined => {
  if (wire.buyerKeeper !== wire.buyer) return refuseField('AGENT_NOT_OFFERED', 'buyerKeeper');
  if (wire.sellerKeeper !== wire.seller) return refuseField('AGENT_NOT_OFFERED', 'sellerKeeper');
  return undefined;
};

/** The terms of a checked wire form; what is optional counts only as an own member. */
const decode = (wire: TermsWire): Terms => {
  const fopReason = Object.hasOwn(wire, 'fopReason') ? wire.fopReason : undefined;
  const yieldText = Object.hasOwn(wire, 'yield') ? wire.yield : undefined;
  return {
    buyer: wire.buyer,
    buyerKeeper: wire.buyerKeeper,
    faceAmount: BigInt(wire.faceAmount),
    ...(fopReason === undefined ? {} : { fopReason }),
    instrumentType: wire.instrumentType,
    isin: wire.isin,
    reference: wire.reference,
    seller: wire.seller,
    sellerKeeper: wire.sellerKeeper,
    settlementAmount: BigInt(wire.settlementAmount),
    settlementDate: wire.settlementDate,
    settlementMethod: wire.settlementMethod,
    tradeDate: wire.tradeDate,
    unitPrice: BigInt(wire.unitPrice),
    ...(yieldText === undefined ? {} : { yield: yieldText }),
  };
};

/**
 * Reads the terms of a trade from parsed JSON, strictly: what is not exactly the wire form is
 * refused, since a signature stands on it.
 *
 * Codes, each with the field: FIELD_MISSING, FIELD_UNKNOWN, FIELD_INVALID, TEXT_NOT_NFC,
 * AMOUNT_INVALID, ISIN_INVALID, DATE_INVALID, AGENT_NOT_OFFERED.
 */
export const parseTerms = (value: unknown): Result<Terms> => {
  const wire = TERMS_FORM.read(value, 'terms');
  if (!wire.ok) return wire;
  const rejection = checkKeepers(wire.value);
  return rejection === undefined ? accept(decode(wire.value)) : { ok: false, rejection };
};

/** The wire form of terms, its members in the canonical order of RFC 8785. */
export const encodeTerms = (terms: Terms): TermsWire => ({
  buyer: terms.buyer,
  buyerKeeper: terms.buyerKeeper,
  faceAmount: terms.faceAmount.toString(),
  ...(terms.fopReason === undefined ? {} : { fopReason: terms.fopReason }),
  instrumentType: terms.instrumentType,
  isin: terms.isin,
  reference: terms.reference,
  seller: terms.seller,
  sellerKeeper: terms.sellerKeeper,
  settlementAmount: terms.settlementAmount.toString(),
  settlementDate: terms.settlementDate,
  settlementMethod: terms.settlementMethod,
  tradeDate: terms.tradeDate,
  unitPrice: terms.unitPrice.toString(),
  ...(terms.yield === undefined ? {} : { yield: terms.yield }),
});
