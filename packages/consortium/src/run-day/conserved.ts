import { KSD } from '@bondledger/domain';
import type { Consortium } from '../directory/open-consortium.js';
import type { ReferenceDay } from '../reference-day/reference-day.js';

/** Whether a day made or lost anything. */
export interface Conserved {
  /**
   * Every issue's units are what they were before the day, none below zero, none left restricted.
   */
  readonly securities: boolean;
  /** The money at the central bank is what it was before the day. */
  readonly cash: boolean;
  readonly issues: number;
}

/** KSD adds up every account that the day knows, and BOK's accounts. */
export async function conserved(consortium: Consortium, day: ReferenceDay): Promise<Conserved> {
  const accounts = new Map<string, { account: string; isin: string }>();
  const opened = new Map<string, bigint>();
  const add = (account: string, isin: string): void => {
    accounts.set(`${account}|${isin}`, { account, isin });
  };
  for (const { account, isin, balance } of day.openingHoldings) {
    add(account, isin);
    opened.set(isin, (opened.get(isin) ?? 0n) + balance);
  }
  for (const { terms, sellerSide, buyerSide } of day.tickets) {
    add(sellerSide.account, terms.isin);
    add(buyerSide.account, terms.isin);
  }
  const named = [...accounts.values()];
  const holdings = await consortium.institution(KSD).holdings(named);
  const closed = new Map<string, bigint>();
  let sound = true;
  for (const [at, { isin }] of named.entries()) {
    const { balance, restricted } = holdings[at] ?? { balance: 0n, restricted: 0n };
    if (restricted !== 0n || balance < 0n) sound = false;
    closed.set(isin, (closed.get(isin) ?? 0n) + balance);
  }
  for (const [isin, units] of closed) if ((opened.get(isin) ?? 0n) !== units) sound = false;
  const before = day.openingCash.reduce((sum, { balance }) => sum + balance, 0n);
  let after = 0n;
  for (const balance of consortium.wire.balances().values()) after += balance;
  return { securities: sound, cash: before === after, issues: closed.size };
}
