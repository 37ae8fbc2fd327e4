import type { Institution, TradeAction, TradeView } from '@bondledger/sdk';
import { differences, type Books } from './back-office.js';

/**
 * What each institution does by itself, in its role: it looks at what the ledger shows it and at
 * its own books, and takes the steps that are due. Asked again, it does only what is still to do.
 */
type Due = (institution: Institution, office: Books) => readonly TradeAction[];

/** The seller submits what it sold and what is not on the ledger yet. */
export const dueSubmits: Due = ({ participant, book }, office) => {
  const known = new Set<string>();
  for (const { core } of book.trades()) {
    if (core.terms.seller === participant) known.add(core.terms.reference);
  }
  return office
    .soldBy(participant)
    .filter(({ terms }) => !known.has(terms.reference))
    .map(({ terms, sellerSide }) => ({ step: 'SUBMIT', terms, own: sellerSide }));
};

/** The buyer confirms what its books say too, and rejects the rest, naming what differs. */
export const dueConfirms: Due = ({ participant, book }, office) => {
  const actions: TradeAction[] = [];
  for (const view of book.trades()) {
    const { tradeId, core } = view;
    if (core.state !== 'SUBMITTED' || core.terms.buyer !== participant) continue;
    const ticket = office.ticketOf(view);
    if (ticket === undefined) {
      actions.push({ step: 'REJECT', tradeId, reason: 'NOT_TRADED', fields: [] });
      continue;
    }
    const fields = differences(core.terms, ticket);
    if (fields.length > 0) {
      actions.push({ step: 'REJECT', tradeId, reason: 'TERMS_DIFFER', fields });
    } else if (ticket.buyerSide !== undefined) {
      actions.push({ step: 'CONFIRM', tradeId, own: ticket.buyerSide });
    }
  }
  return actions;
};

const SIDES = ['seller', 'buyer'] as const;

/** The asset manager instructs each fund side that it manages, with the lots from its books. */
export const dueInstructs: Due = ({ participant, book }, office) => {
  const actions: TradeAction[] = [];
  for (const view of book.trades()) {
    for (const side of sidesIn(view, 'OPEN')) {
      if (view[side]?.fund?.assetManager !== participant) continue;
      const ticket = office.ticketOf(view);
      const lots = side === 'seller' ? ticket?.sellerLots : ticket?.buyerLots;
      if (lots !== undefined) {
        actions.push({ step: 'INSTRUCT', tradeId: view.tradeId, side, lots });
      }
    }
  }
  return actions;
};

/** The custodian approves what was instructed for the funds that it keeps. */
export const dueApprovals: Due = ({ participant, book }) => {
  const actions: TradeAction[] = [];
  for (const view of book.trades()) {
    for (const side of sidesIn(view, 'INSTRUCTED')) {
      if (view[side]?.fund?.custodian !== participant) continue;
      actions.push({ step: 'APPROVE', tradeId: view.tradeId, side });
    }
  }
  return actions;
};

const sidesIn = (
  { core }: TradeView,
  status: 'OPEN' | 'INSTRUCTED',
): readonly (typeof SIDES)[number][] =>
  core.state === 'MATCHED' ? SIDES.filter((side) => core.sides[side] === status) : [];
