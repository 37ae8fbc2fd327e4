import { refuse, type Rejection, type Result, type Step } from '@bondledger/domain';
import type { StepAnswer, StepContext } from '../apply/step-context.js';
import { openTrade, type TradeEntry } from '../apply/trade-entry.js';
import { tradeKey } from '../record/trade-record.js';
import type { TradeOpening } from '../transaction/opening.js';
import { isRefused, replayOf } from './advance.js';

/** A party's step finds its one trade here, in the order of the catalogue of errors. */
export interface PartyStep {
  /** May this participant take the step on this trade? */
  readonly mayAct: (entry: TradeEntry) => boolean;
  /** The leaf that the instruction has to answer; undefined where it answers none. */
  readonly answers: (entry: TradeEntry) => string | undefined;
}

type Found =
  | { readonly ok: true; readonly entry: TradeEntry; readonly opening: TradeOpening }
  | { readonly ok: false; readonly answer: StepAnswer };

const stop = (rejection: Rejection): Found => ({ ok: false, answer: { ok: false, rejection } });

/** The one trade that the instruction names, with its opening. */
export function namedOpening(context: StepContext): Result<TradeOpening> {
  const { tradeId, chainId } = context.core;
  if (tradeId === undefined) return refuse('FIELD_MISSING', { field: 'tradeId' });
  if (chainId !== undefined) return refuse('FIELD_UNKNOWN', { field: 'chainId' });
  const [opening, ...others] = context.instruction.opening.trades;
  if (opening?.tradeId !== tradeId || others.length > 0) return refuse('OPENING_WRONG');
  return { ok: true, value: opening };
}

export function findPartyTrade(context: StepContext, rule: PartyStep): Found {
  const step = context.core.step as Step;
  const opening = namedOpening(context);
  if (!opening.ok) return stop(opening.rejection);
  const found = openTrade(context.workspace, opening.value);
  if (!found.ok) return stop(found.rejection);
  const entry = found.value;
  if (!rule.mayAct(entry)) return stop({ code: 'PARTY_NOT_ALLOWED' });
  const replay = replayOf(entry, context.instruction.leaf);
  if (replay !== undefined) return { ok: false, answer: replay };
  if (context.workspace.changed(tradeKey(opening.value.tradeId))) {
    return stop({ code: 'TRADE_TWICE_IN_TRANSACTION' });
  }
  if (isRefused(entry.core.state, step)) {
    return stop({ code: 'STEP_NOT_ALLOWED', params: { state: entry.core.state, step } });
  }
  if (context.core.termsHash !== entry.core.termsHash) return stop({ code: 'TERMS_DIFFER' });
  if (context.core.answers !== rule.answers(entry)) return stop({ code: 'ANSWER_WRONG' });
  return { ok: true, entry, opening: opening.value };
}
