import { useMemo, type ReactElement } from 'react';
import type { TradeRow } from '@bondledger/sdk/api';
import { TradeDrawer } from '../../drawer/trade-drawer.js';
import { API_PATHS } from '../../api/routes.js';
import { ColumnMenu, DensityMenu } from '../../grid/column-menu.js';
import { Grid } from '../../grid/grid.js';
import type { GridItem } from '../../grid/item.js';
import { useColumnChoice } from '../../grid/preferences.js';
import { useSelection } from '../../grid/selection.js';
import { ConditionBar } from '../../list/condition-bar.js';
import { useConditions } from '../../list/conditions.js';
import { Freshness } from '../../list/freshness.js';
import { Hollow, StaleBand } from '../../list/hollow.js';
import { ExportButtons, ScreenHead } from '../../list/screen-head.js';
import { useUrlValue } from '../../list/url.js';
import { useDay, useNames } from '../../shell/facts.js';
import { useKeyHints } from '../../shell/status-line.js';
import { useText } from '../../text/use-text.js';
import { sumOf, totalRows } from '../../trades/sums.js';
import { tradeColumns, tradeKey } from '../../trades/trade-columns.js';
import { useTradeFields } from '../../trades/trade-fields.js';
import { TRADE_PRESETS, tradeFilter } from '../../trades/trade-filter.js';
import { useTrades } from '../../trades/use-trades.js';

/** Every trade that the institution can read. */
export function TradesTab({ tabs }: { tabs: ReactElement }): ReactElement {
  const text = useText();
  const { t } = text;
  const nameOf = useNames();
  const today = useDay()?.businessDate ?? '';
  const conditions = useConditions(TRADE_PRESETS);
  const fields = useTradeFields(['settlementDateFrom', 'counterparty', 'state']);
  const [sort, setSort] = useUrlValue('sort', '-changedAt');
  const [open, setOpen] = useUrlValue('trade', '');
  const filter = useMemo(() => tradeFilter(conditions.asked), [conditions.asked]);
  const { rows, tinted } = useTrades(filter, sort);
  const selection = useSelection();
  const choice = useColumnChoice('trades');
  const columns = useMemo(
    () => tradeColumns(text, nameOf, today),
    // The words change with the language alone.
    [text.language, nameOf, today],
  );
  const items = useMemo(
    (): GridItem<TradeRow>[] => rows.rows.map((row) => ({ key: tradeKey(row), row })),
    [rows.rows],
  );
  const picked = useMemo(
    () => sumOf(rows.rows.filter((row) => selection.has(tradeKey(row)))),
    [rows.rows, selection],
  );
  useKeyHints([
    { keys: 'Space', does: t('keys.select') },
    { keys: 'Enter', does: t('keys.drawer') },
    { keys: 'Ctrl+C', does: t('keys.copy') },
  ]);
  const tools = (
    <>
      <ColumnMenu columns={columns} choice={choice} />
      <DensityMenu />
      <ExportButtons path={API_PATHS.exportTrades} filter={filter} />
    </>
  );
  return (
    <div className="with-drawer">
      <div className="column">
        <ScreenHead screen="s410" tools={tools}>
          {tabs}
        </ScreenHead>
        <ConditionBar
          conditions={conditions}
          fields={fields}
          onRefresh={rows.refresh}
          freshness={<Freshness rows={rows} onRefresh={rows.refresh} />}
        />
        <StaleBand rows={rows} onRefresh={rows.refresh} />
        <Grid
          label={t('s410.trades')}
          columns={columns}
          choice={choice}
          items={items}
          selection={selection}
          sort={sort}
          onSort={setSort}
          tinted={tinted}
          totals={totalRows(text, rows.totals, picked, 'settlementDate')}
          onOpen={(row) => setOpen(row.tradeId)}
          onCurrent={(row) => {
            if (open !== '') setOpen(row.tradeId);
          }}
          onEscape={() => setOpen('')}
          hollow={<Hollow rows={rows} onRefresh={rows.refresh} />}
        />
      </div>
      {open !== '' && <TradeDrawer tradeId={open} onClose={() => setOpen('')} />}
    </div>
  );
}
