import type { Rejection, SideName } from '@bondledger/domain';
import { coreEvidence, type StepAnswer, type StepContext } from '../apply/step-context.js';
import { putTrade, type TradeEntry } from '../apply/trade-entry.js';
import { advance, done, type CoreChange } from './advance.js';
import { findPartyTrade } from './party-step.js';
import { tooOften } from './repeats.js';

/** Cancelling after the match takes both sides: one asks, the other agrees. */
const sideOfParty = ({ core }: TradeEntry, code: string): SideName | undefined =>
  core.terms.seller === code ? 'seller' : core.terms.buyer === code ? 'buyer' : undefined;

function cancelStep(
  context: StepContext,
  answersRequest: boolean,
  rule: (entry: TradeEntry, by: SideName) => Rejection | CoreChange,
): StepAnswer {
  const { code } = context.participant;
  const found = findPartyTrade(context, {
    mayAct: (entry) => sideOfParty(entry, code) !== undefined,
    answers: (entry) =>
      answersRequest ? (entry.core.cancel?.leaf ?? context.core.answers) : undefined,
  });
  if (!found.ok) return found.answer;
  const { entry, opening } = found;
  const by = sideOfParty(entry, code) ?? 'seller';
  const change = rule(entry, by);
  if ('code' in change) return { ok: false, rejection: change };
  const core = advance(context, entry, change);
  putTrade(context.workspace, opening, { ...entry, core }, { core: coreEvidence(context) });
  return done(core.revision);
}

/** REQUEST_CANCEL (취소 요청). */
export const requestCancel = (context: StepContext): StepAnswer =>
  cancelStep(context, false, (entry, by) => {
    if (entry.core.cancel !== undefined) return { code: 'CANCEL_ALREADY_REQUESTED' };
    const wrong = tooOften(entry, 'REQUEST_CANCEL');
    return wrong ?? { cancel: { by, leaf: context.instruction.leaf } };
  });

/** CONFIRM_CANCEL (취소 동의): the other side agrees, and the trade is CANCELLED. */
export const confirmCancel = (context: StepContext): StepAnswer =>
  cancelStep(context, true, ({ core }, by) => {
    if (core.cancel === undefined) return { code: 'CANCEL_NOT_REQUESTED' };
    if (core.cancel.by === by) return { code: 'CANCEL_OWN_REQUEST' };
    return { cancel: undefined, state: 'CANCELLED' };
  });

/** DROP_CANCEL (취소 철회): the side that asked takes it back. */
export const dropCancel = (context: StepContext): StepAnswer =>
  cancelStep(context, true, ({ core }, by) =>
    core.cancel?.by === by ? { cancel: undefined } : { code: 'CANCEL_NOT_REQUESTED' },
  );
