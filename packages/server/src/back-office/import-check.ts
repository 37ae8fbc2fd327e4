import {
  CALENDAR_KEY,
  DAY_KEY,
  issueKey,
  nodeCrypto,
  participantKey,
  readRegistry,
  tradeIdOf,
  type CalendarRecord,
  type DayRecord,
  type IssueRecord,
  type ParticipantRecord,
} from '@bondledger/contract';
import {
  BondledgerError,
  checkTerms,
  createCalendar,
  firstRejection,
  KSD,
  mayTrade,
  refuse,
  type Calendar,
  type Rejection,
  type Role,
  type SideWire,
} from '@bondledger/domain';
import type { EntryCheck, OfficeEntry, OfficeStore } from '@bondledger/legacy';
import type { Desk } from '../desks/desk.js';
import { inTime } from '../desks/in-time.js';

/**
 * What would be refused of entries if they were submitted now, as far as the institution's own
 * books and the ledger's registry say: nothing is sent. Who does not submit an entry is told of
 * the institutions and the issue that are not there; its dates are the seller's matter.
 *
 * @throws BondledgerError LEDGER_DOWN
 */
export async function importCheck(
  desk: Desk,
  store: Pick<OfficeStore, 'inBooks'>,
  entries: readonly OfficeEntry[],
): Promise<EntryCheck> {
  const inBooks = await store.inBooks(entries);
  const registry = await registryOf(desk, entries);
  const { businessDate, calendar } = registry;
  const isOnLedger = onLedger(desk);
  return (entry) => {
    const { role, side, terms, own } = entry;
    const issue = registry.issues.get(issueKey(terms.isin));
    const isSeller = role === 'seller';
    const known = issue === undefined ? refuse('ISSUE_UNKNOWN').rejection : undefined;
    return firstRejection(
      isSeller && isOnLedger(entry) ? refuse('REFERENCE_DUPLICATE').rejection : undefined,
      isSeller ? checkTerms(terms, { calendar, businessDate, issue }) : known,
      checkCounterparty(terms[side === 'seller' ? 'buyer' : 'seller'], registry),
      own === undefined ? undefined : checkFund(own, registry),
      inBooks.has(entry)
        ? refuse('OFFICE_TRADE_EXISTS', { reference: terms.reference }).rejection
        : undefined,
    );
  };
}

/** What of the registry the entries are held against; the maps are by ledger keys. */
interface Registry {
  readonly businessDate: string;
  readonly calendar: Calendar;
  readonly issues: ReadonlyMap<string, IssueRecord | undefined>;
  readonly participants: ReadonlyMap<string, ParticipantRecord | undefined>;
}

/** The records that the entries name, read together. @throws BondledgerError LEDGER_DOWN */
async function registryOf({ transport }: Desk, entries: readonly OfficeEntry[]): Promise<Registry> {
  const issues = new Set<string>();
  const participants = new Set<string>();
  for (const { terms, own } of entries) {
    issues.add(issueKey(terms.isin));
    const { assetManager, custodian } = own?.fund ?? {};
    for (const code of [terms.seller, terms.buyer, assetManager, custodian]) {
      if (code !== undefined) participants.add(participantKey(code));
    }
  }
  const keys = [DAY_KEY, CALENDAR_KEY, ...issues, ...participants];
  const values = await inTime(transport.read(keys));
  const day = readRegistry<DayRecord>(values.get(DAY_KEY));
  if (day === undefined) throw new BondledgerError({ code: 'LEDGER_DOWN' });
  const { holidays = [] } = readRegistry<CalendarRecord>(values.get(CALENDAR_KEY)) ?? {};
  return {
    businessDate: day.businessDate,
    calendar: createCalendar(holidays),
    issues: new Map([...issues].map((key) => [key, readRegistry(values.get(key))])),
    participants: new Map([...participants].map((key) => [key, readRegistry(values.get(key))])),
  };
}

/** Whether the institution has submitted a trade of that name already. */
function onLedger({ code, institution }: Desk): (entry: OfficeEntry) => boolean {
  const pair = institution.pairKey(KSD);
  if (pair === undefined) return () => false;
  return ({ terms: { tradeDate, reference } }) =>
    institution.book.trade(tradeIdOf(nodeCrypto, pair, tradeDate, code, reference)) !== undefined;
}

function checkCounterparty(participant: string, registry: Registry): Rejection | undefined {
  const record = registry.participants.get(participantKey(participant));
  if (record === undefined) return { code: 'COUNTERPARTY_UNKNOWN', params: { participant } };
  if (record.status === 'SUSPENDED') {
    return { code: 'COUNTERPARTY_SUSPENDED', params: { participant } };
  }
  return mayTrade(record.roles)
    ? undefined
    : { code: 'COUNTERPARTY_ROLE', params: { participant } };
}

function checkFund({ fund }: SideWire, registry: Registry): Rejection | undefined {
  if (fund === undefined) return undefined;
  const parties: readonly (readonly [string, Role])[] = [
    [fund.assetManager, 'ASSET_MANAGER'],
    [fund.custodian, 'CUSTODIAN'],
  ];
  for (const [participant, role] of parties) {
    const record = registry.participants.get(participantKey(participant));
    if (record?.status !== 'ACTIVE' || !record.roles.includes(role)) {
      return { code: 'FUND_ROLE', params: { participant, role } };
    }
  }
  return undefined;
}
