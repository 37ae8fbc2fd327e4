import type { Kysely } from 'kysely';
import { cashInstitutionOf, cashLegs, netSecurities, type State } from '@bondledger/domain';
import type { Chain, ChainCandidate } from '@bondledger/sdk/api';
import { LIST_MOST } from '../limits.js';
import type { Names } from '../project/names.js';
import type { ChainsTable, ReadTables, StoredRow } from '../tables.js';

/** Rows of trades, as chains are made of them. */
export type Leg = StoredRow;

type ChainContentFacts = Omit<ChainCandidate, 'issueName'>;

const sumOf = (amounts: Iterable<bigint>): string => {
  let sum = 0n;
  for (const amount of amounts) sum += amount;
  return sum.toString();
};

const positive = (amounts: readonly bigint[]): readonly bigint[] =>
  amounts.filter((amount) => amount > 0n);

/** A leg with both sides, which only the depository has, moves securities between two accounts. */
function movesOf(legs: readonly Leg[]): Parameters<typeof netSecurities>[0] {
  return legs.flatMap(({ faceAmount, sellerSide, buyerSide }) => [
    {
      faceAmount: BigInt(faceAmount),
      sellerAccount: sellerSide?.account ?? '',
      buyerAccount: buyerSide?.account ?? '',
    },
  ]);
}

/** Cash by institution, of those sides that the asker can open. */
function cashOf(legs: readonly Leg[]): readonly { institution: string; amount: bigint }[] {
  const sums = cashLegs(
    legs.map((leg) => ({
      settlementAmount: BigInt(leg.settlementAmount),
      settlementMethod: leg.settlementMethod,
      sellerCash:
        leg.sellerSide === undefined
          ? ''
          : cashInstitutionOf(leg.seller, fundOf(leg, 'sellerSide')),
      buyerCash:
        leg.buyerSide === undefined ? '' : cashInstitutionOf(leg.buyer, fundOf(leg, 'buyerSide')),
    })),
  );
  return sums.filter(({ institution }) => institution !== '');
}

const fundOf = (
  leg: Leg,
  side: 'sellerSide' | 'buyerSide',
): Parameters<typeof cashInstitutionOf>[1] => {
  const { account = '', capacity = 'PROP', fund } = leg[side] ?? {};
  return { account, capacity, ...(fund === undefined ? {} : { fund }) };
};

/**
 * What a chain moves, and what its trades would move one by one, of what the asker can open: all of
 * it for the depository, its own legs and its own net for a member.
 *
 * @param nets what each account delivers or receives, where it is known otherwise
 */
export function chainFacts(
  legs: readonly Leg[],
  nets?: readonly (readonly [account: string, units: string])[],
): ChainContentFacts {
  const [first] = legs;
  const known =
    nets?.map(([account, units]) => [account, BigInt(units)] as const) ??
    [...netSecurities(movesOf(legs))].filter(([account]) => account !== '');
  const cash = cashOf(legs);
  const delivering = new Set(legs.map(({ sellerSide }) => sellerSide?.account));
  const receiving = new Set(legs.map(({ buyerSide }) => buyerSide?.account));
  const paid = legs.filter(({ settlementMethod }) => settlementMethod === 'DVP');
  return {
    isin: first?.isin ?? '',
    settlementDate: first?.settlementDate ?? '',
    circle:
      !delivering.has(undefined) &&
      !receiving.has(undefined) &&
      [...delivering].every((account) => receiving.has(account)),
    legs: legs.map(({ tradeId, seller, buyer, faceAmount, settlementAmount }) => ({
      tradeId,
      seller,
      buyer,
      faceAmount,
      settlementAmount,
    })),
    nets: known.map(([account, units]) => ({
      account,
      institution: account.slice(0, account.indexOf('-')),
      units: units.toString(),
    })),
    cash: cash.map(({ institution, amount }) => ({ institution, amount: amount.toString() })),
    unitsBefore: sumOf(legs.map(({ faceAmount }) => BigInt(faceAmount))),
    unitsAfter: sumOf(positive(known.map(([, units]) => units))),
    cashBefore: sumOf(paid.map(({ settlementAmount }) => BigInt(settlementAmount))),
    cashAfter: sumOf(positive(cash.map(({ amount }) => amount))),
  };
}

export interface ChainQuestion {
  readonly settlementDate?: string | undefined;
  readonly chainId?: string | undefined;
}

/** The chains of which the institution sees trades; those that were split are none any more. */
export async function readChains(
  tables: Kysely<ReadTables>,
  names: Pick<Names, 'issue'>,
  { settlementDate, chainId }: ChainQuestion,
): Promise<readonly Chain[]> {
  let query = tables
    .selectFrom('trades')
    .innerJoin('details', 'details.trade_id', 'trades.trade_id')
    .select('details.row')
    .where('trades.chain_id', 'is not', null)
    .orderBy('trades.trade_id')
    .limit(LIST_MOST);
  if (settlementDate !== undefined) {
    query = query.where('trades.settlement_date', '=', settlementDate);
  }
  if (chainId !== undefined) query = query.where('trades.chain_id', '=', chainId);
  const legs = new Map<string, Leg[]>();
  for (const { row } of await query.execute()) {
    if (row.chainId === undefined) continue;
    const others = legs.get(row.chainId);
    if (others === undefined) legs.set(row.chainId, [row]);
    else others.push(row);
  }
  if (legs.size === 0) return [];
  const records = await tables
    .selectFrom('chains')
    .selectAll()
    .where('chain_id', 'in', [...legs.keys()])
    .execute();
  const byId = new Map(records.map((record) => [record.chain_id, record]));
  return [...legs].map(([id, own]) => chainOf(id, own, byId.get(id), names));
}

function chainOf(
  chainId: string,
  legs: readonly Leg[],
  record: ChainsTable | undefined,
  names: Pick<Names, 'issue'>,
): Chain {
  const facts = chainFacts(legs, record?.nets);
  const state: State = legs[0]?.state ?? 'CHAINED';
  return { ...facts, issueName: names.issue(facts.isin), chainId, state };
}
