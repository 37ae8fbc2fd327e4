import {
  accept,
  encodeLots,
  encodeSide,
  isIsin,
  parseAmount,
  parseLots,
  parseSide,
  refuse,
  type Lot,
  type Result,
  type SideWire,
} from '@bondledger/domain';
import { canonicalText, isObject, parseCanonical, type Json } from '../bytes/canonical.js';

/** What an instruction says to its own side alone, and who of the institution's people took it. */
export interface SidePart {
  /** The sender's own name for its operator. */
  readonly operator: string;
  /** With SUBMIT and CONFIRM. */
  readonly side?: SideWire;
  /** With INSTRUCT. */
  readonly lots?: readonly Lot[];
  /** With OPEN_HOLDING: sealed by standing here, balance in won of face. */
  readonly holding?: OpeningHolding;
}

/** A balance that the depository brings onto the ledger. */
export interface OpeningHolding {
  readonly account: string;
  readonly balance: string;
  readonly isin: string;
}

const OPERATOR = /^[^\p{Cc}\p{Cs}]{1,64}$/u;

/** Canonical JSON: the side's own members, lots and operator in sorted order. */
export function encodeSidePart(part: SidePart): string {
  const side = part.side === undefined ? undefined : encodeSide(part.side);
  return canonicalText({
    account: side?.account,
    capacity: side?.capacity,
    fund: side?.fund,
    holding: part.holding && {
      account: part.holding.account,
      balance: part.holding.balance,
      isin: part.holding.isin,
    },
    lots: part.lots === undefined ? undefined : encodeLots(part.lots),
    operator: part.operator,
  });
}

/** Reads a side part from its exact text. */
export function parseSidePart(text: string): Result<SidePart> {
  const value = parseCanonical(text);
  if (value === undefined) return refuse('INSTRUCTION_MALFORMED');
  const { operator, lots, holding, ...rest } = value;
  if (operator === undefined) return refuse('FIELD_MISSING', { field: 'operator' });
  if (typeof operator !== 'string' || !OPERATOR.test(operator)) {
    return refuse('FIELD_INVALID', { field: 'operator' });
  }
  if (operator.normalize('NFC') !== operator) return refuse('TEXT_NOT_NFC', { field: 'operator' });
  const part: { -readonly [K in keyof SidePart]: SidePart[K] } = { operator };
  if (lots !== undefined) {
    const parsed = parseLots(lots);
    if (!parsed.ok) return parsed;
    part.lots = parsed.value;
  }
  if (holding !== undefined) {
    const parsed = parseHolding(holding);
    if (!parsed.ok) return parsed;
    part.holding = parsed.value;
  }
  if (Object.keys(rest).length > 0) {
    const side = parseSide(rest);
    if (!side.ok) return side;
    part.side = side.value;
  }
  return accept(part);
}

function parseHolding(value: Json): Result<OpeningHolding> {
  if (!isObject(value) || Object.keys(value).join() !== 'account,balance,isin') {
    return refuse('FIELD_INVALID', { field: 'holding' });
  }
  const { account, balance, isin } = value;
  if (typeof account !== 'string') return refuse('FIELD_INVALID', { field: 'account' });
  if (typeof isin !== 'string' || !isIsin(isin)) return refuse('ISIN_INVALID', { field: 'isin' });
  const amount = parseAmount(typeof balance === 'string' ? balance : '');
  return amount.ok ? accept({ account, balance: amount.value.toString(), isin }) : amount;
}
