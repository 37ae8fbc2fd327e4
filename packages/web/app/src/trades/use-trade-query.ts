import { useMemo } from 'react';
import type { TradeRow } from '@bondledger/sdk/api';
import type { Rows } from '../grid/use-rows.js';
import type { ConditionField } from '../list/condition-bar.js';
import { useConditions, type Conditions, type Values } from '../list/conditions.js';
import { useUrlValue } from '../list/url.js';
import { useTradeFields } from './trade-fields.js';
import { tradeFilter } from './trade-filter.js';
import { useTrades } from './use-trades.js';

/** A list of trades with its conditions, as the address says. */
export interface TradeQuery {
  /** What ListTop needs of it. */
  readonly top: {
    readonly conditions: Conditions;
    readonly fields: readonly ConditionField[];
    readonly filter: Values;
    readonly rows: Rows<TradeRow>;
  };
  readonly rows: Rows<TradeRow>;
  readonly tinted: ReadonlySet<string>;
  readonly sort: string;
  readonly setSort: (sort: string) => void;
}

interface Asked {
  /** The conditions that the screen offers, and what they are at first. */
  readonly presets: Values;
  /** Those that always stand there. */
  readonly fixed: readonly string[];
  readonly sort: string;
  /** What the screen asks in any case; must be the same value at every drawing. */
  readonly always: Values;
}

export function useTradeQuery({ presets, fixed, sort: presetSort, always }: Asked): TradeQuery {
  const conditions = useConditions(presets);
  const fields = useTradeFields(fixed);
  const [sort, setSort] = useUrlValue('sort', presetSort);
  const filter = useMemo(
    () => ({ ...tradeFilter(conditions.asked), ...always }),
    [conditions.asked, always],
  );
  const { rows, tinted } = useTrades(filter, sort);
  return { top: { conditions, fields, filter, rows }, rows, tinted, sort, setSort };
}
