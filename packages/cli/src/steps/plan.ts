import type { TicketInput } from '@bondledger/legacy';
import {
  accept,
  encodeTerms,
  refuse,
  type Result,
  type SideName,
  type SideStatus,
} from '@bondledger/domain';
import type { PaymentContent } from '@bondledger/contract';
import type { Action, Subject } from '@bondledger/sdk';
import type { ShownTrade } from '../trade/shown-trade.js';
import type { StepInput } from './input.js';
import type { VerbStep } from './verb.js';

/** Whoever takes the step, and what it sees. */
export interface Actor {
  readonly participant: string;
  readonly book: SeenBook;
}

/** What of a book is looked at: whose keys open it does not matter. */
export interface SeenBook {
  trade(tradeId: string): ShownTrade | undefined;
  trades(): Iterable<ShownTrade>;
  /** Of BOK, oldest first. */
  payments(): Iterable<Pick<PaymentContent, 'paymentNo' | 'chainId' | 'trades'>>;
}

/** Whether a plan looks at the trades that the institution sees. */
export function needsBook(step: VerbStep, { ticket, paymentNo }: StepInput): boolean {
  if (ticket !== undefined) return true;
  if (step === 'CONFIRM_PAYMENT' || step === 'CONFIRM_REVOKED') return paymentNo === undefined;
  return step === 'INSTRUCT' || step === 'APPROVE' || step === 'DECLINE';
}

/** The actions that an input asks for: one, or one for each side that is due. */
export function plan(actor: Actor, step: VerbStep, input: StepInput): Result<readonly Action[]> {
  switch (step) {
    case 'CONFIRM':
      return planConfirm(actor, input);
    case 'INSTRUCT':
    case 'APPROVE':
    case 'DECLINE':
      return planSides(actor, step, input);
    case 'REJECT': {
      const { tradeId = '', reject: reason = 'OTHER', fields = [] } = input;
      return accept([{ step, tradeId, reason, fields }]);
    }
    case 'REQUEST_CANCEL':
      return accept([{ step, tradeId: input.tradeId ?? '', reason: input.cancel ?? 'OTHER' }]);
    case 'WITHDRAW':
    case 'CONFIRM_CANCEL':
    case 'DROP_CANCEL':
    case 'EXPIRE':
    case 'FAIL':
      return accept([{ step, tradeId: input.tradeId ?? '' }]);
    case 'MERGE':
      return accept([]);
    case 'SPLIT':
      return accept([{ step, chainId: input.chainId ?? '' }]);
    case 'RESTRICT':
      return accept([{ step, ...subjectOf(input) }]);
    case 'RELEASE':
      return accept([{ step, ...subjectOf(input) }]);
    case 'REQUEST_PAYMENT':
      return accept([{ step, ...subjectOf(input) }]);
    case 'REVOKE_PAYMENT':
      return accept([{ step, ...subjectOf(input) }]);
    case 'SETTLE':
      return accept([{ step, ...subjectOf(input) }]);
    case 'CONFIRM_PAYMENT':
    case 'CONFIRM_REVOKED': {
      const paymentNo = paymentOf(actor, input);
      return paymentNo === undefined ? refuse('PAYMENT_UNKNOWN') : accept([{ step, paymentNo }]);
    }
  }
}

/** Trades with the same label, in the order of the file, become one chain each. */
export function planMerges(inputs: readonly StepInput[]): readonly Action[] {
  const chains = new Map<string, string[]>();
  for (const { chain = '', tradeId = '' } of inputs) {
    const found = chains.get(chain);
    if (found === undefined) chains.set(chain, [tradeId]);
    else found.push(tradeId);
  }
  return [...chains.values()].map((tradeIds) => ({ step: 'MERGE', tradeIds }));
}

const subjectOf = ({ tradeId, chainId }: StepInput): Subject =>
  chainId === undefined ? { tradeId: tradeId ?? '' } : { chainId };

/** The newest payment of what was named: BOK knows trades and chains by their payments too. */
function paymentOf({ book }: Actor, input: StepInput): string | undefined {
  if (input.paymentNo !== undefined) return input.paymentNo;
  const ofTrade = book.trade(input.tradeId ?? '')?.core.payment?.paymentNo;
  if (ofTrade !== undefined) return ofTrade;
  return [...book.payments()].findLast(
    ({ chainId, trades }) =>
      (chainId !== undefined && chainId === input.chainId) ||
      trades.some(([tradeId]) => tradeId === input.tradeId),
  )?.paymentNo;
}

