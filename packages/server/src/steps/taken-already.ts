import { nodeCrypto, tradeIdOf, type AcceptedStep } from '@bondledger/contract';
import {
  encodeLots,
  encodeSide,
  encodeTerms,
  KSD,
  parseLots,
  parseSide,
  parseTerms,
  type SideName,
  type SideWire,
  type Step,
} from '@bondledger/domain';
import type { Institution, TradeView } from '@bondledger/sdk';
import type { ItemOutcome } from './outcome.js';
import { namedBy, type StepItem } from './step-item.js';

/** Steps that take a step back: where one of them is newer, it is no longer in force. */
const TAKEN_BACK_BY: Readonly<Partial<Record<Step, readonly Step[]>>> = {
  INSTRUCT: ['DECLINE'],
  DECLINE: ['INSTRUCT'],
  // Merging and restricting drop what was asked for.
  REQUEST_CANCEL: ['DROP_CANCEL', 'MERGE', 'RESTRICT'],
  DROP_CANCEL: ['REQUEST_CANCEL'],
  MERGE: ['SPLIT'],
  SPLIT: ['MERGE'],
  RESTRICT: ['RELEASE'],
  RELEASE: ['RESTRICT'],
  REQUEST_PAYMENT: ['CONFIRM_REVOKED'],
  REVOKE_PAYMENT: ['REQUEST_PAYMENT'],
  CONFIRM_REVOKED: ['REQUEST_PAYMENT'],
};

/** An institution's own trades. */
interface Trades extends Pick<Institution, 'participant' | 'pairKey'> {
  readonly book: Pick<Institution['book'], 'trade' | 'chain' | 'payment'>;
}

/**
 * Whether an item's step stands on the ledger already: asked only of what may have been sent
 * before, by a process or over a connection that did not live to hear the answer. What was taken is
 * not taken again.
 */
export function takenAlready(each: StepItem, institution: Trades): ItemOutcome | undefined {
  const { step, item } = each;
  const view = viewOf(each, institution);
  if (view === undefined) return undefined;
  const side = 'side' in item ? item.side : undefined;
  const found = view.core.steps.findLast(
    ([, taken, , of]: AcceptedStep) =>
      taken === step &&
      (side === undefined || side === of) &&
      isSame(each, view, institution.participant, of),
  );
  if (found === undefined) return undefined;
  const [leaf, , revision, foundSide] = found;
  const opposites = TAKEN_BACK_BY[step] ?? [];
  const isUndone = view.core.steps.some(
    ([, taken, at, of]: AcceptedStep) =>
      opposites.includes(taken) && at > revision && of === foundSide,
  );
  if (isUndone) return undefined;
  const { chainId } = view.core;
  const subject = step === 'MERGE' ? { ...(chainId === undefined ? {} : { chainId }) } : {};
  const trade = step === 'SUBMIT' ? { tradeId: view.tradeId } : {};
  return { status: 'ACCEPTED', ...subject, ...trade, ...namedBy(each), revision, leaf };
}

/** The trade in question; of several the first, since they stand or fall together. */
function viewOf({ step, item }: StepItem, institution: Trades): TradeView | undefined {
  const { book, participant } = institution;
  if (step === 'SUBMIT') {
    const pair = institution.pairKey(KSD);
    const { tradeDate, reference } = item.terms;
    if (pair === undefined) return undefined;
    return book.trade(tradeIdOf(nodeCrypto, pair, tradeDate, participant, reference));
  }
  if ('tradeIds' in item) return book.trade(item.tradeIds[0] ?? '');
  if ('tradeId' in item) return book.trade(item.tradeId);
  if ('chainId' in item) return book.trade(book.chain(item.chainId)?.tradeIds[0] ?? '');
  return book.trade(book.payment(item.paymentNo)?.trades[0]?.[0] ?? '');
}

/** With the same reference, or of the same trade, it is another step where its data differs. */
function isSame(
  { step, item }: StepItem,
  view: TradeView,
  participant: string,
  side: SideName | undefined,
): boolean {
  const { core } = view;
  if ('paymentNo' in item) return core.payment?.paymentNo === item.paymentNo;
  if (step === 'SUBMIT') {
    const terms = parseTerms(item.terms);
    const isTheTrade = terms.ok && isAlike(encodeTerms(terms.value), core.terms);
    return isTheTrade && isSide(item.own, view.seller);
  }
  if (step === 'CONFIRM') return isSide(item.own, view.buyer);
  if (step === 'INSTRUCT') {
    const lots = parseLots(item.lots);
    const known = side && view[side]?.lots;
    return lots.ok && known !== undefined && isAlike(encodeLots(lots.value), known);
  }
  // Either side may ask; once both agreed it is the same for both.
  const by = step === 'REQUEST_CANCEL' ? core.cancel?.by : undefined;
  return by === undefined || core.terms[by] === participant;
}

function isSide(own: unknown, known: SideWire | undefined): boolean {
  const side = parseSide(own);
  return side.ok && known !== undefined && isAlike(encodeSide(side.value), encodeSide(known));
}

const isAlike = (one: object, other: object): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
