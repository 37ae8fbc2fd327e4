import {
  GRANT_LENGTH,
  GRANTS_TOGETHER,
  join,
  makeGrant,
  termsHashOf,
  tradeIdOf,
  type AcceptedStep,
  type GrantedKeys,
  type GrantStep,
  type JsonObject,
} from '@bondledger/contract';
import {
  accept,
  encodeTerms,
  KSD,
  parseLots,
  refuse,
  type Result,
  type SideName,
  type SideWire,
  type Step,
} from '@bondledger/domain';
import type { TradeAction } from './action.js';
import {
  partsOf,
  type BuiltInstruction,
  type CoreInput,
  type InstructionKit,
} from './instruction-kit.js';
import type { TradeView } from './trade-view.js';

type Of<S extends TradeAction['step']> = Extract<TradeAction, { step: S }>;

/** Builds any step of a seller, buyer, asset manager or custodian. TRADE_NOT_VISIBLE. */
export function buildTradeStep(kit: InstructionKit, action: TradeAction): Result<BuiltInstruction> {
  if (action.step === 'SUBMIT') return buildSubmit(kit, action);
  const view = kit.book.trade(action.tradeId);
  if (view === undefined) return refuse('TRADE_NOT_VISIBLE', { trade: action.tradeId });
  switch (action.step) {
    case 'CONFIRM':
      return buildConfirm(kit, action, view);
    case 'REJECT': {
      const data = { fields: [...action.fields], reason: action.reason };
      return plain(kit, action, view, data, leafOf(view, 'SUBMIT'));
    }
    case 'WITHDRAW':
      return plain(kit, action, view, {}, leafOf(view, 'SUBMIT'));
    case 'INSTRUCT':
      return buildInstruct(kit, action, view);
    case 'APPROVE':
      return ofSide(kit, action, view, { side: action.side });
    case 'DECLINE':
      return ofSide(kit, action, view, { reason: action.reason, side: action.side });
    case 'REQUEST_CANCEL':
      return plain(kit, action, view, { reason: action.reason });
    case 'CONFIRM_CANCEL':
    case 'DROP_CANCEL':
      return plain(kit, action, view, {}, view.core.cancel?.leaf);
  }
}

function buildSubmit(kit: InstructionKit, { terms, own }: Of<'SUBMIT'>): Result<BuiltInstruction> {
  const { crypto, ledgerId, participant, pairs, finder } = kit;
  const { tradeDate, reference, buyer } = terms;
  const tradeId = tradeIdOf(crypto, pairs.ksd, tradeDate, participant, reference);
  // An institution has no pair key with itself, so this is told before the key is looked for.
  if (buyer === participant) return refuse('COUNTERPARTY_SAME');
  const buyerPair = pairs.find(buyer);
  if (buyerPair === undefined) return refuse('COUNTERPARTY_UNKNOWN', { participant: buyer });
  const keys = finder.ofSeller(tradeId);
  const { coreKey, sellerKey } = keys;
  const grants = grantsFor(kit, 'SUBMIT', tradeId, [
    [KSD, { coreKey }],
    [buyer, { coreKey }],
    ...fundGrants(own, { coreKey, sideKey: sellerKey }),
  ]);
  if (!grants.ok) return grants;
  const wire = encodeTerms(terms);
  const termsHash = termsHashOf(crypto, ledgerId, tradeId, wire);
  const core = { data: { terms: wire }, step: 'SUBMIT', termsHash, tradeId };
  return accept({
    parts: partsOf(kit, core, { side: own }),
    opening: { trades: [{ tradeId, ...keys }], grants: grants.value },
    tradeId,
  });
}

function buildConfirm(
  kit: InstructionKit,
  { own }: Of<'CONFIRM'>,
  view: TradeView,
): Result<BuiltInstruction> {
  const { tradeId, keys } = view;
  const buyerKey = kit.finder.buyerKey(tradeId, kit.participant);
  if (buyerKey === undefined) return refuse('PARTY_NOT_ALLOWED');
  const { coreKey } = keys;
  const granted = fundGrants(own, { coreKey, sideKey: buyerKey });
  const grants = grantsFor(kit, 'CONFIRM', tradeId, granted);
  if (!grants.ok) return grants;
  const answers = leafOf(view, 'SUBMIT');
  const core = coreOf(view, 'CONFIRM', {}, answers);
  return accept({
    parts: partsOf(kit, core, { side: own }),
    opening: { trades: [{ tradeId, coreKey, buyerKey }], grants: grants.value },
    tradeId,
  });
}

