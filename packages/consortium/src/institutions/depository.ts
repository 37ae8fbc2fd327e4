import {
  cashInstitutionOf,
  findChains,
  isFreeOfPayment,
  type ChainTrade,
} from '@bondledger/domain';
import type { Institution, SettlementAction, Subject, TradeView } from '@bondledger/sdk';

/** What the chain finder looks at; undefined where a side is not there yet. */
function chainTradeOf({ tradeId, core, seller, buyer }: TradeView): ChainTrade | undefined {
  if (seller === undefined || buyer === undefined) return undefined;
  const { terms } = core;
  return {
    tradeId,
    isin: terms.isin,
    settlementDate: terms.settlementDate,
    faceAmount: BigInt(terms.faceAmount),
    settlementAmount: BigInt(terms.settlementAmount),
    settlementMethod: terms.settlementMethod,
    sellerAccount: seller.account,
    buyerAccount: buyer.account,
    sellerCash: cashInstitutionOf(terms.seller, seller),
    buyerCash: cashInstitutionOf(terms.buyer, buyer),
  };
}

interface AccountIn {
  readonly account: string;
  readonly isin: string;
}

const nameOf = ({ account, isin }: AccountIn): string => `${account}|${isin}`;

/** The free balances (won of face) of accounts, as the ledger has them now. */
async function freeBalances(
  ksd: Institution,
  accounts: Iterable<AccountIn>,
): Promise<Map<string, bigint>> {
  const unique = [...new Map([...accounts].map((each) => [nameOf(each), each])).values()];
  const holdings = await ksd.holdings(unique);
  return new Map(
    unique.map((each, at) => {
      const { balance = 0n, restricted = 0n } = holdings[at] ?? {};
      return [nameOf(each), balance - restricted];
    }),
  );
}

/** The chains that KSD merges: sellers who must first receive what they deliver. */
export async function dueMerges(ksd: Institution): Promise<readonly SettlementAction[]> {
  const ready: ChainTrade[] = [];
  for (const view of ksd.book.trades()) {
    const trade = view.core.state === 'READY' ? chainTradeOf(view) : undefined;
    if (trade !== undefined) ready.push(trade);
  }
  const accounts = ready.map(({ sellerAccount, isin }) => ({ account: sellerAccount, isin }));
  const free = await freeBalances(ksd, accounts);
  const chains = findChains(ready, (account, isin) => free.get(nameOf({ account, isin })) ?? 0n);
  return chains.map((chain) => ({
    step: 'MERGE',
    tradeIds: chain.map(({ tradeId }) => tradeId),
  }));
}

interface Delivery extends AccountIn {
  readonly amount: bigint;
}

/** Every trade and chain that waits to be restricted, with what each account delivers for it. */
function waiting(ksd: Institution): { subject: Subject; deliveries: readonly Delivery[] }[] {
  const found: { subject: Subject; deliveries: readonly Delivery[] }[] = [];
  for (const chain of ksd.book.chains()) {
    if (chain.state !== 'CHAINED') continue;
    const { isin, chainId } = chain;
    const deliveries = chain.nets
      .map(([account, net]) => ({ account, isin, amount: -BigInt(net) }))
      .filter(({ amount }) => amount > 0n);
    found.push({ subject: { chainId }, deliveries });
  }
  for (const { tradeId, core, seller } of ksd.book.trades()) {
    if (core.state !== 'READY' || seller === undefined) continue;
    const { isin, faceAmount } = core.terms;
    const deliveries = [{ account: seller.account, isin, amount: BigInt(faceAmount) }];
    found.push({ subject: { tradeId }, deliveries });
  }
  return found;
}

/** What can be restricted now: KSD hands out each free balance once, chains first. */
export async function dueRestrictions(ksd: Institution): Promise<readonly SettlementAction[]> {
  const subjects = waiting(ksd);
  const free = await freeBalances(
    ksd,
    subjects.flatMap(({ deliveries }) => deliveries),
  );
  const actions: SettlementAction[] = [];
  for (const { subject, deliveries } of subjects) {
    const covered = deliveries.every((each) => (free.get(nameOf(each)) ?? 0n) >= each.amount);
    if (!covered) continue;
    for (const each of deliveries) {
      free.set(nameOf(each), (free.get(nameOf(each)) ?? 0n) - each.amount);
    }
    actions.push({ step: 'RESTRICT', ...subject });
  }
  return actions;
}

