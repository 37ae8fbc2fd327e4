import { useMemo, useState, type ReactElement, type ReactNode } from 'react';
import type { TradeRow } from '@bondledger/sdk/api';
import type { Column } from '../grid/column.js';
import { Grid } from '../grid/grid.js';
import type { GridItem } from '../grid/item.js';
import { useColumnChoice } from '../grid/preferences.js';
import { useSelection } from '../grid/selection.js';
import type { Values } from '../list/conditions.js';
import { ListTop } from '../list/list-top.js';
import type { ScreenKey } from '../screens/screen.js';
import { useDay, useNames } from '../shell/facts.js';
import { useKeyHints } from '../shell/status-line.js';
import { useText, type Text } from '../text/use-text.js';
import { sumOf, totalRows } from '../trades/sums.js';
import { tradeColumns, tradeKey } from '../trades/trade-columns.js';
import { TRADE_PRESETS } from '../trades/trade-filter.js';
import { TradeHollow } from '../trades/trade-hollow.js';
import { useTradeQuery } from '../trades/use-trade-query.js';
import { ActionBar, type Action } from './action-bar.js';
import { isRefused, PickedSummary } from './picked-summary.js';
import { refusalOf, resultColumn } from './result-cell.js';
import { useStepRun, type StepRun } from './step-run.js';

interface StepListProps<R extends TradeRow> {
  readonly screen: ScreenKey;
  /** Under which columns are remembered. */
  readonly name: string;
  readonly tabs?: ReactNode;
  /** What the screen is about, whatever the conditions. */
  readonly filter: Values;
  /** Columns that would say the same in each row, and further ones. */
  readonly without: readonly string[];
  readonly more?: readonly Column<R>[];
  /** A hook: what is known of the rows beside themselves. */
  readonly useRowsWith: (rows: readonly TradeRow[]) => readonly R[];
  /** A hook: what can be done with the picked rows. */
  readonly useActions: (picked: readonly R[], run: StepRun) => readonly Action[];
  readonly panel?: (current: R | undefined) => ReactNode;
  readonly nothing: string;
  readonly open: string;
  readonly onOpen: (tradeId: string) => void;
}

const FIXED = ['settlementDateFrom', 'counterparty'] as const;

/** The conditions that the screen does not decide itself. */
function useAsked(always: Values): Parameters<typeof useTradeQuery>[0] {
  return useMemo(() => {
    const free = Object.entries(TRADE_PRESETS).filter(([name]) => !(name in always));
    return { presets: Object.fromEntries(free), fixed: FIXED, sort: '-changedAt', always };
  }, [always]);
}

function useColumns<R extends TradeRow>(
  { without, more }: Pick<StepListProps<R>, 'without' | 'more'>,
  run: StepRun,
): readonly Column<R>[] {
  const text = useText();
  const { language } = text;
  const nameOf = useNames();
  const today = useDay()?.businessDate ?? '';
  return useMemo(() => {
    const plain = [...(more ?? []), ...tradeColumns(text, nameOf, today, without)];
    if (run.results.size === 0) return plain;
    return [resultColumn<R>(tradeKey, run.results, text), ...plain];
    // The words change with the language alone.
  }, [language, nameOf, today, run.results, more, without]);
}

function itemOf<R extends TradeRow>(row: R, run: StepRun, text: Text): GridItem<R> {
  const key = tradeKey(row);
  const why = refusalOf(run.results.get(key), text);
  return why === undefined ? { key, row } : { key, row, line: { refusal: why } };
}

function useHints(): void {
  const { t } = useText();
  useKeyHints([
    { keys: 'Space', does: t('keys.select') },
    { keys: 'Enter', does: t('keys.drawer') },
    { keys: 'act', does: t('keys.act') },
  ]);
}

/** Trades that wait for one kind of step: conditions, rows, sums, the action, its results. */
export function StepList<R extends TradeRow>(props: StepListProps<R>): ReactElement {
  const { screen, name, open, onOpen, useRowsWith, useActions } = props;
  const text = useText();
  const { top, rows, tinted, sort, setSort } = useTradeQuery(useAsked(props.filter));
  const all = useRowsWith(rows.rows);
  const selection = useSelection();
  const choice = useColumnChoice(name);
  const run = useStepRun();
  const [only, setOnly] = useState(false);
  const [currentKey, setCurrentKey] = useState('');
  const columns = useColumns(props, run);
  const items = useMemo(
    () =>
      all
        .filter((row) => !only || isRefused(run, tradeKey(row)))
        .map((row) => itemOf(row, run, text)),
    [all, only, run.results, text.language],
  );
  const picked = useMemo(() => all.filter((row) => selection.has(tradeKey(row))), [all, selection]);
  const actions = useActions(picked, run);
  useHints();
  const current = all.find((row) => tradeKey(row) === currentKey) ?? all[0];
  return (
    <div className="column">
      <ListTop screen={screen} tabs={props.tabs} columns={columns} choice={choice} {...top} />
      <Grid
        label={text.t(`screens.${screen}.title`)}
        columns={columns}
        choice={choice}
        items={items}
        selection={selection}
        sort={sort}
        onSort={setSort}
        tinted={tinted}
        totals={totalRows(text, rows.totals, sumOf(picked), 'settlementDate')}
        onOpen={(row) => onOpen(row.tradeId)}
        onCurrent={(row) => {
          setCurrentKey(tradeKey(row));
          if (open !== '') onOpen(row.tradeId);
        }}
        onEscape={() => onOpen('')}
        hollow={<TradeHollow top={top} title={props.nothing} />}
      />
      {open === '' && props.panel?.(current)}
      <ActionBar
        summary={
          <PickedSummary
            run={run}
            selection={selection}
            picked={picked.length}
            onlyRefused={only}
            onOnlyRefused={setOnly}
          />
        }
        actions={actions}
      />
    </div>
  );
}
