import {
  checkSide,
  checkTerms,
  compactDate,
  encodeTerms,
  firstRejection,
  initialSideStatus,
  mayTrade,
  parseTerms,
  type Rejection,
  type SideWire,
  type Terms,
} from '@bondledger/domain';
import {
  coreEvidence,
  sideHalf,
  type StepAnswer,
  type StepContext,
} from '../apply/step-context.js';
import { findTrade, putTrade } from '../apply/trade-entry.js';
import { termsHashOf } from '../instruction/terms-hash.js';
import { sideContent, tradeKey, type TradeCore } from '../record/trade-record.js';
import { issueKey, participantKey, readRegistry } from '../registry/records.js';
import type { IssueRecord, ParticipantRecord } from '../registry/records.js';
import { done, replayOf } from './advance.js';
import { fundParties } from './fund-parties.js';
import { grantsOf } from './grants.js';
import { namedOpening } from './party-step.js';

const stop = (rejection: Rejection): StepAnswer => ({ ok: false, rejection });
const NOTHING = new Uint8Array(0);

/** SUBMIT (매매자료 제출): the seller puts a trade on the ledger. */
export function submit(context: StepContext): StepAnswer {
  const { core, side, workspace, environment, instruction } = context;
  const parsed = parseTerms(core.data['terms']);
  if (!parsed.ok) return stop(parsed.rejection);
  const terms = parsed.value;
  if (side.side === undefined) return stop({ code: 'FIELD_MISSING', params: { field: 'account' } });
  const opening = namedOpening(context);
  if (!opening.ok) return stop(opening.rejection);
  const { tradeId } = opening.value;
  if (!tradeId.startsWith(`${compactDate(terms.tradeDate)}-`)) {
    return stop({ code: 'FIELD_INVALID', params: { field: 'tradeId' } });
  }
  const existing = existingAnswer(context, tradeId);
  if (existing !== undefined) return existing;
  if (opening.value.sellerKey?.length !== 32) return stop({ code: 'OPENING_WRONG' });
  const grants = grantsOf(instruction.opening);
  if (grants === undefined) return stop({ code: 'OPENING_WRONG' });
  if (terms.seller !== context.participant.code) return stop({ code: 'PARTY_NOT_ALLOWED' });
  const termsHash = termsHashOf(environment.crypto, environment.ledgerId, tradeId, terms);
  if (core.termsHash !== termsHash) return stop({ code: 'TERMS_DIFFER' });
  if (core.answers !== undefined) return stop({ code: 'ANSWER_WRONG' });
  const wrong = businessRules(context, terms, side.side);
  if (wrong !== undefined) return stop(wrong);
  const seller = sideContent(side.side, sideHalf(context));
  const trade: TradeCore = {
    evidence: coreEvidence(context),
    revision: 1,
    sides: { buyer: 'NONE', seller: initialSideStatus(side.side.fund !== undefined) },
    state: 'SUBMITTED',
    steps: [[instruction.leaf, 'SUBMIT', 1]],
    terms: encodeTerms(terms),
    termsHash,
    tradeId,
  };
  const boxes = { core: NOTHING, seller: NOTHING, buyer: NOTHING };
  const record = { ...boxes, submitGrants: grants, confirmGrants: NOTHING, regrants: NOTHING };
  putTrade(workspace, opening.value, { record, core: trade, seller }, ['seller']);
  return done(1);
}

/** The answer where the trade is there already: its own receipt again, or a duplicate. */
function existingAnswer(context: StepContext, tradeId: string): StepAnswer | undefined {
  const { workspace, instruction } = context;
  const [opening] = instruction.opening.trades;
  if (opening === undefined) return undefined;
  if (workspace.stored(tradeKey(tradeId)) === undefined && !workspace.changed(tradeKey(tradeId))) {
    return undefined;
  }
  const found = findTrade(workspace, opening);
  if (!found.ok || found.value === undefined) return stop({ code: 'REFERENCE_DUPLICATE' });
  return replayOf(found.value, instruction.leaf) ?? stop({ code: 'REFERENCE_DUPLICATE' });
}

function businessRules(context: StepContext, terms: Terms, side: SideWire): Rejection | undefined {
  const { workspace, day, calendar } = context;
  const issue = readRegistry<IssueRecord>(workspace.stored(issueKey(terms.isin)));
  const buyer = readRegistry<ParticipantRecord>(workspace.stored(participantKey(terms.buyer)));
  const early = checkTerms(terms, { calendar, businessDate: day.businessDate, issue });
  const who = counterparty(terms, buyer);
  const sides = checkSide(side, terms.seller) ?? fundParties(context, side);
  return firstRejection(early, who, sides);
}

function counterparty(terms: Terms, buyer: ParticipantRecord | undefined): Rejection | undefined {
  const params = { participant: terms.buyer };
  if (buyer === undefined) return { code: 'COUNTERPARTY_UNKNOWN', params };
  if (buyer.status === 'SUSPENDED') return { code: 'COUNTERPARTY_SUSPENDED', params };
  return mayTrade(buyer.roles) ? undefined : { code: 'COUNTERPARTY_ROLE', params };
}