/** Trades by the numbers that their submitters gave them: what one's own books know them by. */
const references = new WeakMap<Actor, ReadonlyMap<string, ShownTrade>>();

const referenceOf = (terms: { seller: string; tradeDate: string; reference: string }): string =>
  `${terms.seller}|${terms.tradeDate}|${terms.reference}`;

/** The trade on the ledger that a ticket of one's own books is about. */
function tradeOfTicket(actor: Actor, { terms }: TicketInput): ShownTrade | undefined {
  const known =
    references.get(actor) ??
    new Map([...actor.book.trades()].map((view) => [referenceOf(view.core.terms), view]));
  references.set(actor, known);
  return known.get(referenceOf(terms));
}

/** The fields in which what was submitted is not what one's own books say. */
function differences(view: ShownTrade, { terms }: TicketInput): readonly string[] {
  const [seen, own]: Readonly<Record<string, unknown>>[] = [
    { ...view.core.terms },
    { ...encodeTerms(terms) },
  ];
  const names = new Set([...Object.keys(seen ?? {}), ...Object.keys(own ?? {})]);
  return [...names].filter((name) => seen?.[name] !== own?.[name]).sort();
}

function planConfirm(actor: Actor, input: StepInput): Result<readonly Action[]> {
  const { ticket, tradeId = '', own } = input;
  if (ticket === undefined) {
    if (own === undefined) return refuse('FIELD_MISSING', { field: 'account' });
    return accept([{ step: 'CONFIRM', tradeId, own }]);
  }
  const view = tradeOfTicket(actor, ticket);
  if (view === undefined) return refuse('TRADE_UNKNOWN');
  const fields = differences(view, ticket);
  if (fields.length > 0) return refuse('TERMS_DIFFER', { fields: fields.join(', ') });
  if (ticket.buyerSide === undefined) return refuse('FIELD_MISSING', { field: 'buyerAccount' });
  return accept([{ step: 'CONFIRM', tradeId: view.tradeId, own: ticket.buyerSide }]);
}

type FundStep = 'INSTRUCT' | 'APPROVE' | 'DECLINE';

/** In which status a side waits for the step. */
const DUE: Readonly<Record<FundStep, SideStatus>> = {
  INSTRUCT: 'OPEN',
  APPROVE: 'INSTRUCTED',
  DECLINE: 'INSTRUCTED',
};

function planSides(actor: Actor, step: FundStep, input: StepInput): Result<readonly Action[]> {
  const { ticket } = input;
  const view =
    ticket === undefined ? actor.book.trade(input.tradeId ?? '') : tradeOfTicket(actor, ticket);
  if (view === undefined) {
    return ticket === undefined
      ? refuse('TRADE_NOT_VISIBLE', { trade: input.tradeId ?? '' })
      : refuse('TRADE_UNKNOWN');
  }
  const sides = input.side === undefined ? sidesFor(actor, step, view) : [input.side];
  if (sides.length === 0) return refuse('PARTY_NOT_ALLOWED');
  return accept(sides.map((side) => fundAction(step, view, side, input)));
}

/** The sides that wait for this institution's step; all that are its own where none does. */
function sidesFor({ participant }: Actor, step: FundStep, view: ShownTrade): readonly SideName[] {
  const own = (['seller', 'buyer'] as const).filter((side) => {
    const fund = view[side]?.fund;
    return participant === (step === 'INSTRUCT' ? fund?.assetManager : fund?.custodian);
  });
  const due = own.filter((side) => view.core.sides[side] === DUE[step]);
  return due.length > 0 ? due : own;
}

function fundAction(step: FundStep, view: ShownTrade, side: SideName, input: StepInput): Action {
  const { tradeId } = view;
  if (step === 'APPROVE') return { step, tradeId, side };
  if (step === 'DECLINE') return { step, tradeId, side, reason: input.decline ?? 'OTHER' };
  const { ticket } = input;
  const ofTicket = side === 'seller' ? ticket?.sellerLots : ticket?.buyerLots;
  return { step, tradeId, side, lots: input.lots ?? ofTicket ?? wholeLot(view, side) };
}

/** All of the trade for the one fund that the side names. */
const wholeLot = (view: ShownTrade, side: SideName): [{ faceAmount: string; fundCode: string }] => [
  { faceAmount: view.core.terms.faceAmount, fundCode: view[side]?.fund?.code ?? '' },
];
