import type { InstitutionCode } from '../institution/institution.js';

/** For whom a side trades: itself, a client, a fund's trust. */
export const CAPACITIES = ['PROP', 'CLIENT', 'TRUST'] as const;
export type Capacity = (typeof CAPACITIES)[number];
export type SideName = 'seller' | 'buyer';

/** The fund behind a side: its code and who manages and keeps it. */
export interface Fund {
  readonly assetManager: InstitutionCode;
  readonly code: string;
  readonly custodian: InstitutionCode;
}

/** One fund lot of an INSTRUCT; faceAmount is won, as a decimal string on the wire. */
export interface LotWire {
  readonly faceAmount: string;
  readonly fundCode: string;
  readonly orderNo?: string;
}

/** What one side adds to the terms and the other side never sees. */
export interface SideWire {
  readonly account: string;
  readonly capacity: Capacity;
  readonly fund?: Fund;
}
