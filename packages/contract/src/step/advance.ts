import { STEP_TABLE, type SideName, type State, type Step } from '@bondledger/domain';
import type { StepAnswer, StepContext } from '../apply/step-context.js';
import type { TradeEntry } from '../apply/trade-entry.js';
import type { AcceptedStep, TradeCore } from '../record/trade-record.js';

/** What a step changes in a trade's core beside its revision, steps and evidence. */
export type CoreChange = Partial<
  Pick<TradeCore, 'cancel' | 'chainId' | 'payment' | 'settlementNo' | 'sides' | 'state'>
>;

/**
 * The next version of a trade's core, members in canonical order. The evidence
 * is sealed beside it.
 */
export function advance(
  context: StepContext,
  { core }: TradeEntry,
  change: CoreChange,
  side?: SideName,
): TradeCore {
  const { cancel, chainId, payment, settlementNo, sides, state } = core;
  const next = { cancel, chainId, payment, settlementNo, sides, state, ...change };
  const revision = core.revision + 1;
  const { leaf } = context.instruction;
  const step = context.core.step as Step;
  const accepted: AcceptedStep =
    side === undefined ? [leaf, step, revision] : [leaf, step, revision, side];
  return {
    cancel: next.cancel,
    chainId: next.chainId,
    payment: next.payment,
    revision,
    settlementNo: next.settlementNo,
    sides: next.sides,
    state: next.state,
    steps: [...core.steps, accepted],
    terms: core.terms,
    termsHash: core.termsHash,
    tradeId: core.tradeId,
  };
}

/** Does the table refuse the step in the trade's state? */
export const isRefused = (state: State, step: Step): boolean =>
  STEP_TABLE[state][step].kind === 'refuse';

export const done = (revision: number): StepAnswer => ({ ok: true, revision });

/** The answer that the trade gave to this very instruction before, if it did. */
export function replayOf({ core }: TradeEntry, leaf: string): StepAnswer | undefined {
  const known = core.steps.find(([accepted]) => accepted === leaf);
  return known === undefined ? undefined : { ok: true, revision: known[2], replayed: true };
}

/** The leaf of the newest accepted instruction of one of these steps (and of a side, if given). */
export function leafOfStep(
  { core }: TradeEntry,
  steps: readonly Step[],
  side?: SideName,
): string | undefined {
  return core.steps.findLast(
    ([, step, , of]) => steps.includes(step) && (side === undefined || of === side),
  )?.[0];
}
