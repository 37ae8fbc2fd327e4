import { createCalendar, isIsoDate, KOREAN_HOLIDAYS, type IsoDate } from '@bondledger/domain';
import { makeChains } from './chains.js';
import { makeIssues, type IssueProfile } from './issues.js';
import { Market } from './market.js';
import { openingCash, type OpeningCash } from './opening-cash.js';
import { openingHoldings, type OpeningHolding } from './opening-holdings.js';
import { PARTICIPANTS, type ParticipantProfile } from './participants.js';
import { paymentsOf } from './payments.js';
import { Random } from './random.js';
import { makeSingleTrades } from './single-trades.js';
import { expectedChains, statisticsOf, type ExpectedDay } from './statistics.js';
import type { Ticket } from '@bondledger/legacy';
import { TicketWriter } from './ticket.js';

/** An ordinary day's trades at the depository. */
export const ORDINARY_TRADES = 1548;
/** The most trades of a generated day: what one process can hold with ease. */
export const MOST_TRADES = 200_000;
/** A Monday; the next day is a business day, and Chuseok comes later in that week. */
export const REFERENCE_TRADE_DATE: IsoDate = '2026-09-21';
export const REFERENCE_SEED = 'bondledger';

/** Standard codes say the year of issue in one character, and run out of them. */
const FIRST_TRADE_DATE: IsoDate = '2020-01-01';
const LAST_TRADE_DATE: IsoDate = '2040-12-31';

export interface ReferenceDayOptions {
  /** How many trades, 1 to 200,000. An ordinary day has 1,548. */
  readonly trades?: number;
  /** The same seed gives the same day; 1 and '1' are the same. */
  readonly seed?: string | number;
  /** A business day from 2020 to 2040. All trades settle on the business day after it. */
  readonly tradeDate?: IsoDate;
}

/** A day of the market, with everything that is on the books before it begins. */
export interface ReferenceDay {
  readonly seed: string;
  readonly tradeDate: IsoDate;
  readonly settlementDate: IsoDate;
  readonly participants: readonly ParticipantProfile[];
  readonly issues: readonly IssueProfile[];
  readonly holidays: readonly IsoDate[];
  /** By account and ISIN, just enough for every delivery. */
  readonly openingHoldings: readonly OpeningHolding[];
  /** Enough for the payments in whatever order they come, with waiting. */
  readonly openingCash: readonly OpeningCash[];
  /** In the order in which they are submitted: the trades of a chain stand apart. */
  readonly tickets: readonly Ticket[];
  readonly expected: ExpectedDay;
}

/**
 * About 300 issues on an ordinary day; with the square root of the trades, and no fewer than 20.
 */
const issueCountOf = (trades: number): number => Math.max(20, Math.floor(Math.sqrt(trades * 58)));

const settlementDateOf = (tradeDate: IsoDate): IsoDate => {
  const isInRange =
    isIsoDate(tradeDate) && tradeDate >= FIRST_TRADE_DATE && tradeDate <= LAST_TRADE_DATE;
  const calendar = createCalendar(KOREAN_HOLIDAYS);
  if (!isInRange || !calendar.isBusinessDay(tradeDate)) {
    throw new RangeError(`no business day from 2020 to 2040: ${tradeDate}`);
  }
  return calendar.next(tradeDate);
};

/**
 * Makes a day with the shape of the real market, the same for the same seed on every machine. It
 * reads no clock and no other source of chance. All of it settles: what a seller does not have, it
 * receives in a chain, which the depository has to find.
 *
 * @example
 * const day = referenceDay({ trades: 1548, seed: 7 });
 * @throws RangeError where the number of trades or the trade date is out of range.
 */
export const referenceDay = (options: ReferenceDayOptions = {}): ReferenceDay => {
  const trades = options.trades ?? ORDINARY_TRADES;
  if (!Number.isSafeInteger(trades) || trades < 1 || trades > MOST_TRADES) {
    throw new RangeError(`the number of trades is 1 to ${MOST_TRADES}`);
  }
  const seed = (options.seed ?? REFERENCE_SEED).toString();
  const tradeDate = options.tradeDate ?? REFERENCE_TRADE_DATE;
  const settlementDate = settlementDateOf(tradeDate);

  const random = Random.ofSeed(seed);
  const kinds = makeIssues(random, issueCountOf(trades), settlementDate);
  const market = new Market(random, kinds);
  const chains = makeChains(random, market, trades);
  const singles = makeSingleTrades(random, market, trades, chains.drafts);
  const drafts = [...chains.drafts, ...singles];
  random.shuffle(drafts);
  const writer = new TicketWriter(random, tradeDate, settlementDate);
  const tickets = drafts.map((draft) => writer.write(draft));

  const issues = kinds.flatMap((kind) => kind.issues.map((issue) => issue.profile));
  const payments = paymentsOf(drafts, tickets);
  const expected = expectedChains(chains.plans, drafts, chains.drafts);
  const counts = { issues: issues.length, payments: payments.merged.length };
  return {
    seed,
    tradeDate,
    settlementDate,
    participants: PARTICIPANTS,
    issues,
    holidays: KOREAN_HOLIDAYS,
    openingHoldings: openingHoldings(drafts),
    openingCash: openingCash(payments),
    tickets,
    expected: { chains: expected, statistics: statisticsOf(tickets, expected, counts) },
  };
};
