import {
  firstRejection,
  maySettle,
  type Rejection,
  type Result,
  type SideName,
  type Step,
} from '@bondledger/domain';
import type { StepAnswer, StepContext } from '../apply/step-context.js';
import { changedTrade, openTrade, type TradeEntry } from '../apply/trade-entry.js';
import { commitmentKey, commitmentOf } from '../instruction/commitment.js';
import type { ChainContent, PaymentContent } from '../record/sealed-json.js';
import type { TradeOpening } from '../transaction/opening.js';
import { isRefused, replayOf } from './advance.js';
import { findChain, findPayment } from './settlement-records.js';

/** The trade or the whole chain that KSD or BOK acts on. */
export interface Subject {
  readonly ok: true;
  readonly entries: readonly TradeEntry[];
  readonly openings: readonly TradeOpening[];
  /** The chain's record; undefined for a single trade and for a chain that is being made. */
  readonly chain: ChainContent | undefined;
  /** The payment's record, for the steps that ask for one. */
  readonly payment: PaymentContent | undefined;
}

export type Found = Subject | { readonly ok: false; readonly answer: StepAnswer };

export const stopped = (rejection: Rejection): { ok: false; answer: StepAnswer } => ({
  ok: false,
  answer: { ok: false, rejection },
});

export interface SubjectRule {
  /** MERGE names a chain that is not there yet. */
  readonly isNewChain?: boolean;
  /** Does the step read a payment, or make one? */
  readonly payment?: 'open' | 'new';
  /** The sides that the step reads of a trade; a side that is not there yet needs no key. */
  readonly sides?: (entry: TradeEntry, isChain: boolean) => readonly SideName[];
  /** The leaf to answer. BOK names the request by it, so KSD's haste never spoils an answer. */
  readonly answers?: (payment: PaymentContent) => string;
  /** A rule of business that comes before those about chains. */
  readonly early?: (entries: readonly TradeEntry[]) => Rejection | undefined;
}

/** Finds the subject of a settlement step, in the order of the catalogue of errors. */
export function findSubject(context: StepContext, rule: SubjectRule = {}): Found {
  const openings = context.instruction.opening.trades;
  const changed = changedAnswer(context, openings);
  if (changed !== undefined) return { ok: false, answer: changed };
  const { tradeId } = context.core;
  const names = new Set(openings.map((opening) => opening.tradeId));
  if (openings.length === 0 || names.size < openings.length) {
    return stopped({ code: 'OPENING_WRONG' });
  }
  if (tradeId !== undefined && (openings.length > 1 || !names.has(tradeId))) {
    return stopped({ code: 'OPENING_WRONG' });
  }
  const opened = openings.map((opening) => openTrade(context.workspace, opening));
  const entries = opened.flatMap((found) => (found.ok ? [found.value] : []));
  const [first] = opened;
  const replay = first?.ok === true ? replayOf(first.value, context.instruction.leaf) : undefined;
  if (replay !== undefined) return { ok: false, answer: replay };
  const chain = findChain(context, rule.isNewChain === true);
  const payment = findPayment(context, rule.payment);
  const wrong =
    firstRejection(...opened.map(whyNot), whyNot(chain), whyNot(payment)) ??
    sidesMissing(context, rule, entries) ??
    tableRefuses(context, entries) ??
    (rule.answers === undefined
      ? wrongCommitment(context, entries)
      : wrongAnswer(context, rule.answers, payment)) ??
    firstRejection(rule.early?.(entries), wrongMembers(rule, entries, chain));
  if (wrong !== undefined || !chain.ok || !payment.ok) {
    return stopped(wrong ?? { code: 'OPENING_WRONG' });
  }
  return { ok: true, entries, openings, chain: chain.value, payment: payment.value };
}

const whyNot = (found: Result<unknown>): Rejection | undefined =>
  found.ok ? undefined : found.rejection;

/** A trade that this transaction has moved already answers the same leaf alike, and no other. */
function changedAnswer(
  { core, instruction, workspace }: StepContext,
  openings: readonly TradeOpening[],
): StepAnswer | undefined {
  const named = core.tradeId === undefined ? [] : [core.tradeId];
  for (const tradeId of [...named, ...openings.map((opening) => opening.tradeId)]) {
    const entry = changedTrade(workspace, tradeId);
    if (entry === undefined) continue;
    const rejection: Rejection = { code: 'TRADE_TWICE_IN_TRANSACTION' };
    return replayOf(entry, instruction.leaf) ?? { ok: false, rejection };
  }
  return undefined;
}

function sidesMissing(
  { core }: StepContext,
  { sides }: SubjectRule,
  entries: readonly TradeEntry[],
): Rejection | undefined {
  if (sides === undefined) return undefined;
  const isClosed = (entry: TradeEntry): boolean =>
    sides(entry, core.chainId !== undefined).some(
      (side) => entry.record[side].length > 0 && entry[side] === undefined,
    );
  return entries.some(isClosed) ? { code: 'OPENING_WRONG' } : undefined;
}

function tableRefuses(context: StepContext, entries: readonly TradeEntry[]): Rejection | undefined {
  const step = context.core.step as Step;
  const methods = entries.map(({ core }) => core.terms.settlementMethod);
  const refused = entries.find(
    ({ core }) =>
      isRefused(core.state, step) || (step === 'SETTLE' && !maySettle(core.state, methods)),
  );
  return refused && { code: 'STEP_NOT_ALLOWED', params: { state: refused.core.state, step } };
}

/** Each trade must be as the signer saw it: same trade, same terms, same revision. */
function wrongCommitment(
  context: StepContext,
  entries: readonly TradeEntry[],
): Rejection | undefined {
  const listed = context.core.data['trades'];
  if (!Array.isArray(listed) || listed.length !== entries.length) return { code: 'REVISION_OLD' };
  const { crypto } = context.environment;
  const { coreSalt } = context.instruction.parts;
  const fits = entries.every(({ core }, at) => {
    const coreKey = context.instruction.opening.trades[at]?.coreKey;
    if (coreKey === undefined) return false;
    return listed[at] === commitmentOf(crypto, commitmentKey(crypto, coreKey, coreSalt), core);
  });
  return fits ? undefined : { code: 'REVISION_OLD' };
}

const wrongAnswer = (
  { core }: StepContext,
  answers: (payment: PaymentContent) => string,
  payment: Result<PaymentContent | undefined>,
): Rejection | undefined => {
  const expected = payment.ok && payment.value !== undefined ? answers(payment.value) : undefined;
  return core.answers === expected ? undefined : { code: 'ANSWER_WRONG' };
};

/** A chained trade is acted on with its whole chain, and only so. */
function wrongMembers(
  { isNewChain }: SubjectRule,
  entries: readonly TradeEntry[],
  found: Result<ChainContent | undefined>,
): Rejection | undefined {
  const chain = found.ok ? found.value : undefined;
  if (isNewChain === true) return chain && { code: 'CHAIN_EXISTS' };
  if (chain === undefined) {
    const member = entries.find(({ core }) => core.chainId !== undefined);
    return member && { code: 'CHAIN_MEMBER_ALONE' };
  }
  const same =
    entries.length === chain.tradeIds.length &&
    entries.every(({ core }, at) => core.tradeId === chain.tradeIds[at]);
  return same ? undefined : { code: 'CHAIN_MEMBERS_WRONG' };
}
