import {
  accept,
  refuse,
  type Rejection,
  type Result,
  type SideStatus,
  type Step,
} from '@bondledger/domain';
import type { StepAnswer, StepContext } from '../apply/step-context.js';
import { changedTrade, openTrade, type TradeEntry } from '../apply/trade-entry.js';
import type { TradeOpening } from '../transaction/opening.js';
import { isRefused, replayOf } from './advance.js';

/** A party's step finds its one trade here, in the order of the catalogue of errors. */
export interface PartyStep {
  /** Does the opening hold what the step needs beside the core key? */
  readonly opens?: (entry: TradeEntry, opening: TradeOpening) => boolean;
  /** May this participant take the step on this trade? */
  readonly mayAct: (entry: TradeEntry) => boolean;
  /** Does the progress of a side refuse what the trade's state allows? */
  /** The status of a side that does not allow the step; undefined where it does. */
  readonly sideRefuses?: (entry: TradeEntry) => SideStatus | undefined;
  /** The leaf that the instruction has to answer; undefined where it answers none. */
  readonly answers: (entry: TradeEntry) => string | undefined;
}

type Found =
  | { readonly ok: true; readonly entry: TradeEntry; readonly opening: TradeOpening }
  | { readonly ok: false; readonly answer: StepAnswer };

const stop = (rejection: Rejection): Found => ({ ok: false, answer: { ok: false, rejection } });

/** The opening of the one trade that the instruction names. OPENING_WRONG. */
export function namedOpening({ core, instruction }: StepContext): Result<TradeOpening> {
  const [opening, ...others] = instruction.opening.trades;
  const fits = opening?.tradeId === core.tradeId && others.length === 0;
  return fits && opening !== undefined ? accept(opening) : refuse('OPENING_WRONG');
}

export function findPartyTrade(context: StepContext, rule: PartyStep): Found {
  const { core, instruction, workspace } = context;
  const changed = changedTrade(workspace, core.tradeId ?? '');
  if (changed !== undefined) {
    const answer = replayOf(changed, instruction.leaf);
    return answer === undefined ? stop({ code: 'TRADE_TWICE_IN_TRANSACTION' }) : repeat(answer);
  }
  const opening = namedOpening(context);
  if (!opening.ok) return stop(opening.rejection);
  const found = openTrade(workspace, opening.value);
  if (!found.ok) return stop(found.rejection);
  const entry = found.value;
  const replay = replayOf(entry, instruction.leaf);
  if (replay !== undefined) return repeat(replay);
  const wrong = wrongStep(context, rule, entry, opening.value);
  return wrong === undefined ? { ok: true, entry, opening: opening.value } : stop(wrong);
}

const repeat = (answer: StepAnswer): Found => ({ ok: false, answer });

function wrongStep(
  { core }: StepContext,
  rule: PartyStep,
  entry: TradeEntry,
  opening: TradeOpening,
): Rejection | undefined {
  const step = core.step as Step;
  const { state } = entry.core;
  if (rule.opens?.(entry, opening) === false) return { code: 'OPENING_WRONG' };
  if (!rule.mayAct(entry)) return { code: 'PARTY_NOT_ALLOWED' };
  if (isRefused(state, step)) return { code: 'STEP_NOT_ALLOWED', params: { state, step } };
  const side = rule.sideRefuses?.(entry);
  if (side !== undefined) return { code: 'STEP_NOT_ALLOWED', params: { side, state, step } };
  if (core.termsHash !== entry.core.termsHash) return { code: 'TERMS_DIFFER' };
  return core.answers === rule.answers(entry) ? undefined : { code: 'ANSWER_WRONG' };
}