/** Trades that stand alone and chains, in a state, with the methods by which they settle. */
function* subjectsIn(
  ksd: Institution,
  state: 'RESTRICTED' | 'PAYMENT_REQUESTED' | 'PAID',
): Generator<{ readonly subject: Subject; readonly free: boolean }> {
  for (const { chainId, state: now, tradeIds } of ksd.book.chains()) {
    if (now !== state) continue;
    const methods = tradeIds.flatMap((id) => {
      const method = ksd.book.trade(id)?.core.terms.settlementMethod;
      return method === undefined ? [] : [method];
    });
    yield { subject: { chainId }, free: isFreeOfPayment(methods) };
  }
  for (const { tradeId, core } of ksd.book.trades()) {
    if (core.state !== state || core.chainId !== undefined) continue;
    yield { subject: { tradeId }, free: core.terms.settlementMethod === 'FOP' };
  }
}

/** Payments for what is restricted, unless it is free of payment. */
export const duePaymentRequests = (ksd: Institution): readonly SettlementAction[] =>
  [...subjectsIn(ksd, 'RESTRICTED')]
    .filter(({ free }) => !free)
    .map(({ subject }) => ({ step: 'REQUEST_PAYMENT', ...subject }));

/** What is paid, or restricted and free of payment. */
export const dueSettlements = (ksd: Institution): readonly SettlementAction[] => [
  ...[...subjectsIn(ksd, 'PAID')].map(({ subject }) => ({ step: 'SETTLE' as const, ...subject })),
  ...[...subjectsIn(ksd, 'RESTRICTED')]
    .filter(({ free }) => free)
    .map(({ subject }) => ({ step: 'SETTLE' as const, ...subject })),
];

/** Payments that are open at the cut-off are asked back. */
export const dueRevocations = (ksd: Institution): readonly SettlementAction[] =>
  [...subjectsIn(ksd, 'PAYMENT_REQUESTED')]
    .filter(({ subject }) => !isAskedBack(ksd, subject))
    .map(({ subject }) => ({ step: 'REVOKE_PAYMENT', ...subject }));

function isAskedBack(ksd: Institution, subject: Subject): boolean {
  const tradeId =
    'tradeId' in subject ? subject.tradeId : ksd.book.chain(subject.chainId)?.tradeIds[0];
  return ksd.book.trade(tradeId ?? '')?.core.payment?.askedBack === true;
}

/** After the cut-off a chain that did not settle is released, then split. */
export const dueReleases = (ksd: Institution): readonly SettlementAction[] =>
  [...ksd.book.chains()]
    .filter(({ state }) => state === 'RESTRICTED')
    .map(({ chainId }) => ({ step: 'RELEASE', chainId }));

export const dueSplits = (ksd: Institution): readonly SettlementAction[] =>
  [...ksd.book.chains()]
    .filter(({ state }) => state === 'CHAINED')
    .map(({ chainId }) => ({ step: 'SPLIT', chainId }));

/** After the cut-off of its settlement date a trade expires or fails. */
export const dueEnds = (ksd: Institution): readonly SettlementAction[] => {
  const today = ksd.book.day?.businessDate ?? '';
  const actions: SettlementAction[] = [];
  for (const { tradeId, core } of ksd.book.trades()) {
    if (core.terms.settlementDate > today || core.chainId !== undefined) continue;
    if (core.state === 'SUBMITTED' || core.state === 'MATCHED') {
      actions.push({ step: 'EXPIRE', tradeId });
    } else if (core.state === 'READY' || core.state === 'RESTRICTED') {
      actions.push({ step: 'FAIL', tradeId });
    }
  }
  return actions;
};
