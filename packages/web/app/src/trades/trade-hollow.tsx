import type { ReactElement } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { RouteInput } from '@bondledger/sdk/api';
import { Hollow } from '../list/hollow.js';
import { useServices } from '../session/context.js';
import { count } from '../text/format.js';
import { useText } from '../text/use-text.js';
import { tradeFilter } from './trade-filter.js';
import type { TradeQuery } from './use-trade-query.js';

type Query = NonNullable<RouteInput<'trades'>['query']>;

interface TradeHollowProps {
  readonly top: TradeQuery['top'];
  readonly title?: string;
}

/** What stands in a table without rows: also which condition to drop, and what it gives. */
export function TradeHollow({ top, title }: TradeHollowProps): ReactElement {
  const { conditions, fields, filter, rows } = top;
  const { t } = useText();
  const { api } = useServices();
  const isEmpty = rows.phase === 'done' && rows.rows.length === 0;
  // The one that was added last narrows most often; dates and parties always stand there.
  const last = fields.findLast(({ name }) => (conditions.asked[name] ?? '') !== '');
  const { data } = useQuery({
    queryKey: ['trades without', filter, last?.name],
    enabled: isEmpty && last !== undefined,
    queryFn: async ({ signal }) => {
      const dropped = tradeFilter({ [last?.name ?? '']: conditions.asked[last?.name ?? ''] ?? '' });
      const kept = Object.entries(filter).filter(([name]) => !(name in dropped));
      const query = { ...Object.fromEntries(kept), limit: 1 } as Query;
      return (await api.call('trades', { query }, { signal })).totals.count;
    },
  });
  const remedy =
    last === undefined || data === undefined || data === 0
      ? undefined
      : {
          label: t('conditions.dropGives', { name: last.label, n: count(data) }),
          act: () => conditions.ask({ [last.name]: '' }),
        };
  return (
    <Hollow
      rows={rows}
      onRefresh={rows.refresh}
      remedy={remedy}
      {...(title === undefined ? {} : { title })}
    />
  );
}
