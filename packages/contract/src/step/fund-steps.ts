import {
  afterApprove,
  checkLots,
  encodeLots,
  SIDE_TABLE,
  type LotWire,
  type Rejection,
  type SideName,
  type SideStatus,
} from '@bondledger/domain';
import { sideWhole, type StepAnswer, type StepContext } from '../apply/step-context.js';
import { putTrade, type TradeEntry } from '../apply/trade-entry.js';
import { noEvidence } from '../record/evidence-codec.js';
import { sideContent, type SideContent } from '../record/trade-record.js';
import type { TradeOpening } from '../transaction/opening.js';
import { advance, done, leafOfStep } from './advance.js';
import { findPartyTrade } from './party-step.js';
import { tooOften } from './repeats.js';

type FundStep = 'INSTRUCT' | 'APPROVE' | 'DECLINE';

/** The other side is not to learn who manages and keeps the fund: the core box gets no evidence. */

const stop = (rejection: Rejection): StepAnswer => ({ ok: false, rejection });

/** The steps of one side name it in their data: `{ side: 'seller' | 'buyer', … }`. */
function namedSide(context: StepContext): SideName | undefined {
  const { side } = context.core.data;
  return side === 'seller' || side === 'buyer' ? side : undefined;
}

interface FoundSide {
  readonly ok: true;
  readonly name: SideName;
  readonly entry: TradeEntry;
  readonly opening: TradeOpening;
  readonly content: SideContent;
  readonly status: SideStatus;
}

/** The side that the step is about, if this institution may take the step on it now. */
function findSide(
  context: StepContext,
  step: FundStep,
): FoundSide | { ok: false; answer: StepAnswer } {
  const name = namedSide(context);
  if (name === undefined) {
    return { ok: false, answer: stop({ code: 'FIELD_INVALID', params: { field: 'side' } }) };
  }
  const found = findPartyTrade(context, {
    // Before CONFIRM there is no buyer's side, so there is nobody who may act for it.
    opens: (entry) => entry.record[name].length === 0 || entry[name] !== undefined,
    mayAct: (entry) => {
      const { fund } = entry[name] ?? {};
      const actor = step === 'INSTRUCT' ? fund?.assetManager : fund?.custodian;
      return actor === context.participant.code;
    },
    sideRefuses: (entry) => {
      const status = entry.core.sides[name];
      return SIDE_TABLE[status][step] === null ? status : undefined;
    },
    answers: (entry) =>
      step === 'INSTRUCT'
        ? leafOfStep(entry, [name === 'seller' ? 'SUBMIT' : 'CONFIRM'])
        : leafOfStep(entry, ['INSTRUCT'], name),
  });
  if (!found.ok) return found;
  const { entry, opening } = found;
  const content = entry[name];
  const status = SIDE_TABLE[entry.core.sides[name]][step];
  if (content === undefined || status === null) {
    return { ok: false, answer: stop({ code: 'OPENING_WRONG' }) };
  }
  return { ok: true, name, entry, opening, content, status };
}

function move(context: StepContext, found: FoundSide, lots?: readonly LotWire[]): StepAnswer {
  const { name, entry, opening, content, status } = found;
  const sides = { ...entry.core.sides, [name]: status };
  const ordered = { buyer: sides.buyer, seller: sides.seller };
  const state = status === 'APPROVED' ? afterApprove(ordered) : entry.core.state;
  const core = advance(context, entry, { sides: ordered, state }, name);
  const changed = { ...entry, core, [name]: sideContent(content, lots) };
  const side = { name, evidence: sideWhole(context) };
  putTrade(context.workspace, opening, changed, { core: noEvidence, side });
  return done(core.revision);
}

/** INSTRUCT (운용지시): the asset manager names the fund lots, which add up to the face amount. */
export function instruct(context: StepContext): StepAnswer {
  const found = findSide(context, 'INSTRUCT');
  if (!found.ok) return found.answer;
  const { lots } = context.side;
  if (lots === undefined) return stop({ code: 'FIELD_MISSING', params: { field: 'lots' } });
  const wrong =
    checkLots(lots, BigInt(found.entry.core.terms.faceAmount)) ??
    tooOften(found.entry, 'INSTRUCT', found.name);
  return wrong === undefined ? move(context, found, encodeLots(lots)) : stop(wrong);
}

/** APPROVE (수탁승인): the custodian accepts the instruction; the last one makes the trade READY. */
export function approve(context: StepContext): StepAnswer {
  const found = findSide(context, 'APPROVE');
  return found.ok ? move(context, found, found.content.lots) : found.answer;
}

/** DECLINE (수탁거부): the custodian sends the instruction back; the manager may instruct anew. */
export function decline(context: StepContext): StepAnswer {
  const found = findSide(context, 'DECLINE');
  return found.ok ? move(context, found) : found.answer;
}
