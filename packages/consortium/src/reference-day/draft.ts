import type { AccountIndex, Desk } from './desk.js';

/** A trade before it is written down. */
export interface Draft {
  readonly desk: Desk;
  readonly seller: AccountIndex;
  readonly buyer: AccountIndex;
  /** In lots of KRW 100 million. */
  readonly lots: number;
  /** Won per 10,000 face, above what the issue is quoted at. */
  readonly priceOver: number;
  /** Counts the chains from 0; left out for a trade that depends on no other. */
  readonly chain?: number;
  readonly fopReason?: string;
}

/** How the trades of a chain hang together. */
export type ChainShape = 'LINE' | 'COLLECT' | 'SPREAD' | 'CIRCLE';
