import { BondledgerError, findChains, type ChainTrade } from '@bondledger/domain';
import { cashInstitutionOf } from '@bondledger/domain';
import type { ChainCandidate, HoldingRow } from '@bondledger/sdk/api';
import type { Desk, Desks } from '../desks/desk.js';
import type { Handlers } from '../http/handler.js';
import {
  accountInIssues,
  readAccounts,
  readReady,
  type AccountIn,
} from '../read-model/query/accounts.js';
import { chainFacts, readChains, type Leg } from '../read-model/query/chains.js';
import { readPayment, readPayments } from '../read-model/query/payments.js';
import type { ReadModel } from '../read-model/read-model.js';

interface Parts {
  readonly readModel: ReadModel;
  readonly desks: Desks;
}

type Handled = 'chainCandidates' | 'chains' | 'chain' | 'payments' | 'payment' | 'holdings';

/** Chains, payments and holdings: what settlement looks at. */
export function settlementHandlers({ readModel, desks }: Parts): Pick<Handlers, Handled> {
  return {
    chainCandidates: async ({ principal: { institution } }) => ({
      candidates: await candidatesOf(readModel, desks.of(institution)),
    }),
    chains: ({ principal: { institution }, query }) =>
      readModel.ask(institution, async ({ tables, names }) => ({
        chains: [...(await readChains(tables, names, query))],
      })),
    chain: async ({ principal: { institution }, params: { chainId } }) => {
      const [chain] = await readModel.ask(institution, ({ tables, names }) =>
        readChains(tables, names, { chainId }),
      );
      if (chain !== undefined) return chain;
      throw new BondledgerError({ code: 'CHAIN_UNKNOWN', params: { chain: chainId } });
    },
    payments: ({ principal: { institution }, query: { state } }) =>
      readModel.ask(institution, async ({ tables }) => ({
        payments: [...(await readPayments(tables, state))],
      })),
    payment: async ({ principal: { institution }, params: { paymentNo } }) => {
      const payment = await readModel.ask(institution, ({ tables }) =>
        readPayment(tables, paymentNo),
      );
      if (payment !== undefined) return payment;
      throw new BondledgerError({ code: 'PAYMENT_UNKNOWN', params: { paymentNo } });
    },
    holdings: async ({ principal: { institution }, query }) => ({
      holdings: await holdingsOf(readModel, desks.of(institution), query),
    }),
  };
}

/**
 * Balances come from the ledger itself: what may be delivered is never a matter of a copy. There a
 * holding has no name that anybody could list, so the list is of accounts that trades name; where
 * one account is asked for, all its issues are looked for.
 */
async function holdingsOf(
  readModel: ReadModel,
  { code, institution }: Desk,
  filter: { readonly account?: string | undefined; readonly isin?: string | undefined },
): Promise<HoldingRow[]> {
  const { accounts, isNamed, names } = await readModel.ask(code, async ({ tables, names }) => {
    const traded = await readAccounts(tables, code, filter);
    const known = new Set(traded.map(nameOf));
    const isNamed = (one: AccountIn): boolean => known.has(nameOf(one));
    const more = (await accountInIssues(tables, code, filter)).filter((one) => !isNamed(one));
    return { accounts: [...traded, ...more], isNamed, names };
  });
  const holdings = await institution.holdings(accounts);
  return accounts.flatMap(({ account, isin }, at): HoldingRow[] => {
    const { balance = 0n, restricted = 0n } = holdings[at] ?? {};
    if (balance === 0n && !isNamed({ account, isin })) return [];
    return [
      {
        account,
        holder: account.slice(0, account.indexOf('-')),
        isin,
        issueName: names.issue(isin),
        balance: balance.toString(),
        restricted: restricted.toString(),
        free: (balance - restricted).toString(),
      },
    ];
  });
}

const nameOf = ({ account, isin }: AccountIn): string => `${account}|${isin}`;

/** The chains that could be merged now: sellers who must first receive what they deliver. */
async function candidatesOf(
  readModel: ReadModel,
  { code, institution }: Desk,
): Promise<ChainCandidate[]> {
  const { rows, names } = await readModel.ask(code, async (view) => ({
    rows: await readReady(view.tables),
    names: view.names,
  }));
  const byId = new Map(rows.map((row) => [row.tradeId, row]));
  const trades = rows.flatMap(chainTradeOf);
  const accounts = [
    ...new Map(
      trades.map(({ sellerAccount: account, isin }) => [
        nameOf({ account, isin }),
        { account, isin },
      ]),
    ).values(),
  ];
  const holdings = await institution.holdings(accounts);
  const free = new Map(
    accounts.map((each, at) => {
      const { balance = 0n, restricted = 0n } = holdings[at] ?? {};
      return [nameOf(each), balance - restricted];
    }),
  );
  const found = findChains(trades, (account, isin) => free.get(nameOf({ account, isin })) ?? 0n);
  return found.map((chain) => {
    const legs = chain.flatMap(({ tradeId }) => byId.get(tradeId) ?? []);
    const facts = chainFacts(legs);
    return { ...facts, issueName: names.issue(facts.isin) };
  });
}

/** What the chain finder looks at; nothing where a side is not there. */
function chainTradeOf(row: Leg): ChainTrade[] {
  const { sellerSide, buyerSide } = row;
  if (sellerSide === undefined || buyerSide === undefined) return [];
  return [
    {
      tradeId: row.tradeId,
      isin: row.isin,
      settlementDate: row.settlementDate,
      faceAmount: BigInt(row.faceAmount),
      settlementAmount: BigInt(row.settlementAmount),
      settlementMethod: row.settlementMethod,
      sellerAccount: sellerSide.account,
      buyerAccount: buyerSide.account,
      sellerCash: cashInstitutionOf(row.seller, sideWire(sellerSide)),
      buyerCash: cashInstitutionOf(row.buyer, sideWire(buyerSide)),
    },
  ];
}

const sideWire = ({
  account,
  capacity,
  fund,
}: NonNullable<Leg['sellerSide']>): Parameters<typeof cashInstitutionOf>[1] => ({
  account,
  capacity,
  ...(fund === undefined ? {} : { fund }),
});
