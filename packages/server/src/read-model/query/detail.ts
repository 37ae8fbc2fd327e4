import type { Kysely } from 'kysely';
import type { TradeDetail } from '@bondledger/sdk/api';
import { isTimeFor, stepsOf, type StepFacts } from '../next-steps.js';
import type { ReadTables, StoredDetail, StoredRow } from '../tables.js';
import { rowOf, type RowCircumstances } from './row.js';

/** One trade; undefined where the institution cannot see it, whatever the reason. */
export async function readDetail(
  tables: Kysely<ReadTables>,
  institution: string,
  tradeId: string,
  circumstances: RowCircumstances,
): Promise<TradeDetail | undefined> {
  const found = await tables
    .selectFrom('details')
    .selectAll()
    .where('trade_id', '=', tradeId)
    .executeTakeFirst();
  if (found === undefined) return undefined;
  const { row, detail } = found;
  const others = stepsOf(factsOf(row, detail), institution).filter(({ leadsOn }) => !leadsOn);
  const allowed = [...row.next, ...others].filter(({ step }) =>
    isTimeFor(step, row.settlementDate, circumstances.day),
  );
  return { ...rowOf(found, circumstances), allowed, ...detail };
}

/** What the rules look at, from what is stored. */
export function factsOf(row: StoredRow, { payment }: StoredDetail): StepFacts {
  const { state, sides, chainId, cancelRequestedBy: by, sellerSide, buyerSide } = row;
  const seller = sellerSide?.fund;
  const buyer = buyerSide?.fund;
  return {
    core: {
      state,
      sides: sides as StepFacts['core']['sides'],
      terms: row,
      ...(chainId === undefined ? {} : { chainId }),
      ...(by === undefined ? {} : { cancel: { by, leaf: '' } }),
      ...(payment === undefined ? {} : { payment: { ...payment, leaf: '' } }),
    },
    ...(seller === undefined ? {} : { seller: { fund: seller } }),
    ...(buyer === undefined ? {} : { buyer: { fund: buyer } }),
  };
}
