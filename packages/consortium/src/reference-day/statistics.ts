import { INSTRUMENT_TYPES, type InstrumentType } from '@bondledger/domain';
import type { ChainPlan } from './chain-links.js';
import type { ChainShape, Draft } from './draft.js';
import type { Ticket } from '@bondledger/legacy';

/** A chain that the depository has to find. */
export interface ExpectedChain {
  readonly shape: ChainShape;
  readonly isin: string;
  /** Indexes of its tickets, from the first deliverer on. */
  readonly tickets: readonly number[];
}

/** The day in figures. Amounts are won. */
export interface DayStatistics {
  readonly trades: number;
  readonly issues: number;
  readonly faceAmount: bigint;
  readonly settlementAmount: bigint;
  readonly tradesByKind: Readonly<Record<InstrumentType, number>>;
  readonly faceByKind: Readonly<Record<InstrumentType, bigint>>;
  /** Sides that are funds, of twice as many sides as trades. */
  readonly trustSides: number;
  readonly fopTrades: number;
  readonly chainedTrades: number;
  readonly chainedFaceAmount: bigint;
  /** Payment groups once the chains are merged; what nets to zero is none. */
  readonly payments: number;
}

/** What the day comes to if everybody does his part. */
export interface ExpectedDay {
  readonly chains: readonly ExpectedChain[];
  readonly statistics: DayStatistics;
}

const legIndexes = (
  drafts: readonly Draft[],
  inOrder: readonly Draft[],
): ReadonlyMap<number, readonly number[]> => {
  const positions = new Map(drafts.map((draft, index) => [draft, index]));
  const chains = new Map<number, number[]>();
  for (const draft of inOrder) {
    const position = positions.get(draft);
    if (draft.chain === undefined || position === undefined) continue;
    const indexes = chains.get(draft.chain);
    if (indexes === undefined) chains.set(draft.chain, [position]);
    else indexes.push(position);
  }
  return chains;
};

/**
 * The chains, with the places where their tickets stand.
 *
 * @param drafts in the order of the tickets
 * @param chained the chains' drafts in the order in which they were made
 */
export const expectedChains = (
  plans: readonly ChainPlan[],
  drafts: readonly Draft[],
  chained: readonly Draft[],
): readonly ExpectedChain[] => {
  const indexes = legIndexes(drafts, chained);
  return plans.map(({ shape }, chain) => {
    const tickets = indexes.get(chain) ?? [];
    const isin = drafts[tickets[0] ?? -1]?.desk.issue.profile.isin ?? '';
    return { shape, isin, tickets };
  });
};

const byKind = <T>(zero: T): Record<InstrumentType, T> => {
  const entries = INSTRUMENT_TYPES.map((kind): [InstrumentType, T] => [kind, zero]);
  return Object.fromEntries(entries) as Record<InstrumentType, T>;
};

/** Adds the day up. */
export const statisticsOf = (
  tickets: readonly Ticket[],
  chains: readonly ExpectedChain[],
  counts: { readonly issues: number; readonly payments: number },
): DayStatistics => {
  const tradesByKind = byKind(0);
  const faceByKind = byKind(0n);
  let [faceAmount, settlementAmount, chainedFaceAmount] = [0n, 0n, 0n];
  let [trustSides, fopTrades] = [0, 0];
  for (const { terms, sellerSide, buyerSide } of tickets) {
    faceAmount += terms.faceAmount;
    settlementAmount += terms.settlementAmount;
    tradesByKind[terms.instrumentType] += 1;
    faceByKind[terms.instrumentType] += terms.faceAmount;
    trustSides += Number(sellerSide.fund !== undefined) + Number(buyerSide.fund !== undefined);
    fopTrades += Number(terms.settlementMethod === 'FOP');
  }
  const chained = chains.flatMap((chain) => chain.tickets);
  for (const index of chained) chainedFaceAmount += tickets[index]?.terms.faceAmount ?? 0n;
  return {
    trades: tickets.length,
    issues: counts.issues,
    faceAmount,
    settlementAmount,
    tradesByKind,
    faceByKind,
    trustSides,
    fopTrades,
    chainedTrades: chained.length,
    chainedFaceAmount,
    payments: counts.payments,
  };
};
