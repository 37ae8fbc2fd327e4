import type { SideContent, TradeCore } from '@bondledger/contract';
import {
  BOK,
  isCutOffPassed,
  isFreeOfPayment,
  isSettlementDateReached,
  KSD,
  SIDE_TABLE,
  STEP_RULES,
  STEP_TABLE,
  STEPS,
  type SettlementMethod,
  type SideName,
  type Step,
  type TermsWire,
} from '@bondledger/domain';
import type { Day, NextStep } from '@bondledger/sdk/api';

type Side = Pick<SideContent, 'fund'>;

/** What is looked at of a trade to say what may be done with it. */
export interface StepFacts {
  readonly core: Pick<TradeCore, 'cancel' | 'chainId' | 'payment' | 'sides' | 'state'> & {
    readonly terms: Pick<TermsWire, 'seller' | 'buyer' | 'settlementMethod'>;
  };
  /** How every trade of its chain is settled; left out where the asker does not see all of them. */
  readonly chainMethods?: readonly SettlementMethod[];
  readonly seller?: Side;
  readonly buyer?: Side;
}

/** The business date and phase that decide what may be done now. */
export type DayFacts = Pick<Day, 'businessDate' | 'phase'>;

/** The steps that lead a trade on to its settlement; the others lead out or back. */
const LEADS_ON: ReadonlySet<Step> = new Set<Step>([
  'CONFIRM',
  'INSTRUCT',
  'APPROVE',
  'RESTRICT',
  'REQUEST_PAYMENT',
  'CONFIRM_PAYMENT',
  'SETTLE',
]);

/** The bit of a step where steps are kept as bits. */
export const stepBit = (step: Step): number => 1 << STEPS.indexOf(step);

const SIDES = ['seller', 'buyer'] as const;

/**
 * Every step that the state of a trade allows, on any day and in any phase, and by whom, as far as
 * the asker can see: who manages and keeps the other side's fund is not told.
 */
export function stepsOf(facts: StepFacts, asker: string): readonly NextStep[] {
  return STEPS.flatMap((step) => {
    if (!STEP_RULES[step].offered || STEP_TABLE[facts.core.state][step].kind === 'refuse') {
      return [];
    }
    return takers(step, facts).map(({ side, by }) => ({
      step,
      ...(side === undefined ? {} : { side }),
      ...(by === undefined ? {} : { by }),
      mine: by === asker,
      leadsOn: LEADS_ON.has(step),
    }));
  });
}

interface Taker {
  readonly side?: SideName;
  readonly by?: string | undefined;
}

function takers(step: Step, facts: StepFacts): readonly Taker[] {
  const { core } = facts;
  switch (STEP_RULES[step].actor) {
    case 'SELLER':
      return [{ by: core.terms.seller }];
    case 'BUYER':
      return [{ by: core.terms.buyer }];
    case 'PARTY':
      return parties(step, facts);
    case 'ASSET_MANAGER':
      return sidesFor('INSTRUCT', facts).map((side) => ({
        side,
        by: facts[side]?.fund?.assetManager,
      }));
    case 'CUSTODIAN':
      return sidesFor(step === 'DECLINE' ? 'DECLINE' : 'APPROVE', facts).map((side) => ({
        side,
        by: facts[side]?.fund?.custodian,
      }));
    case 'KSD':
      return isForKsd(step, facts) ? [{ by: KSD }] : [];
    case 'BOK':
      return step === 'CONFIRM_REVOKED' && core.payment?.askedBack !== true ? [] : [{ by: BOK }];
  }
}

const sidesFor = (
  step: 'INSTRUCT' | 'APPROVE' | 'DECLINE',
  { core }: StepFacts,
): readonly SideName[] => SIDES.filter((side) => SIDE_TABLE[core.sides[side]][step] !== null);

/** A request to cancel is made by a side, agreed to by the other, and dropped by the first. */
function parties(step: Step, { core }: StepFacts): readonly Taker[] {
  const { cancel, terms } = core;
  if (step === 'REQUEST_CANCEL') {
    return cancel === undefined ? SIDES.map((side) => ({ by: terms[side] })) : [];
  }
  if (cancel === undefined) return [];
  const other = cancel.by === 'seller' ? 'buyer' : 'seller';
  return [{ by: terms[step === 'DROP_CANCEL' ? cancel.by : other] }];
}

/** What the state alone does not decide of the depository's steps. */
function isForKsd(step: Step, facts: StepFacts): boolean {
  const { chainId, payment, state } = facts.core;
  if (step === 'SETTLE') return state === 'PAID' || isFree(facts) !== false;
  if (step === 'REQUEST_PAYMENT') return isFree(facts) !== true;
  if (step === 'REVOKE_PAYMENT') return payment?.askedBack !== true;
  return step !== 'FAIL' || chainId === undefined;
}

/**
 * Whether no payment is due, as the contract decides it: of a chain, every trade is free. Undefined
 * where that hangs on trades that the asker does not see; then it is one step or the other.
 */
function isFree({ core, chainMethods }: StepFacts): boolean | undefined {
  const { chainId, terms } = core;
  if (!isFreeOfPayment([terms.settlementMethod])) return false;
  if (chainId === undefined) return true;
  return chainMethods && isFreeOfPayment(chainMethods);
}

/** Whether the day and its phase allow a step that the state allows. */
export function isTimeFor(step: Step, settlementDate: string, day: DayFacts): boolean {
  if (!STEP_RULES[step].phases.includes(day.phase)) return false;
  if (step === 'RESTRICT') return isSettlementDateReached(settlementDate, day.businessDate);
  if (step === 'EXPIRE' || step === 'FAIL') {
    return isCutOffPassed(settlementDate, day.businessDate, day.phase);
  }
  return true;
}

/** The steps that lead on and are the asker's, as bits. */
export function waitsOf(steps: readonly NextStep[]): number {
  let bits = 0;
  for (const { step, mine, leadsOn } of steps) if (mine && leadsOn) bits |= stepBit(step);
  return bits;
}

/** Those steps that the phase of the day allows, as bits. */
export function bitsInPhase(phase: DayFacts['phase']): number {
  let bits = 0;
  for (const step of STEPS) if (STEP_RULES[step].phases.includes(phase)) bits |= stepBit(step);
  return bits;
}
