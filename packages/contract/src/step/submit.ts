import {
  checkSide,
  checkTerms,
  firstRejection,
  initialSideStatus,
  mayTrade,
  type Rejection,
  type SideWire,
  type Terms,
  type TermsWire,
} from '@bondledger/domain';
import {
  coreEvidence,
  sideHalf,
  type StepAnswer,
  type StepContext,
} from '../apply/step-context.js';
import { changedTrade, findTrade, putTrade } from '../apply/trade-entry.js';
import { termsHashOf } from '../instruction/terms-hash.js';
import { sideContent, tradeKey, type TradeCore, type TradeRecord } from '../record/trade-record.js';
import { issueKey, participantKey } from '../registry/records.js';
import type { IssueRecord, ParticipantRecord } from '../registry/records.js';
import { registryRecord } from '../registry/registry-handler.js';
import type { TradeOpening } from '../transaction/opening.js';
import { done, replayOf } from './advance.js';
import { fundParties } from './fund-parties.js';
import { grantsOf } from './grants.js';
import { namedOpening } from './party-step.js';

const stop = (rejection: Rejection): StepAnswer => ({ ok: false, rejection });
const NOTHING = new Uint8Array(0);

/** SUBMIT (매매자료 제출): the seller puts a trade on the ledger. */
export function submit(context: StepContext): StepAnswer {
  const { core, side, terms, workspace, environment, instruction } = context;
  if (terms === undefined || side.side === undefined) {
    return stop({ code: 'INSTRUCTION_MALFORMED' });
  }
  const opening = namedOpening(context);
  if (!opening.ok) return stop(opening.rejection);
  const { tradeId } = opening.value;
  const existing = existingAnswer(context, opening.value);
  if (existing !== undefined) return existing;
  const { coreKey, sellerKey } = opening.value;
  const grants = grantsOf(instruction.opening);
  if (coreKey.length !== 32 || sellerKey?.length !== 32 || grants === undefined) {
    return stop({ code: 'OPENING_WRONG' });
  }
  if (terms.seller !== context.participant.code) return stop({ code: 'PARTY_NOT_ALLOWED' });
  // Read from canonical text, the members stand in order already.
  const wire = core.data['terms'] as TermsWire;
  const termsHash = termsHashOf(environment.crypto, environment.ledgerId, tradeId, wire);
  if (core.termsHash !== termsHash) return stop({ code: 'TERMS_DIFFER' });
  if (core.answers !== undefined) return stop({ code: 'ANSWER_WRONG' });
  const wrong = businessRules(context, terms, side.side);
  if (wrong !== undefined) return stop(wrong);
  const seller = sideContent(side.side);
  const trade: TradeCore = {
    revision: 1,
    sides: { buyer: 'NONE', seller: initialSideStatus(side.side.fund !== undefined) },
    state: 'SUBMITTED',
    steps: [[instruction.leaf, 'SUBMIT', 1]],
    terms: wire,
    termsHash,
    tradeId,
  };
  const record: TradeRecord = {
    core: NOTHING,
    seller: NOTHING,
    buyer: NOTHING,
    submitGrants: grants,
    confirmGrants: NOTHING,
    regrants: NOTHING,
  };
  putTrade(
    workspace,
    opening.value,
    { record, core: trade, seller, buyer: undefined },
    {
      core: coreEvidence(context),
      side: { name: 'seller', evidence: sideHalf(context) },
    },
  );
  return done(1);
}

/** The answer where the trade is there already: its own receipt again, or a duplicate. */
function existingAnswer(
  { workspace, instruction }: StepContext,
  opening: TradeOpening,
): StepAnswer | undefined {
  const duplicate = stop({ code: 'REFERENCE_DUPLICATE' });
  const changed = changedTrade(workspace, opening.tradeId);
  if (changed !== undefined) return replayOf(changed, instruction.leaf) ?? duplicate;
  if (workspace.stored(tradeKey(opening.tradeId)) === undefined) return undefined;
  const found = findTrade(workspace, opening);
  if (!found.ok || found.value === undefined) return duplicate;
  return replayOf(found.value, instruction.leaf) ?? duplicate;
}

function businessRules(context: StepContext, terms: Terms, side: SideWire): Rejection | undefined {
  const { day, calendar } = context;
  const issue = registryRecord<IssueRecord>(context, issueKey(terms.isin));
  const buyer = registryRecord<ParticipantRecord>(context, participantKey(terms.buyer));
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
