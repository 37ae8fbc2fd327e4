import { useMemo, useState, type ReactElement } from 'react';
import { TradeDrawer } from '../../drawer/trade-drawer.js';
import { API_PATHS } from '../../api/routes.js';
import { ColumnMenu, DensityMenu } from '../../grid/column-menu.js';
import { Grid } from '../../grid/grid.js';
import type { GridItem } from '../../grid/item.js';
import { useColumnChoice } from '../../grid/preferences.js';
import { useSelection } from '../../grid/selection.js';
import { ConditionBar } from '../../list/condition-bar.js';
import { useConditions, type Values } from '../../list/conditions.js';
import { Freshness } from '../../list/freshness.js';
import { Hollow, StaleBand } from '../../list/hollow.js';
import { ExportButtons, ScreenHead } from '../../list/screen-head.js';
import { useUrlValue } from '../../list/url.js';
import { LinkButton } from '../../parts/button.js';
import { useDay, useNames } from '../../shell/facts.js';
import { useKeyHints } from '../../shell/status-line.js';
import { ActionBar } from '../../steps/action-bar.js';
import { refusalOf, resultColumn } from '../../steps/result-cell.js';
import { RunSummary } from '../../steps/run-summary.js';
import { useStepRun } from '../../steps/step-run.js';
import { count } from '../../text/format.js';
import { useText } from '../../text/use-text.js';
import { sumOf, totalRows } from '../../trades/sums.js';
import { tradeKey } from '../../trades/trade-columns.js';
import { useTradeFields } from '../../trades/trade-fields.js';
import { TRADE_PRESETS, tradeFilter } from '../../trades/trade-filter.js';
import { useTrades } from '../../trades/use-trades.js';
import { useComparisons, verdictOf, type ConfirmRow } from './comparisons.js';
import { confirmColumns } from './confirm-columns.js';
import { NO_SIDE, sideFor } from './own-side.js';
import { useConfirmActions } from './use-confirm-actions.js';
import { CompareTable, OwnSidePanel } from './work-panel.js';

const PRESETS: Values = Object.fromEntries(
  Object.entries(TRADE_PRESETS).filter(([name]) => name !== 'state' && name !== 'waitsForStep'),
);

/** 130: what was submitted to us, beside our own books; confirmed or rejected. */
export function ConfirmScreen(): ReactElement {
  const [open, setOpen] = useUrlValue('trade', '');
  return (
    <div className="with-drawer">
      <ConfirmList open={open} onOpen={setOpen} />
      {open !== '' && <TradeDrawer tradeId={open} onClose={() => setOpen('')} />}
    </div>
  );
}

interface ListProps {
  readonly open: string;
  readonly onOpen: (tradeId: string) => void;
}

function ConfirmList({ open, onOpen }: ListProps): ReactElement {
  const text = useText();
  const { t, language } = text;
  const nameOf = useNames();
  const today = useDay()?.businessDate ?? '';
  const conditions = useConditions(PRESETS);
  const fields = useTradeFields(['settlementDateFrom', 'counterparty']);
  const [sort, setSort] = useUrlValue('sort', '-changedAt');
  const filter = useMemo(
    () => ({ ...tradeFilter(conditions.asked), state: 'SUBMITTED', role: 'buyer' }),
    [conditions.asked],
  );
  const { rows, tinted } = useTrades(filter, sort);
  const compared = useComparisons(rows.rows);
  const selection = useSelection();
  const choice = useColumnChoice('confirm');
  const run = useStepRun();
  const [typed, setTyped] = useState(NO_SIDE);
  const [currentKey, setCurrentKey] = useState('');
  const [only, setOnly] = useState(false);
  const isRefused = (key: string): boolean => run.results.get(key)?.status === 'REFUSED';
  const columns = useMemo(() => {
    const plain = confirmColumns(text, nameOf, today);
    return run.results.size === 0
      ? plain
      : [resultColumn<ConfirmRow>(tradeKey, run.results, text), ...plain];
  }, [language, nameOf, today, run.results]);
  const items = compared
    .filter((row) => !only || isRefused(tradeKey(row)))
    .map((row): GridItem<ConfirmRow> => {
      const key = tradeKey(row);
      const why = refusalOf(run.results.get(key), text);
      if (why !== undefined) return { key, row, line: { refusal: why } };
      return verdictOf(row) === 'differs' ? { key, row, line: 'columns' } : { key, row };
    });
  const picked = compared.filter((row) => selection.has(tradeKey(row)));
  const current = compared.find((row) => tradeKey(row) === currentKey) ?? compared[0];
  const actions = useConfirmActions(picked, typed, run);
  useKeyHints([
    { keys: 'Space', does: t('keys.select') },
    { keys: 'Enter', does: t('keys.drawer') },
    { keys: 'Alt+S', does: t('keys.confirm') },
    { keys: 'Alt+R', does: t('keys.reject') },
  ]);
  const pickSame = (): void =>
    selection.only(compared.filter((row) => verdictOf(row) === 'same').map(tradeKey));
  const summary =
    run.phase === 'idle' ? (
      <>
        <b>{t('totals.picked', { n: count(picked.length) })}</b>
        <LinkButton onClick={pickSame}>{t('s130.pickSame')}</LinkButton>
      </>
    ) : (
      <RunSummary
        run={run}
        onlyRefused={only}
        onOnlyRefused={setOnly}
        onPickRefused={() => selection.only([...run.results.keys()].filter(isRefused))}
      />
    );
  return (
    <div className="column">
      <ScreenHead
        screen="s130"
        tools={
          <>
            <ColumnMenu columns={columns} choice={choice} />
            <DensityMenu />
            <ExportButtons path={API_PATHS.exportTrades} filter={filter} />
          </>
        }
      />
      <ConditionBar
        conditions={conditions}
        fields={fields.filter(({ name }) => name in PRESETS)}
        onRefresh={rows.refresh}
        freshness={<Freshness rows={rows} onRefresh={rows.refresh} />}
      />
      <StaleBand rows={rows} onRefresh={rows.refresh} />
      <Grid
        label={t('screens.s130.title')}
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
        hollow={<Hollow rows={rows} onRefresh={rows.refresh} title={t('s130.nothing')} />}
      />
      {current !== undefined && open === '' && (
        <div className="work halves-wide">
          <CompareTable row={current} />
          <OwnSidePanel typed={typed} onChange={setTyped} current={sideFor(current, NO_SIDE)} />
        </div>
      )}
      <ActionBar summary={summary} actions={actions} />
    </div>
  );
}
