import {
  afterConfirm,
  checkSide,
  firstRejection,
  initialSideStatus,
  type Rejection,
} from '@bondledger/domain';
import {
  coreEvidence,
  sideHalf,
  type StepAnswer,
  type StepContext,
} from '../apply/step-context.js';
import { putTrade, withBoxes } from '../apply/trade-entry.js';
import { settlementNoOf } from '../instruction/numbers.js';
import { sideContent } from '../record/trade-record.js';
import { advance, done, leafOfStep } from './advance.js';
import { fundParties } from './fund-parties.js';
import { grantsOf } from './grants.js';
import { findPartyTrade, type PartyStep } from './party-step.js';

const stop = (rejection: Rejection): StepAnswer => ({ ok: false, rejection });

const buyerAnswersSubmit = (context: StepContext): PartyStep => ({
  mayAct: ({ core }) => core.terms.buyer === context.participant.code,
  answers: (entry) => leafOfStep(entry, ['SUBMIT']),
});

/** CONFIRM (매매자료 확인): the buyer binds itself to the very terms and adds its own side. */
export function confirm(context: StepContext): StepAnswer {
  const { side, instruction, environment } = context;
  const grants = grantsOf(instruction.opening);
  const found = findPartyTrade(context, {
    opens: (_, { buyerKey }) => grants !== undefined && buyerKey?.length === 32,
    ...buyerAnswersSubmit(context),
  });
  if (!found.ok) return found.answer;
  const { entry, opening } = found;
  if (side.side === undefined || grants === undefined) return stop({ code: 'OPENING_WRONG' });
  const wrong = firstRejection(
    checkSide(side.side, entry.core.terms.buyer),
    fundParties(context, side.side),
  );
  if (wrong !== undefined) return stop(wrong);
  const buyerStatus = initialSideStatus(side.side.fund !== undefined);
  const sides = { buyer: buyerStatus, seller: entry.core.sides.seller };
  const settlementNo = settlementNoOf(environment.crypto, entry.core.tradeId);
  const core = advance(context, entry, { sides, state: afterConfirm(sides), settlementNo });
  const buyer = sideContent(side.side);
  const record = withBoxes(entry.record, { confirmGrants: grants });
  putTrade(
    context.workspace,
    opening,
    { ...entry, record, core, buyer },
    { core: coreEvidence(context), side: { name: 'buyer', evidence: sideHalf(context) } },
  );
  return done(core.revision);
}

/** REJECT (거부): the buyer refuses, with a coded reason and the fields that differ. */
export function reject(context: StepContext): StepAnswer {
  const found = findPartyTrade(context, buyerAnswersSubmit(context));
  return found.ok ? end(context, found, 'REJECTED') : found.answer;
}

/** WITHDRAW (제출 취소): the seller takes back what the buyer has not answered yet. */
export function withdraw(context: StepContext): StepAnswer {
  const found = findPartyTrade(context, {
    mayAct: ({ core }) => core.terms.seller === context.participant.code,
    answers: (entry) => leafOfStep(entry, ['SUBMIT']),
  });
  return found.ok ? end(context, found, 'CANCELLED') : found.answer;
}

type FoundTrade = Extract<ReturnType<typeof findPartyTrade>, { ok: true }>;

function end(
  context: StepContext,
  { entry, opening }: FoundTrade,
  state: 'REJECTED' | 'CANCELLED',
): StepAnswer {
  const core = advance(context, entry, { state });
  putTrade(context.workspace, opening, { ...entry, core }, { core: coreEvidence(context) });
  return done(core.revision);
}
