import type { Rejection, SideName, Step } from '@bondledger/domain';
import type { TradeEntry } from '../apply/trade-entry.js';

/**
 * How often REQUEST_CANCEL may be accepted in one trade, and INSTRUCT for one of its sides. Both
 * can be undone by a step that leads back, and every accepted step stays in the record for ever:
 * without a bound two institutions could make a record as large as they like. The steps back are
 * not counted: whoever has used up the last one can still take it back, and it can be answered.
 */
export const REPEATS_MAX = 20;

/** STEP_LIMIT where the trade, or the side of it, has taken the step that often. */
export function tooOften({ core }: TradeEntry, step: Step, side?: SideName): Rejection | undefined {
  const taken = core.steps.filter(
    ([, name, , of]) => name === step && (side === undefined || of === side),
  );
  if (taken.length < REPEATS_MAX) return undefined;
  return { code: 'STEP_LIMIT', params: { step, limit: REPEATS_MAX.toString() } };
}
