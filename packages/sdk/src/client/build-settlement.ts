import {
  commitmentKey,
  commitmentOf,
  holdingKeyOf,
  holdingNameOf,
  legsCommitment,
  paymentNoOf,
  SALT_LENGTH,
  toBase32,
  fromBase64,
  type HoldingOpening,
  type InstructionOpening,
  type TradeOpening,
} from '@bondledger/contract';
import {
  accept,
  cashInstitutionOf,
  cashLegs,
  compactDate,
  holderOf,
  refuse,
  type Result,
} from '@bondledger/domain';
import type { PaymentAction, SettlementAction } from './action.js';
import { partsOf, type BuiltInstruction, type InstructionKit } from './instruction-kit.js';
import type { TradeView } from './trade-view.js';

/** What a KSD step is about: the views of its trades, in the chain's order. */
interface Members {
  readonly views: readonly TradeView[];
  readonly chainId?: string;
  readonly tradeId?: string;
}

/** Builds any of KSD's settlement steps. TRADE_NOT_VISIBLE, CHAIN_UNKNOWN. */
export function buildSettlementStep(
  kit: InstructionKit,
  action: SettlementAction,
): Result<BuiltInstruction> {
  const found = action.step === 'MERGE' ? newChain(kit, action.tradeIds) : membersOf(kit, action);
  if (!found.ok) return found;
  const members = found.value;
  const coreSalt = kit.random.take(SALT_LENGTH);
  const trades = members.views.map(({ keys, core }) =>
    commitmentOf(kit.crypto, commitmentKey(kit.crypto, keys.coreKey, coreSalt), core),
  );
  const payment = paymentOf(kit, action, members);
  if (!payment.ok) return payment;
  const { tradeId, chainId } = members;
  const subject = chainId === undefined ? { tradeId: tradeId ?? '' } : { chainId };
  const { data: named, opening } = payment.value;
  const core = {
    data: { payment: named.payment, paymentNo: named.paymentNo, trades },
    step: action.step,
    ...subject,
  };
  return accept({
    parts: partsOf(kit, core, {}, coreSalt),
    opening: openingOf(kit, action, members, opening.paymentKey),
    ...subject,
  });
}

function newChain(kit: InstructionKit, tradeIds: readonly string[]): Result<Members> {
  const views = viewsOf(kit, tradeIds);
  if (!views.ok) return views;
  const date = views.value[0]?.core.terms.settlementDate ?? '';
  const chainId = `${compactDate(date)}-C${toBase32(kit.random.take(SALT_LENGTH), 13)}`;
  return accept({ views: views.value, chainId });
}

function membersOf(
  kit: InstructionKit,
  action: Exclude<SettlementAction, { step: 'MERGE' }>,
): Result<Members> {
  if ('chainId' in action) {
    const chain = kit.book.chain(action.chainId);
    if (chain === undefined) return refuse('CHAIN_UNKNOWN', { chain: action.chainId });
    const views = viewsOf(kit, chain.tradeIds);
    return views.ok ? accept({ views: views.value, chainId: action.chainId }) : views;
  }
  const views = viewsOf(kit, [action.tradeId]);
  return views.ok ? accept({ views: views.value, tradeId: action.tradeId }) : views;
}

function viewsOf(
  kit: Pick<InstructionKit, 'book'>,
  tradeIds: readonly string[],
): Result<readonly TradeView[]> {
  const views: TradeView[] = [];
  for (const tradeId of tradeIds) {
    const view = kit.book.trade(tradeId);
    if (view === undefined) return refuse('TRADE_NOT_VISIBLE', { trade: tradeId });
    views.push(view);
  }
  return accept(views);
}

/** The steps that need the holdings of whoever delivers, and of whoever receives. */
const DELIVERERS: ReadonlySet<string> = new Set(['RESTRICT', 'RELEASE', 'FAIL', 'SETTLE']);

function openingOf(
  kit: InstructionKit,
  { step }: SettlementAction,
  { views, chainId }: Members,
  paymentKey: Uint8Array | undefined,
): InstructionOpening {
  const trades = views.map((view) => tradeOpening(step, view, chainId !== undefined));
  const chainKey = chainId === undefined ? undefined : kit.finder.chainKey(chainId);
  const holdings = DELIVERERS.has(step) ? holdingsOf(kit, views, chainId, step === 'SETTLE') : [];
  return {
    trades,
    ...(chainKey === undefined ? {} : { chainKey }),
    ...(holdings.length === 0 ? {} : { holdings }),
    ...(paymentKey === undefined ? {} : { paymentKey }),
  };
}

/** The keys of what the rules of the step look at, and no other. */
function tradeOpening(
  step: SettlementAction['step'],
  { tradeId, keys: { coreKey, sellerKey, buyerKey } }: TradeView,
  isInChain: boolean,
): TradeOpening {
  const needsBoth =
    step === 'MERGE' || step === 'REQUEST_PAYMENT' || (step === 'SETTLE' && !isInChain);
  // A chain's record says what each of its accounts delivers.
  const needsSeller = needsBoth || (DELIVERERS.has(step) && !isInChain);
  return {
    tradeId,
    coreKey,
    ...(needsSeller && sellerKey !== undefined ? { sellerKey } : {}),
    ...(needsBoth && buyerKey !== undefined ? { buyerKey } : {}),
  };
}

