import {
  BondledgerError,
  type CashLeg,
  type InstitutionCode,
  type PaymentNo,
} from '@bondledger/domain';
import type { PaymentGroup, WireResult } from './payment.js';

const VERSION = 1;

type LegPair = readonly [institution: InstitutionCode, amount: string];
type Amounts = Readonly<Record<InstitutionCode, string>>;

/**
 * What the journal keeps: each input with what was decided on it. Putting the decisions in again
 * gives the same book for ever, even where a later version would decide otherwise.
 */
export type WireRecord =
  | {
      readonly kind: 'OPEN';
      readonly version: number;
      readonly accounts: Amounts;
      readonly withheld: Amounts;
    }
  | {
      readonly kind: 'REQUEST';
      readonly groups: readonly { readonly no: PaymentNo; readonly legs: readonly LegPair[] }[];
      readonly paid: readonly PaymentNo[];
    }
  | { readonly kind: 'RECALL'; readonly no: PaymentNo; readonly result: WireResult }
  | {
      readonly kind: 'INJECT';
      readonly institution: InstitutionCode;
      readonly amount: string;
      readonly withheld: string;
      readonly paid: readonly PaymentNo[];
    }
  | { readonly kind: 'ACKNOWLEDGE'; readonly nos: readonly PaymentNo[] };

const amountsOf = (balances: ReadonlyMap<InstitutionCode, bigint>): Amounts =>
  Object.fromEntries(Array.from(balances, ([code, amount]) => [code, amount.toString()]));

/** Amounts as they are written, read into a map. */
export const balancesOf = (amounts: Amounts): Map<InstitutionCode, bigint> =>
  new Map(Object.entries(amounts).map(([code, amount]) => [code, BigInt(amount)]));

export const openRecord = (
  accounts: ReadonlyMap<InstitutionCode, bigint>,
  withheld: ReadonlyMap<InstitutionCode, bigint>,
): WireRecord & { readonly kind: 'OPEN' } => ({
  kind: 'OPEN',
  version: VERSION,
  accounts: amountsOf(accounts),
  withheld: amountsOf(withheld),
});

export const requestRecord = (
  groups: readonly PaymentGroup[],
  paid: readonly PaymentNo[],
): WireRecord => ({
  kind: 'REQUEST',
  groups: groups.map(({ paymentNo, legs }) => ({
    no: paymentNo,
    legs: legs.map(({ institution, amount }) => [institution, amount.toString()]),
  })),
  paid,
});

export const legsOf = (pairs: readonly LegPair[]): readonly CashLeg[] =>
  pairs.map(([institution, amount]) => ({ institution, amount: BigInt(amount) }));

export const encodeRecord = (record: WireRecord): string => JSON.stringify(record);

/**
 * Reads a record back. Its checksum has been verified, so it is one that this code wrote.
 *
 * @throws BondledgerError DIRECTORY_VERSION where another version wrote the journal.
 */
export const decodeRecord = (text: string): WireRecord => {
  const record = JSON.parse(text) as WireRecord;
  if (record.kind === 'OPEN' && record.version !== VERSION) {
    throw new BondledgerError({ code: 'DIRECTORY_VERSION' });
  }
  return record;
};
