import type { LotWire, SideWire, Terms } from '@bondledger/domain';

/** A trade as both back offices have it in their books. */
export interface Ticket {
  readonly terms: Terms;
  readonly sellerSide: SideWire;
  readonly buyerSide: SideWire;
  /** The funds among which a TRUST side is divided; they add up to the face amount. */
  readonly sellerLots?: readonly LotWire[];
  readonly buyerLots?: readonly LotWire[];
}

/** A ticket out of a file, where either side may be left out. */
export type TicketInput = Pick<Ticket, 'terms'> & Partial<Ticket>;
