import {
  accept,
  encodeLots,
  parseLots,
  parseSide,
  parseTerms,
  refuse,
  type Result,
  type SideName,
} from '@bondledger/domain';
import type { Action, Book, SettlementAction, Subject } from '@bondledger/sdk';
import type { StepItem } from './step-item.js';

/**
 * The action that an item asks for, after a look at the institution's own trades: a side that was
 * left out is the one that is its own. TRADE_NOT_VISIBLE, PARTY_NOT_ALLOWED, FIELD_MISSING, and the
 * codes of parseTerms, parseSide and parseLots. Everything else is the ledger's to decide.
 */
export function toAction(
  { step, item }: StepItem,
  { participant, book }: { readonly participant: string; readonly book: Book },
): Result<Action> {
  switch (step) {
    case 'SUBMIT': {
      const terms = parseTerms(item.terms);
      if (!terms.ok) return terms;
      const own = parseSide(item.own);
      return own.ok ? accept({ step, terms: terms.value, own: own.value }) : own;
    }
    case 'CONFIRM': {
      const own = parseSide(item.own);
      return own.ok ? accept({ step, tradeId: item.tradeId, own: own.value }) : own;
    }
    case 'REJECT':
      return accept({ step, tradeId: item.tradeId, reason: item.reason, fields: item.fields });
    case 'INSTRUCT': {
      const side = sideOf(item, 'OPEN', 'assetManager', participant, book);
      if (!side.ok) return side;
      const lots = parseLots(item.lots);
      if (!lots.ok) return lots;
      const { tradeId } = item;
      return accept({ step, tradeId, side: side.value, lots: encodeLots(lots.value) });
    }
    case 'APPROVE': {
      const side = sideOf(item, 'INSTRUCTED', 'custodian', participant, book);
      return side.ok ? accept({ step, tradeId: item.tradeId, side: side.value }) : side;
    }
    case 'DECLINE': {
      const side = sideOf(item, 'INSTRUCTED', 'custodian', participant, book);
      if (!side.ok) return side;
      return accept({ step, tradeId: item.tradeId, side: side.value, reason: item.reason });
    }
    case 'REQUEST_CANCEL':
      return accept({ step, tradeId: item.tradeId, reason: item.reason });
    case 'WITHDRAW':
    case 'CONFIRM_CANCEL':
    case 'DROP_CANCEL':
    case 'EXPIRE':
    case 'FAIL':
      return accept({ step, tradeId: item.tradeId });
    case 'MERGE':
      return accept({ step, tradeIds: item.tradeIds });
    case 'SPLIT':
      return accept({ step, chainId: item.chainId });
    case 'RESTRICT':
    case 'RELEASE':
    case 'REQUEST_PAYMENT':
    case 'REVOKE_PAYMENT':
    case 'SETTLE':
      return accept({ step, ...subjectOf(item) } as SettlementAction);
    case 'CONFIRM_PAYMENT':
    case 'CONFIRM_REVOKED':
      return accept({ step, paymentNo: item.paymentNo });
  }
}

const subjectOf = (item: { readonly tradeId: string } | { readonly chainId: string }): Subject =>
  'chainId' in item ? { chainId: item.chainId } : { tradeId: item.tradeId };

const SIDES: readonly SideName[] = ['seller', 'buyer'];

/** Where both sides are one's own, the one that waits for the step. */
function sideOf(
  item: { readonly tradeId: string; readonly side?: SideName | undefined },
  waitingAs: 'OPEN' | 'INSTRUCTED',
  role: 'assetManager' | 'custodian',
  participant: string,
  book: Book,
): Result<SideName> {
  if (item.side !== undefined) return accept(item.side);
  const { tradeId } = item;
  const view = book.trade(tradeId);
  if (view === undefined) return refuse('TRADE_NOT_VISIBLE', { trade: tradeId });
  const own = SIDES.filter((side) => view[side]?.fund?.[role] === participant);
  const waiting = own.filter((side) => view.core.sides[side] === waitingAs);
  const [side, other] = own.length > 1 ? waiting : own;
  if (own.length === 0) return refuse('PARTY_NOT_ALLOWED');
  if (side === undefined) return refuse('STEP_NOT_ALLOWED');
  return other === undefined ? accept(side) : refuse('FIELD_MISSING', { field: 'side' });
}
