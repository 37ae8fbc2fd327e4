import type { FabricFacts } from '@bondledger/contract';
import type { Rejection, SideName, State, Step, TermsWire } from '@bondledger/domain';

/** One step as the evidence shows it. */
export interface StepReport {
  readonly step: Step;
  /** The institution whose key signed it. */
  readonly participant: string;
  /** The institution's own name for who took it; where the side part is shown. */
  readonly operator?: string;
  /** Whose side the step is about, where it is about one. */
  readonly side?: SideName;
  /** When the institution says that it made it. */
  readonly issuedAt: string;
  /** The block that accepted it, and the time that the block's node gave it. */
  readonly height: number;
  readonly blockTime: string;
  readonly leaf: string;
  /** On Fabric: the channel's block, who endorsed the transaction, and who ordered it. */
  readonly fabric?: FabricFacts;
}

/**
 * What evidence can prove. GENESIS: it is of this ledger. SIGNATURES: each step shown was signed by
 * a key that an authority of the genesis certified for that institution. TERMS: all of them signed
 * for these very terms. ORDER: the steps follow one another as the rules allow. ACCEPTED: the
 * ledger accepted each one, in blocks under a head that its node signed. ENDORSED, on Fabric: the
 * peers of KSD and one other institution computed each acceptance, with these writes. ORDERED, on
 * Fabric: each stands in a block that an orderer of the consortium signed. SELLER_SIDE, BUYER_SIDE:
 * account, capacity and fund of that side.
 */
export type ProvedFact =
  | 'GENESIS'
  | 'SIGNATURES'
  | 'TERMS'
  | 'ORDER'
  | 'ACCEPTED'
  | 'ENDORSED'
  | 'ORDERED'
  | 'SELLER_SIDE'
  | 'BUYER_SIDE';

/**
 * What it does not prove. SELLER_SIDE, BUYER_SIDE: that side is not shown. WITHHELD_STEPS: what the
 * steps are that are withheld, who took them, and that they are of this trade. FINAL_STATE: what is
 * not shown leaves it open. FOUND_VALID, on Fabric: that the peers found the transactions valid
 * when they committed them, which nobody signs there but the node, with its head.
 * CERTIFICATE_DATES: that the certificates were in their dates and not revoked, which the ledger
 * checked by a date that is not in the evidence. TIMES: the times are the signers' and the node's
 * own words. BUSINESS_RULES: balances, calendar, amounts of a payment,
 * which only the ledger saw. LATER_STEPS: that nothing was accepted after the last step shown.
 */
export type OpenFact =
  | 'SELLER_SIDE'
  | 'BUYER_SIDE'
  | 'WITHHELD_STEPS'
  | 'FINAL_STATE'
  | 'FOUND_VALID'
  | 'CERTIFICATE_DATES'
  | 'TIMES'
  | 'BUSINESS_RULES'
  | 'LATER_STEPS';

/** Evidence that holds: what it proves, and what it does not. */
export interface VerifiedEvidence {
  readonly ok: true;
  readonly tradeId: string;
  readonly terms: TermsWire;
  /** The state after the last step; undefined where what is not shown leaves it open. */
  readonly finalState: State | undefined;
  readonly steps: readonly StepReport[];
  /** How many steps are withheld. */
  readonly withheld: number;
  readonly proved: readonly ProvedFact[];
  readonly notProved: readonly OpenFact[];
}

/** Evidence that proves nothing, and the first reason why. */
export interface RefusedEvidence {
  readonly ok: false;
  readonly tradeId: string;
  readonly rejection: Rejection;
}

export type EvidenceReport = VerifiedEvidence | RefusedEvidence;
