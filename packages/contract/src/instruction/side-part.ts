import {
  accept,
  encodeLots,
  encodeSide,
  firstRejection,
  holderOf,
  isIsin,
  parseAmount,
  parseLots,
  parseSide,
  refuse,
  type Lot,
  type Rejection,
  type Result,
  type SideWire,
} from '@bondledger/domain';
import {
  canonicalText,
  isObject,
  parseCanonical,
  type Json,
  type JsonObject,
} from '../bytes/canonical.js';
import { refuseNamed } from './members.js';

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

/** Reads a side part from its exact text. Where several things are wrong, the first code counts. */
export function parseSidePart(text: string): Result<SidePart> {
  const value = parseCanonical(text);
  if (value === undefined) return refuse('INSTRUCTION_MALFORMED');
  const { account, capacity, fund, holding, lots, operator, ...rest } = value;
  const lotsRead = lots === undefined ? undefined : parseLots(lots);
  const holdingRead = holding === undefined ? undefined : parseHolding(holding);
  const hasSide = account !== undefined || capacity !== undefined || fund !== undefined;
  const sideRead = hasSide ? parseSide(present({ account, capacity, fund })) : undefined;
  const [unknown] = Object.keys(rest);
  const wrong = firstRejection(
    operatorWrong(operator),
    unknown === undefined ? undefined : refuseNamed('FIELD_UNKNOWN', 'field', unknown),
    rejectionOf(lotsRead),
    rejectionOf(holdingRead),
    rejectionOf(sideRead),
  );
  if (wrong !== undefined || typeof operator !== 'string') {
    return { ok: false, rejection: wrong ?? { code: 'INSTRUCTION_MALFORMED' } };
  }
  return accept({
    operator,
    ...(sideRead?.ok === true ? { side: sideRead.value } : {}),
    ...(lotsRead?.ok === true ? { lots: lotsRead.value } : {}),
    ...(holdingRead?.ok === true ? { holding: holdingRead.value } : {}),
  });
}

const rejectionOf = (read: Result<unknown> | undefined): Rejection | undefined =>
  read?.ok === false ? read.rejection : undefined;

const present = (value: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined));

function operatorWrong(operator: Json | undefined): Rejection | undefined {
  const params = { field: 'operator' };
  if (operator === undefined) return { code: 'FIELD_MISSING', params };
  if (typeof operator !== 'string' || !OPERATOR.test(operator)) {
    return { code: 'FIELD_INVALID', params };
  }
  return operator.normalize('NFC') === operator ? undefined : { code: 'TEXT_NOT_NFC', params };
}

function parseHolding(value: Json): Result<OpeningHolding> {
  if (!isObject(value) || Object.keys(value).join() !== 'account,balance,isin') {
    return refuse('FIELD_INVALID', { field: 'holding' });
  }
  const { account, balance, isin } = value;
  if (typeof account !== 'string' || holderOf(account) === undefined) {
    return refuse('FIELD_INVALID', { field: 'account' });
  }
  const amount = parseAmount(typeof balance === 'string' ? balance : '', 'balance');
  if (!amount.ok) return amount;
  if (typeof isin !== 'string' || !isIsin(isin)) return refuse('ISIN_INVALID', { field: 'isin' });
  return accept({ account, balance: amount.value.toString(), isin });
}
