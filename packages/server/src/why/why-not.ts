import { isFinal, isSettlementDateReached, KSD, BOK, STEP_RULES } from '@bondledger/domain';
import type { Missing, NextStep, Why } from '@bondledger/sdk/api';
import type { ShortUnits, WhyFacts } from './facts.js';
import {
  approvalSentence,
  dateSentence,
  endedSentence,
  legSentence,
  moneySentence,
  otherLegSentence,
  phaseSentence,
  settledSentence,
  stepSentence,
  unitsSentence,
} from './sentences.js';

/**
 * Why a trade is not settled: what is missing, how much, and who can act, as far as the asker may
 * know. The first of what is missing is what holds it up now.
 */
export function whyNot(facts: WhyFacts): Why {
  const { tradeId, state } = facts.trade;
  const settled = state === 'SETTLED';
  if (isFinal(state)) {
    const headline = settled ? settledSentence : endedSentence(state);
    return { tradeId, state, settled, missing: [], headline };
  }
  const missing = missingOf(facts);
  const [first] = missing;
  return { tradeId, state, settled, missing, headline: first?.sentence ?? endedSentence(state) };
}

function missingOf(facts: WhyFacts): Missing[] {
  const { trade } = facts;
  const isToRestrict = trade.state === 'READY' || trade.state === 'CHAINED';
  return [
    ...approvals(facts),
    ...(isToRestrict ? date(facts) : []),
    ...phase(facts),
    ...(isToRestrict ? [...units(facts), ...legs(facts)] : []),
    ...money(facts),
    ...steps(facts),
  ];
}

const approvals = ({ approvals: steps, asker }: WhyFacts): Missing[] =>
  steps.map((step) => ({
    kind: 'APPROVAL',
    step,
    by: asker,
    mine: true,
    sentence: approvalSentence(step),
  }));

function date({ trade: { settlementDate }, day }: WhyFacts): Missing[] {
  if (isSettlementDateReached(settlementDate, day.businessDate)) return [];
  return [
    { kind: 'DATE', date: settlementDate, mine: false, sentence: dateSentence(settlementDate) },
  ];
}

/** Only where none of the steps that lead on can be taken in this phase. */
function phase({ steps: next, day }: WhyFacts): Missing[] {
  if (day.phase === 'OPEN' || next.length === 0) return [];
  if (next.some(({ step }) => STEP_RULES[step].phases.includes(day.phase))) return [];
  return [{ kind: 'PHASE', mine: false, sentence: phaseSentence(day.phase) }];
}

function units(facts: WhyFacts): Missing[] {
  const { asker, trade } = facts;
  const short = facts.short ?? [];
  const isOpen = ({ holder }: ShortUnits): boolean => asker === KSD || asker === holder;
  const shown = short.filter(isOpen).map((each) => openUnits(facts, each));
  const [hidden] = short.filter((each) => !isOpen(each));
  if (hidden === undefined) return shown;
  // Who else is in a chain is the depository's to know.
  if (trade.chainId !== undefined) {
    const { chainId, isin } = trade;
    const sentence = otherLegSentence;
    return [...shown, { kind: 'UNITS', mine: false, chainId, isin, sentence }];
  }
  return [...shown, closedUnits(facts, hidden)];
}

/** For whoever holds the account, and for the depository. */
function openUnits({ asker, trade, nameOf }: WhyFacts, short: ShortUnits): Missing {
  const { account, isin, holder, needed, available } = short;
  const missing = (needed - available).toString();
  return {
    kind: 'UNITS',
    side: 'seller',
    by: holder,
    mine: asker === holder,
    missing,
    needed: needed.toString(),
    available: available.toString(),
    isin,
    account,
    ...(trade.chainId === undefined ? {} : { chainId: trade.chainId }),
    sentence: unitsSentence(nameOf(holder), missing),
  };
}

/** A counterparty learns that the other side is short, not of how much and not where. */
function closedUnits({ trade, nameOf }: WhyFacts, { holder, isin }: ShortUnits): Missing {
  const by = trade.sellerSide === undefined ? trade.seller : holder;
  const sentence = unitsSentence(nameOf(by), undefined);
  return { kind: 'UNITS', side: 'seller', by, mine: false, isin, sentence };
}

const legs = ({ waited }: WhyFacts): Missing[] =>
  waited.map(({ tradeId, state }) => ({
    kind: 'CHAIN_LEG',
    tradeId,
    mine: false,
    sentence: legSentence(tradeId, state),
  }));

function money({ trade, money: known, asker, nameOf }: WhyFacts): Missing[] {
  if (trade.state !== 'PAYMENT_REQUESTED') return [];
  const isQueued = known?.isQueued === true;
  const payers = known?.payers ?? [];
  if (payers.length === 0) {
    const sentence = moneySentence(undefined, undefined, isQueued);
    return [{ kind: 'MONEY', by: BOK, mine: asker === BOK, sentence }];
  }
  return payers.map(({ institution, amount }) => ({
    kind: 'MONEY',
    by: institution,
    mine: asker === institution,
    needed: amount.toString(),
    sentence: moneySentence(nameOf(institution), amount.toString(), isQueued),
  }));
}

const steps = ({ steps: next, nameOf }: WhyFacts): Missing[] =>
  next.map(({ step, side, by, mine }: NextStep) => ({
    kind: 'STEP',
    step,
    ...(side === undefined ? {} : { side }),
    ...(by === undefined ? {} : { by }),
    mine,
    sentence: stepSentence(step, side, by === undefined ? undefined : nameOf(by)),
  }));
