import { sql, type Kysely } from 'kysely';
import { holderOf, KSD } from '@bondledger/domain';
import { LIST_MOST } from '../limits.js';
import type { ReadTables } from '../tables.js';

/** An account in one issue. */
export interface AccountIn {
  readonly account: string;
  readonly isin: string;
}

/** The accounts that trades name and whose holdings the institution can open, sorted. */
export async function readAccounts(
  tables: Kysely<ReadTables>,
  institution: string,
  { account, isin }: { readonly account?: string | undefined; readonly isin?: string | undefined },
): Promise<readonly AccountIn[]> {
  const side = (column: 'seller_account' | 'buyer_account') => {
    let query = tables
      .selectFrom('trades')
      .select([sql<string>`${sql.ref(column)}`.as('account'), 'isin'])
      .where(column, 'is not', null)
      .distinct();
    if (account !== undefined) query = query.where(column, '=', account);
    else if (institution !== KSD) query = query.where(column, 'like', `${institution}-%`);
    return isin === undefined ? query : query.where('isin', '=', isin);
  };
  const rows = await side('seller_account')
    .union(side('buyer_account'))
    .orderBy('account')
    .orderBy('isin')
    .limit(LIST_MOST)
    .execute();
  return rows.filter((row) => institution === KSD || holderOf(row.account) === institution);
}

/** One account in every issue, where the institution can open what it holds. */
export async function accountInIssues(
  tables: Kysely<ReadTables>,
  institution: string,
  { account, isin }: { readonly account?: string | undefined; readonly isin?: string | undefined },
): Promise<readonly AccountIn[]> {
  if (account === undefined) return [];
  const holder = holderOf(account);
  if (holder === undefined || (institution !== KSD && holder !== institution)) return [];
  let query = tables.selectFrom('issues').select('isin').orderBy('isin').limit(LIST_MOST);
  if (isin !== undefined) query = query.where('isin', '=', isin);
  return (await query.execute()).map((row) => ({ account, isin: row.isin }));
}

/** Rows of trades that wait to be restricted, and so could be merged. */
export async function readReady(
  tables: Kysely<ReadTables>,
): Promise<readonly ReadTables['details']['row'][]> {
  const rows = await tables
    .selectFrom('trades')
    .innerJoin('details', 'details.trade_id', 'trades.trade_id')
    .select('details.row')
    .where('trades.state', '=', 'READY')
    .execute();
  return rows.map(({ row }) => row);
}

/** Trades that will bring an account an issue, and have not settled yet. */
export async function readIncoming(
  tables: Kysely<ReadTables>,
  { account, isin }: AccountIn,
  settlementDate: string,
  limit: number,
): Promise<readonly { readonly trade_id: string; readonly state: string }[]> {
  return tables
    .selectFrom('trades')
    .select(['trade_id', 'state'])
    .where('buyer_account', '=', account)
    .where('isin', '=', isin)
    .where('settlement_date', '<=', settlementDate)
    .where('is_final', '=', false)
    .orderBy('trade_id')
    .limit(limit)
    .execute();
}
