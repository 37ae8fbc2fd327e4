import { firstRejection } from '../error/precedence.js';
import { accept, refuse, type Rejection, type Result } from '../error/rejection.js';
import type { InstitutionCode } from '../institution/institution.js';
import { holderOf, isAccount } from './account.js';
import { Form, institution, isObject, optional, required, textOf, wordOf } from './form.js';
import { CAPACITIES, type Fund, type SideWire } from './side.js';

/** A fund's code: 1 to 12 capitals or digits. */
export const FUND_CODE = /^[A-Z0-9]{1,12}$/;

const SIDE_FORM = new Form<SideWire>({
  account: required((value) =>
    typeof value === 'string' && isAccount(value) ? undefined : 'FIELD_INVALID',
  ),
  capacity: required(wordOf(CAPACITIES)),
  fund: optional((value) => (isObject(value) ? undefined : 'FIELD_INVALID')),
});

const FUND_FORM = new Form<Fund>({
  assetManager: required(institution),
  code: required(textOf(FUND_CODE)),
  custodian: required(institution),
});

const copyOf = (fund: Fund): Fund => ({
  assetManager: fund.assetManager,
  code: fund.code,
  custodian: fund.custodian,
});

/** A side with its members in the canonical order, and nothing but them. */
export const encodeSide = (side: SideWire): SideWire => {
  const fund = Object.hasOwn(side, 'fund') ? side.fund : undefined;
  return {
    account: side.account,
    capacity: side.capacity,
    ...(fund === undefined ? {} : { fund: copyOf(fund) }),
  };
};

/**
 * Reads one side of a trade from parsed JSON, strictly.
 *
 * Codes, each with the field: FIELD_MISSING, FIELD_UNKNOWN, FIELD_INVALID. A fund's fields are
 * named `fund.code` and so on.
 */
export const parseSide = (value: unknown): Result<SideWire> => {
  const hasFund = isObject(value) && Object.hasOwn(value, 'fund');
  const side = SIDE_FORM.read(value, 'side');
  const fund = hasFund ? FUND_FORM.read(value['fund'], 'fund', 'fund.') : undefined;
  const rejection = firstRejection(
    side.ok ? undefined : side.rejection,
    fund === undefined || fund.ok ? undefined : fund.rejection,
  );
  if (rejection !== undefined) return { ok: false, rejection };
  return side.ok ? accept(encodeSide(side.value)) : side;
};

/**
 * The business rules of a side: TRUST goes with a fund and nothing else does, and the account is
 * the party's or, for a fund, its custodian's. Whose account it has to be is known only where the
 * fund fits the capacity, so the holder is asked only then.
 */
export const checkSide = (side: SideWire, party: InstitutionCode): Rejection | undefined => {
  if (side.capacity === 'TRUST' && side.fund === undefined) {
    return refuse('FUND_REQUIRED').rejection;
  }
  if (side.capacity !== 'TRUST' && side.fund !== undefined) {
    return refuse('FUND_UNEXPECTED').rejection;
  }
  const holder = side.fund === undefined ? party : side.fund.custodian;
  return holderOf(side.account) === holder ? undefined : refuse('ACCOUNT_NOT_OF_HOLDER').rejection;
};

/** On whose central bank account the cash of a side moves: the fund's custodian, else the party. */
export const cashInstitutionOf = (party: InstitutionCode, side: SideWire): InstitutionCode =>
  side.fund === undefined ? party : side.fund.custodian;
