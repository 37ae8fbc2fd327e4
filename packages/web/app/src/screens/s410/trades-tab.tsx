import { useMemo, type ReactElement } from 'react';
import type { TradeRow } from '@bondledger/sdk/api';
import { TradeDrawer } from '../../drawer/trade-drawer.js';
import { Grid } from '../../grid/grid.js';
import type { GridItem } from '../../grid/item.js';
import { useColumnChoice } from '../../grid/preferences.js';
import { useSelection } from '../../grid/selection.js';
import { ListTop } from '../../list/list-top.js';
import { useOpenTradeId } from '../../list/use-open-trade.js';
import { useDay, useNames } from '../../shell/facts.js';
import { useKeyHints } from '../../shell/status-line.js';
import { useText } from '../../text/use-text.js';
import { sumOf, totalRows } from '../../trades/sums.js';
import { tradeColumns, tradeKey } from '../../trades/trade-columns.js';
import { TRADE_PRESETS } from '../../trades/trade-filter.js';
import { TradeHollow } from '../../trades/trade-hollow.js';
import { useTradeQuery } from '../../trades/use-trade-query.js';

const ASKED = {
  presets: TRADE_PRESETS,
  fixed: ['settlementDateFrom', 'counterparty', 'state'],
  sort: '-changedAt',
  always: {},
};

/** Every trade that the institution can read. */
export function TradesTab({ tabs }: { tabs: ReactElement }): ReactElement {
  const text = useText();
  const { t } = text;
  const nameOf = useNames();
  const today = useDay()?.businessDate ?? '';
  const { top, rows, tinted, sort, setSort } = useTradeQuery(ASKED);
  const [open, setOpen] = useOpenTradeId();
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
  return (
    <div className="with-drawer">
      <div className="column">
        <ListTop screen="s410" tabs={tabs} columns={columns} choice={choice} {...top} />
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
          hollow={<TradeHollow top={top} />}
        />
      </div>
      {open !== '' && <TradeDrawer tradeId={open} onClose={() => setOpen('')} />}
    </div>
  );
}
