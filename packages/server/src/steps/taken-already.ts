import { nodeCrypto, tradeIdOf, type AcceptedStep } from '@bondledger/contract';
import { encodeSide, encodeTerms, KSD, parseSide, parseTerms, type Step } from '@bondledger/domain';
import type { Institution, TradeView } from '@bondledger/sdk';
import type { ItemOutcome } from './outcome.js';
import { namedBy, type StepItem } from './step-item.js';

/** Steps that take each other back: the newer one of the two is in force. */
const OPPOSITE: Readonly<Partial<Record<Step, Step>>> = {
  INSTRUCT: 'DECLINE',
  DECLINE: 'INSTRUCT',
  REQUEST_CANCEL: 'DROP_CANCEL',
  DROP_CANCEL: 'REQUEST_CANCEL',
  MERGE: 'SPLIT',
  SPLIT: 'MERGE',
  RESTRICT: 'RELEASE',
  RELEASE: 'RESTRICT',
  REQUEST_PAYMENT: 'CONFIRM_REVOKED',
  CONFIRM_REVOKED: 'REQUEST_PAYMENT',
};

/**
 * Whether an item's step stands on the ledger already: asked only of what may have been sent
 * before, by a process or over a connection that did not live to hear the answer. What was taken is
 * not taken again.
 */
export function takenAlready(each: StepItem, institution: Institution): ItemOutcome | undefined {
  const { step, item } = each;
  const view = viewOf(each, institution);
  if (view === undefined || !isSame(each, view)) return undefined;
  const side = 'side' in item ? item.side : undefined;
  const found = view.core.steps.findLast(
    ([, taken, , of]: AcceptedStep) => taken === step && (side === undefined || side === of),
  );
  if (found === undefined) return undefined;
  const [leaf, , revision] = found;
  const opposite = OPPOSITE[step];
  const isUndone = view.core.steps.some(
    ([, taken, at, of]: AcceptedStep) =>
      taken === opposite && at > revision && (side === undefined || side === of),
  );
  if (isUndone) return undefined;
  const { chainId } = view.core;
  const subject = step === 'MERGE' ? { ...(chainId === undefined ? {} : { chainId }) } : {};
  const trade = step === 'SUBMIT' ? { tradeId: view.tradeId } : {};
  return { status: 'ACCEPTED', ...subject, ...trade, ...namedBy(each), revision, leaf };
}

/** The trade in question; of several the first, since they stand or fall together. */
function viewOf({ step, item }: StepItem, institution: Institution): TradeView | undefined {
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

/** A trade with the same reference is another one where anything of it differs. */
function isSame({ step, item }: StepItem, { core, seller }: TradeView): boolean {
  if ('paymentNo' in item) return core.payment?.paymentNo === item.paymentNo;
  if (step !== 'SUBMIT') return true;
  const terms = parseTerms(item.terms);
  const own = parseSide(item.own);
  return (
    terms.ok &&
    own.ok &&
    JSON.stringify(encodeTerms(terms.value)) === JSON.stringify(core.terms) &&
    seller !== undefined &&
    JSON.stringify(own.value) === JSON.stringify(encodeSide(seller))
  );
}
