import { useMemo } from 'react';
import type { RouteInput, TradeRow } from '@bondledger/sdk/api';
import { useRows, type Rows } from '../grid/use-rows.js';
import { PAGE_ROWS } from '../limits.js';
import { useServices } from '../session/context.js';
import { tradeKey } from './trade-columns.js';
import { useLiveTrades } from './use-live-trades.js';

type Query = NonNullable<RouteInput<'trades'>['query']>;

/** The trades of a filter, changed in place by what the server tells. */
export function useTrades(
  filter: Readonly<Record<string, string>>,
  sort: string,
): { readonly rows: Rows<TradeRow>; readonly tinted: ReadonlySet<string> } {
  const { api } = useServices();
  const question = useMemo(() => JSON.stringify({ ...filter, sort }), [filter, sort]);
  const rows = useRows<TradeRow>(question, tradeKey, (cursor, signal) =>
    api.call(
      'trades',
      { query: { ...filter, sort, cursor, limit: PAGE_ROWS } as Query },
      { signal },
    ),
  );
  return { rows, tinted: useLiveTrades(rows.store) };
}
