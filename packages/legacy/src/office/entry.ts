import {
  checkLots,
  checkSide,
  firstRejection,
  moneyCode,
  parseLots,
  refuse,
  type ErrorCode,
  type InstitutionCode,
  type LotWire,
  type Rejection,
  type SideName,
  type SideWire,
  type State,
  type Terms,
} from '@bondledger/domain';
import type { TicketInput } from '../tickets/ticket.js';

/** For what an institution has a trade in its books. */
export const OFFICE_ROLES = ['seller', 'buyer', 'asset-manager'] as const;
export type OfficeRole = (typeof OFFICE_ROLES)[number];

/** NEW: only in one's own books. SENT: on its way. The others: what the ledger answered. */
export type OfficeState = 'NEW' | 'SENT' | 'ON_LEDGER' | 'REFUSED';

/** A trade as one institution captures it: the terms and its own side, never the other one. */
export interface OfficeEntry {
  readonly role: OfficeRole;
  /** The side that is its own, or whose fund it manages. */
  readonly side: SideName;
  readonly terms: Terms;
  readonly own?: SideWire;
  /** How a fund's manager allots the trade. */
  readonly lots?: readonly LotWire[];
}

/** An entry in the books, and what became of it. */
export interface OfficeRow extends OfficeEntry {
  readonly officeId: string;
  readonly state: OfficeState;
  /** The submission that sent it last, by its sender's name. */
  readonly submission?: string;
  /** The ledger's side of it, once it is there. */
  readonly tradeId?: string;
  readonly tradeState?: State;
  /** Why the ledger refused it. */
  readonly code?: ErrorCode;
  readonly params?: Readonly<Record<string, string>>;
  /** Moments in UTC, ISO 8601. */
  readonly capturedAt: string;
  readonly changedAt: string;
}

/**
 * What an institution has in its books of a trade: as the seller, as the buyer, and for each side
 * whose fund it manages, with the lots. Of the other side it has nothing.
 */
export function entriesOf(institution: InstitutionCode, ticket: TicketInput): OfficeEntry[] {
  const { terms } = ticket;
  const entries: OfficeEntry[] = [];
  for (const side of ['seller', 'buyer'] as const) {
    const own = ticket[`${side}Side`];
    const parts = { side, terms, ...(own === undefined ? {} : { own }) };
    if (terms[side] === institution) entries.push({ role: side, ...parts });
    if (own?.fund?.assetManager !== institution) continue;
    const lots = ticket[`${side}Lots`];
    entries.push({ role: 'asset-manager', ...parts, ...(lots === undefined ? {} : { lots }) });
  }
  return entries;
}

/**
 * The rules that an entry can be held against without the ledger: a role that is the institution's,
 * the amount, the reason of a delivery free of payment, its own side, the sum of the lots.
 */
export function checkEntry(
  institution: InstitutionCode,
  entry: OfficeEntry,
): Rejection | undefined {
  const { own, lots, terms } = entry;
  const money = moneyCode(terms);
  return firstRejection(
    checkRole(institution, entry),
    terms.seller === terms.buyer ? refuse('COUNTERPARTY_SAME').rejection : undefined,
    money === undefined ? undefined : refuse(money).rejection,
    own === undefined ? undefined : checkSide(own, terms[entry.side]),
    lots === undefined ? undefined : checkAllocation(lots, terms.faceAmount),
  );
}

function checkRole(
  institution: string,
  { role, side, terms, own }: OfficeEntry,
): Rejection | undefined {
  if (role !== 'asset-manager') {
    const isOwn = role === side && terms[role] === institution;
    return isOwn ? undefined : refuse('PARTY_NOT_ALLOWED').rejection;
  }
  if (own?.fund === undefined) return refuse('FUND_REQUIRED').rejection;
  const isManager = own.fund.assetManager === institution;
  return isManager ? undefined : refuse('PARTY_NOT_ALLOWED').rejection;
}

function checkAllocation(wire: readonly LotWire[], faceAmount: bigint): Rejection | undefined {
  const lots = parseLots(wire);
  return lots.ok ? checkLots(lots.value, faceAmount) : lots.rejection;
}
