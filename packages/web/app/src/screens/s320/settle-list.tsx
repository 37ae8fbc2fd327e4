import { useMemo, useState, type ReactElement } from 'react';
import { API_PATHS } from '../../api/routes.js';
import type { Column } from '../../grid/column.js';
import { ColumnMenu, DensityMenu } from '../../grid/column-menu.js';
import { Grid } from '../../grid/grid.js';
import { useColumnChoice } from '../../grid/preferences.js';
import { useSelection } from '../../grid/selection.js';
import { ConditionBar } from '../../list/condition-bar.js';
import { useConditions, type Values } from '../../list/conditions.js';
import { Freshness } from '../../list/freshness.js';
import { Hollow, StaleBand } from '../../list/hollow.js';
import { ExportButtons, ScreenHead } from '../../list/screen-head.js';
import { useUrlValue } from '../../list/url.js';
import { Symbol } from '../../parts/symbol.js';
import { useDay, useNames } from '../../shell/facts.js';
import { useKeyHints } from '../../shell/status-line.js';
import { ActionBar } from '../../steps/action-bar.js';
import { refusalOf, resultColumn } from '../../steps/result-cell.js';
import { RunSummary } from '../../steps/run-summary.js';
import { useStepRun, type StepRun } from '../../steps/step-run.js';
import { count } from '../../text/format.js';
import { useText } from '../../text/use-text.js';
import { sumOf, totalRows } from '../../trades/sums.js';
import { tradeColumns } from '../../trades/trade-columns.js';
import { useTradeFields } from '../../trades/trade-fields.js';
import { TRADE_PRESETS, tradeFilter } from '../../trades/trade-filter.js';
import { useTrades } from '../../trades/use-trades.js';
import { settleItems, settleKey, settleRows, type SettleRow } from './settle-rows.js';
import { TAB_STATES, type SettleTab } from './settle-steps.js';
import { useSettleActions } from './use-settle-actions.js';

interface ListProps {
  readonly tab: SettleTab;
  readonly tabs: ReactElement;
  readonly open: string;
  readonly onOpen: (tradeId: string) => void;
}

/** The tab says the state. */
const PRESETS: Values = Object.fromEntries(
  Object.entries(TRADE_PRESETS).filter(([name]) => name !== 'state' && name !== 'waitsForStep'),
);

function useSettleColumns(run: StepRun): readonly Column<SettleRow>[] {
  const text = useText();
  const nameOf = useNames();
  const today = useDay()?.businessDate ?? '';
  const { language } = text;
  const results = run.results;
  return useMemo(() => {
    const columns: readonly Column<SettleRow>[] = tradeColumns(text, nameOf, today, ['rail']);
    const chainText = ({ members = [] }: SettleRow): string =>
      text.t('s320.chain', {
        n: count(members.length),
        parties: count(new Set(members.flatMap(({ seller, buyer }) => [seller, buyer])).size),
      });
    const withChains = columns.map((column): Column<SettleRow> => {
      if (column.id === 'buyer') {
        return { ...column, draw: (row) => (row.members ? null : column.draw(row)) };
      }
      if (column.id !== 'seller') return column;
      return {
        ...column,
        draw: (row) =>
          row.members ? <span className="second">{chainText(row)}</span> : column.draw(row),
        text: (row) => (row.members ? chainText(row) : column.text(row)),
      };
    });
    return results.size === 0
      ? withChains
      : [resultColumn<SettleRow>(settleKey, results, text), ...withChains];
  }, [language, nameOf, today, results]);
}

interface SumProps {
  readonly run: StepRun;
  readonly picked: readonly SettleRow[];
  readonly only: boolean;
  readonly onOnly: (only: boolean) => void;
  readonly pickRefused: () => void;
}

function Sum({ run, picked, only, onOnly, pickRefused }: SumProps): ReactElement {
  const { t } = useText();
  if (run.phase !== 'idle') {
    return (
      <RunSummary run={run} onlyRefused={only} onOnlyRefused={onOnly} onPickRefused={pickRefused} />
    );
  }
  if (picked.length === 0) return <span className="second">{t('act.nothingPicked')}</span>;
  return (
    <span className="state">
      <Symbol name="tick" />
      <b>{t('totals.picked', { n: count(picked.length) })}</b>
    </span>
  );
}

/** The trades and chains of one tab, and what is done with them. */
export function SettleList({ tab, tabs, open, onOpen }: ListProps): ReactElement {
  const text = useText();
  const { t } = text;
  const conditions = useConditions(PRESETS);
  const fields = useTradeFields(['settlementDateFrom', 'counterparty']);
  const [sort, setSort] = useUrlValue('sort', 'tradeId');
  const filter = useMemo(
    () => ({ ...tradeFilter(conditions.asked), state: TAB_STATES[tab].join(',') }),
    [conditions.asked, tab],
  );
  const { rows, tinted } = useTrades(filter, sort);
  const selection = useSelection();
  const choice = useColumnChoice('settle');
  const run = useStepRun();
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const [only, setOnly] = useState(false);
  const columns = useSettleColumns(run);
  const all = useMemo(() => settleRows(rows.rows), [rows.rows]);
  const isRefused = (key: string): boolean => run.results.get(key)?.status === 'REFUSED';
  const items = useMemo(
    () =>
      settleItems(only ? all.filter((row) => isRefused(settleKey(row))) : all, unfolded, (key) =>
        refusalOf(run.results.get(key), text),
      ),
    [all, unfolded, run.results, only, text.language],
  );
  const picked = useMemo(
    () => all.filter((row) => selection.has(settleKey(row))),
    [all, selection],
  );
  const actions = useSettleActions(tab, picked, run);
  const twist = (key: string): void => {
    const next = new Set(unfolded);
    if (!next.delete(key)) next.add(key);
    setUnfolded(next);
  };
  const show = (row: SettleRow): void => onOpen(row.tradeId);
  useKeyHints([
    { keys: 'Space', does: t('keys.select') },
    { keys: 'Enter', does: t('keys.why') },
    { keys: '1–5', does: t('keys.tabs') },
    { keys: 'Alt+S', does: t('keys.act') },
  ]);
  const tools = (
    <>
      <ColumnMenu columns={columns} choice={choice} />
      <DensityMenu />
      <ExportButtons path={API_PATHS.exportTrades} filter={filter} />
    </>
  );
  return (
    <div className="column">
      <ScreenHead screen="s320" tools={tools}>
        {tabs}
      </ScreenHead>
      <ConditionBar
        conditions={conditions}
        fields={fields.filter(({ name }) => name in PRESETS)}
        onRefresh={rows.refresh}
        freshness={<Freshness rows={rows} onRefresh={rows.refresh} />}
      />
      <StaleBand rows={rows} onRefresh={rows.refresh} />
      <Grid
        label={t(`s320.tabs.${tab}`)}
        columns={columns}
        choice={choice}
        items={items}
        selection={selection}
        sort={sort}
        onSort={setSort}
        tinted={tinted}
        totals={totalRows(text, rows.totals, sumOf(picked), 'next')}
        onOpen={show}
        onCurrent={(row) => {
          if (open !== '') show(row);
        }}
        onTwist={twist}
        onEscape={() => onOpen('')}
        hollow={<Hollow rows={rows} onRefresh={rows.refresh} title={t(`s320.none.${tab}`)} />}
      />
      <ActionBar
        summary={
          <Sum
            run={run}
            picked={picked}
            only={only}
            onOnly={setOnly}
            pickRefused={() => selection.only([...run.results.keys()].filter(isRefused))}
          />
        }
        actions={actions}
      />
    </div>
  );
}