/** Name and key of a holding; undefined where its holder is unknown. */
export function holdingOpening(
  kit: Pick<InstructionKit, 'crypto' | 'pairs' | 'participant'>,
  account: string,
  isin: string,
): HoldingOpening | undefined {
  const holder = holderOf(account);
  const pair = holder === kit.participant ? kit.pairs.ksd : kit.pairs.find(holder ?? '');
  if (pair === undefined) return undefined;
  const name = holdingNameOf(kit.crypto, pair, account, isin);
  return { account, isin, name, key: holdingKeyOf(kit.crypto, pair, account, isin) };
}

function holdingsOf(
  kit: InstructionKit,
  views: readonly TradeView[],
  chainId: string | undefined,
  withReceivers: boolean,
): readonly HoldingOpening[] {
  const accounts = new Set<string>();
  const isin = views[0]?.core.terms.isin ?? '';
  const chain = chainId === undefined ? undefined : kit.book.chain(chainId);
  if (chain !== undefined) {
    for (const [account, net] of chain.nets) {
      if (withReceivers || net.startsWith('-')) accounts.add(account);
    }
  } else {
    for (const { seller, buyer } of views) {
      if (seller !== undefined) accounts.add(seller.account);
      if (withReceivers && buyer !== undefined) accounts.add(buyer.account);
    }
  }
  const openings: HoldingOpening[] = [];
  for (const account of accounts) {
    const opening = holdingOpening(kit, account, isin);
    if (opening !== undefined) openings.push(opening);
  }
  return openings;
}

interface PaymentParts {
  readonly data: { readonly payment?: string; readonly paymentNo?: string };
  readonly opening: { readonly paymentKey?: Uint8Array };
}

function paymentOf(
  kit: InstructionKit,
  { step }: SettlementAction,
  { views, chainId }: Members,
): Result<PaymentParts> {
  const [first] = views;
  if (first === undefined) return refuse('CHAIN_TOO_SMALL');
  if (step === 'REVOKE_PAYMENT') {
    const paymentNo = first.core.payment?.paymentNo;
    if (paymentNo === undefined) return refuse('PAYMENT_NOT_OPEN');
    return accept({ data: { paymentNo }, opening: withPaymentKey(kit, paymentNo) });
  }
  if (step !== 'REQUEST_PAYMENT') return accept({ data: {}, opening: {} });
  const attempts =
    chainId === undefined
      ? (first.core.payment?.attempt ?? 0)
      : (kit.book.chain(chainId)?.attempt ?? 0);
  const paymentNo = paymentNoOf(chainId ?? first.core.settlementNo ?? '', attempts + 1);
  const opening = withPaymentKey(kit, paymentNo);
  const { paymentKey } = opening;
  if (paymentKey === undefined) return refuse('ROLE_NOT_ALLOWED');
  const payment = legsCommitment(kit.crypto, paymentKey, paymentNo, legsOf(views));
  return accept({ data: { payment, paymentNo }, opening });
}

function withPaymentKey(
  kit: InstructionKit,
  paymentNo: string,
): { readonly paymentKey?: Uint8Array } {
  const paymentKey = kit.finder.paymentKey(paymentNo);
  return paymentKey === undefined ? {} : { paymentKey };
}

/** The cash legs of trades, as they are committed to: won as decimal strings. */
function legsOf(views: readonly TradeView[]): readonly (readonly [string, string])[] {
  const payments = views.flatMap(({ core: { terms }, seller, buyer }) =>
    seller === undefined || buyer === undefined
      ? []
      : [
          {
            settlementAmount: BigInt(terms.settlementAmount),
            settlementMethod: terms.settlementMethod,
            sellerCash: cashInstitutionOf(terms.seller, seller),
            buyerCash: cashInstitutionOf(terms.buyer, buyer),
          },
        ],
  );
  return cashLegs(payments).map(({ institution, amount }) => [institution, amount.toString()]);
}

/** Builds BOK's answer to a payment. PAYMENT_UNKNOWN. */
export function buildPaymentAnswer(
  kit: InstructionKit,
  { step, paymentNo }: PaymentAction,
): Result<BuiltInstruction> {
  const payment = kit.book.payment(paymentNo);
  const paymentKey = kit.finder.paymentKey(paymentNo);
  if (payment === undefined || paymentKey === undefined) return refuse('PAYMENT_UNKNOWN');
  const commitment = legsCommitment(kit.crypto, paymentKey, paymentNo, payment.legs);
  const { chainId } = payment;
  const tradeId = payment.trades[0]?.[0] ?? '';
  const subject = chainId === undefined ? { tradeId } : { chainId };
  const chainKey = chainId === undefined ? undefined : kit.finder.chainKey(chainId);
  const data = { payment: commitment, paymentNo };
  const core = { answers: payment.request, data, step, ...subject };
  const trades = payment.trades.map(([id, coreKey]) => ({
    tradeId: id,
    coreKey: fromBase64(coreKey) ?? new Uint8Array(0),
  }));
  return accept({
    parts: partsOf(kit, core),
    opening: { trades, paymentKey, ...(chainKey === undefined ? {} : { chainKey }) },
    ...subject,
  });
}
