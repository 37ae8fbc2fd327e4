import { refuse, type Holding, type Result } from '@bondledger/domain';
import type { StepContext } from '../apply/step-context.js';
import { openRecord, sealRecord, type HoldingContent } from '../record/sealed-json.js';
import type { HoldingOpening } from '../transaction/opening.js';

const NAME = /^holding\/[0-9a-f]{64}$/;

function openingOf(
  context: StepContext,
  account: string,
  isin: string,
): HoldingOpening | undefined {
  return context.instruction.opening.holdings?.find(
    (opening) => opening.account === account && opening.isin === isin,
  );
}

/** The record of a holding; undefined where there is none. OPENING_WRONG. */
export function findHolding(
  context: StepContext,
  account: string,
  isin: string,
): Result<HoldingContent | undefined> {
  const opening = openingOf(context, account, isin);
  if (opening?.key.length !== 32 || !NAME.test(opening.name)) return refuse('OPENING_WRONG');
  const { workspace } = context;
  const found = workspace.get(opening.name, opening.key, (bytes) =>
    openRecord<HoldingContent>(workspace.crypto, opening.key, opening.name, bytes),
  );
  if (!found.ok || found.value === undefined) return found;
  const { value } = found;
  return value.account === account && value.isin === isin ? found : refuse('OPENING_WRONG');
}

/** What an account holds in an issue; nothing where there is no record. OPENING_WRONG. */
function holdingOf(context: StepContext, account: string, isin: string): Result<Holding> {
  const found = findHolding(context, account, isin);
  if (!found.ok) return found;
  const { balance = '0', restricted = '0' } = found.value ?? {};
  return { ok: true, value: { balance: BigInt(balance), restricted: BigInt(restricted) } };
}

/** Changes one holding after the other; the caller's instruction is undone where one refuses. */
export function changeHolding(
  context: StepContext,
  account: string,
  isin: string,
  change: (holding: Holding) => Result<Holding>,
): Result<Holding> {
  const held = holdingOf(context, account, isin);
  if (!held.ok) return held;
  const changed = change(held.value);
  if (!changed.ok) return changed;
  const opening = openingOf(context, account, isin);
  if (opening === undefined) return refuse('OPENING_WRONG');
  const { workspace } = context;
  const content: HoldingContent = {
    account,
    balance: changed.value.balance.toString(),
    isin,
    restricted: changed.value.restricted.toString(),
  };
  workspace.put(opening.name, opening.key, content, () =>
    sealRecord(workspace.crypto, opening.key, opening.name, content),
  );
  return changed;
}
