import {
  isChainId,
  refuse,
  type Rejection,
  type Result,
  type SideName,
  type Step,
} from '@bondledger/domain';
import type { StepAnswer, StepContext } from '../apply/step-context.js';
import { openTrade, putTrade, type TradeEntry } from '../apply/trade-entry.js';
import { commitmentKey, commitmentOf } from '../instruction/commitment.js';
import {
  chainRecordKey,
  openRecord,
  sealRecord,
  type ChainContent,
} from '../record/sealed-json.js';
import { tradeKey } from '../record/trade-record.js';
import type { TradeOpening } from '../transaction/opening.js';
import { advance, done, isRefused, replayOf, type CoreChange } from './advance.js';

/** The trade or the whole chain that KSD or BOK acts on. */
export interface Subject {
  readonly ok: true;
  readonly entries: readonly TradeEntry[];
  readonly openings: readonly TradeOpening[];
  /** The chain's record; undefined for a single trade and for a chain that is being made. */
  readonly chain: ChainContent | undefined;
}

export type Found = Subject | { readonly ok: false; readonly answer: StepAnswer };

export const stopped = (rejection: Rejection): { ok: false; answer: StepAnswer } => ({
  ok: false,
  answer: { ok: false, rejection },
});

export interface SubjectRule {
  /** BOK's answers name the request instead of revisions, so KSD's haste never spoils them. */
  readonly committed: boolean;
  /** MERGE names a chain that is not there yet. */
  readonly isNewChain?: boolean;
}

/** Finds the subject of a settlement step, in the order of the catalogue of errors. */
export function findSubject(context: StepContext, rule: SubjectRule): Found {
  const openings = context.instruction.opening.trades;
  const { tradeId, chainId } = context.core;
  if ((tradeId === undefined) === (chainId === undefined)) {
    return stopped({ code: 'FIELD_MISSING', params: { field: 'tradeId' } });
  }
  if (openings.length === 0) return stopped({ code: 'OPENING_WRONG' });
  if (tradeId !== undefined && (openings.length > 1 || openings[0]?.tradeId !== tradeId)) {
    return stopped({ code: 'OPENING_WRONG' });
  }
  const opened = openAll(context, openings);
  if (!opened.ok) return stopped(opened.rejection);
  const entries = opened.value;
  const [first] = entries;
  const replay = first && replayOf(first, context.instruction.leaf);
  if (replay !== undefined) return { ok: false, answer: replay };
  if (openings.some((opening) => context.workspace.changed(tradeKey(opening.tradeId)))) {
    return stopped({ code: 'TRADE_TWICE_IN_TRANSACTION' });
  }
  const chain = findChain(context, rule);
  if (!chain.ok) return stopped(chain.rejection);
  const wrong =
    tableRefuses(context, entries) ??
    (rule.committed ? wrongCommitment(context, entries) : undefined) ??
    wrongMembers(entries, chain.value);
  return wrong === undefined ? { ok: true, entries, openings, chain: chain.value } : stopped(wrong);
}

function openAll(
  context: StepContext,
  openings: readonly TradeOpening[],
): Result<readonly TradeEntry[]> {
  const entries: TradeEntry[] = [];
  const named = new Set<string>();
  for (const opening of openings) {
    if (named.has(opening.tradeId)) return refuse('OPENING_WRONG');
    named.add(opening.tradeId);
    const found = openTrade(context.workspace, opening);
    if (!found.ok) return found;
    entries.push(found.value);
  }
  return { ok: true, value: entries };
}

function findChain(context: StepContext, rule: SubjectRule): Result<ChainContent | undefined> {
  const { chainId } = context.core;
  if (chainId === undefined) return { ok: true, value: undefined };
  if (!isChainId(chainId)) return refuse('FIELD_INVALID', { field: 'chainId' });
  const key = context.instruction.opening.chainKey;
  if (key?.length !== 32) return refuse('OPENING_WRONG');
  const { workspace } = context;
  const name = chainRecordKey(chainId);
  const found = workspace.get(name, (bytes) =>
    openRecord<ChainContent>(workspace.crypto, key, name, bytes),
  );
  if (!found.ok || rule.isNewChain === true) return found;
  return found.value === undefined ? refuse('CHAIN_UNKNOWN') : found;
}

function tableRefuses(context: StepContext, entries: readonly TradeEntry[]): Rejection | undefined {
  const step = context.core.step as Step;
  const refused = entries.find(({ core }) => isRefused(core.state, step));
  return refused && { code: 'STEP_NOT_ALLOWED', params: { state: refused.core.state, step } };
}

/** Each trade must be as the signer saw it: same trade, same terms, same revision. */
function wrongCommitment(
  context: StepContext,
  entries: readonly TradeEntry[],
): Rejection | undefined {
  const listed = context.core.data['trades'];
  if (!Array.isArray(listed)) return { code: 'FIELD_MISSING', params: { field: 'trades' } };
  if (listed.length !== entries.length) return { code: 'REVISION_OLD' };
  const { crypto } = context.environment;
  const { coreSalt } = context.instruction.parts;
  const fits = entries.every(({ core }, at) => {
    const coreKey = context.instruction.opening.trades[at]?.coreKey;
    if (coreKey === undefined) return false;
    return listed[at] === commitmentOf(crypto, commitmentKey(crypto, coreKey, coreSalt), core);
  });
  return fits ? undefined : { code: 'REVISION_OLD' };
}

/** A chained trade is acted on with its whole chain, and only so. */
function wrongMembers(
  entries: readonly TradeEntry[],
  chain: ChainContent | undefined,
): Rejection | undefined {
  if (chain === undefined) {
    const member = entries.find(({ core }) => core.chainId !== undefined);
    return member && { code: 'CHAIN_MEMBER_ALONE' };
  }
  const same =
    entries.length === chain.tradeIds.length &&
    entries.every(({ core }, at) => core.tradeId === chain.tradeIds[at]);
  return same ? undefined : { code: 'CHAIN_MEMBERS_WRONG' };
}

/** Moves every trade of the subject by one step; answers the first one's new revision. */
export function moveAll(
  context: StepContext,
  { entries, openings }: Subject,
  change: (entry: TradeEntry) => CoreChange,
  sealed: readonly SideName[] = [],
): StepAnswer {
  let revision = 0;
  for (const [at, entry] of entries.entries()) {
    const opening = openings[at];
    if (opening === undefined) continue;
    const core = advance(context, entry, change(entry));
    if (at === 0) ({ revision } = core);
    putTrade(context.workspace, opening, { ...entry, core }, sealed);
  }
  return done(revision);
}

/** Puts the chain's record back with a new state. */
export function putChain(context: StepContext, content: ChainContent): void {
  const key = context.instruction.opening.chainKey;
  if (key === undefined) return;
  const { workspace } = context;
  const name = chainRecordKey(content.chainId);
  workspace.put(name, content, () => sealRecord(workspace.crypto, key, name, content));
}