function buildInstruct(
  kit: InstructionKit,
  { side, lots }: Of<'INSTRUCT'>,
  view: TradeView,
): Result<BuiltInstruction> {
  const parsed = parseLots(lots);
  if (!parsed.ok) return parsed;
  const answers = leafOf(view, side === 'seller' ? 'SUBMIT' : 'CONFIRM');
  const core = coreOf(view, 'INSTRUCT', { side }, answers);
  return accept({
    parts: partsOf(kit, core, { lots: parsed.value }),
    opening: { trades: [sideOpening(view, side)] },
    tradeId: view.tradeId,
  });
}

function ofSide(
  kit: InstructionKit,
  action: Of<'APPROVE' | 'DECLINE'>,
  view: TradeView,
  data: Readonly<Record<string, string>>,
): Result<BuiltInstruction> {
  const answers = leafOf(view, 'INSTRUCT', action.side);
  const core = coreOf(view, action.step, data, answers);
  return accept({
    parts: partsOf(kit, core),
    opening: { trades: [sideOpening(view, action.side)] },
    tradeId: view.tradeId,
  });
}

function plain(
  kit: InstructionKit,
  { step }: TradeAction,
  view: TradeView,
  data: Readonly<Record<string, string | readonly string[]>>,
  answers?: string,
): Result<BuiltInstruction> {
  const { tradeId, keys } = view;
  return accept({
    parts: partsOf(kit, coreOf(view, step, data, answers)),
    opening: { trades: [{ tradeId, coreKey: keys.coreKey }] },
    tradeId,
  });
}

const coreOf = (
  { tradeId, core }: TradeView,
  step: Step,
  data: JsonObject,
  answers: string | undefined,
): CoreInput => ({
  data,
  step,
  termsHash: core.termsHash,
  tradeId,
  ...(answers === undefined ? {} : { answers }),
});

/** The leaf of the newest accepted instruction of a step (of a side, if given). */
export const leafOf = ({ core }: TradeView, step: Step, side?: SideName): string | undefined =>
  core.steps.findLast(
    ([, taken, , of]: AcceptedStep) => taken === step && (side === undefined || of === side),
  )?.[0];

const sideOpening = (
  { tradeId, keys }: TradeView,
  side: SideName,
): {
  readonly tradeId: string;
  readonly coreKey: Uint8Array;
  readonly sellerKey?: Uint8Array;
  readonly buyerKey?: Uint8Array;
} => {
  const key = side === 'seller' ? keys.sellerKey : keys.buyerKey;
  const { coreKey } = keys;
  if (key === undefined) return { tradeId, coreKey };
  return side === 'seller'
    ? { tradeId, coreKey, sellerKey: key }
    : { tradeId, coreKey, buyerKey: key };
};

type GrantTo = readonly [institution: string, keys: GrantedKeys];

const fundGrants = ({ fund }: SideWire, keys: GrantedKeys): readonly GrantTo[] =>
  fund === undefined
    ? []
    : [...new Set([fund.assetManager, fund.custodian])].map((code) => [code, keys]);

/** Grants to each institution but oneself, filled up with random bytes to whole groups of four. */
function grantsFor(
  kit: InstructionKit,
  step: GrantStep,
  tradeId: string,
  grants: readonly GrantTo[],
): Result<Uint8Array> {
  const merged = new Map<string, GrantedKeys>();
  for (const [code, keys] of grants) {
    // One grant for each institution: whoever needs a side key gets it with the core key.
    if (code === kit.participant) continue;
    const sideKey = keys.sideKey ?? merged.get(code)?.sideKey;
    merged.set(code, { coreKey: keys.coreKey, ...(sideKey === undefined ? {} : { sideKey }) });
  }
  const made: Uint8Array[] = [];
  for (const [code, keys] of merged) {
    const pair = kit.pairs.find(code);
    if (pair === undefined) return refuse('FUND_ROLE', { participant: code });
    made.push(makeGrant(kit.crypto, pair, step, tradeId, keys));
  }
  const together = Math.max(1, Math.ceil(made.length / GRANTS_TOGETHER)) * GRANTS_TOGETHER;
  made.push(kit.random.take((together - made.length) * GRANT_LENGTH));
  return accept(join(...made));
}
