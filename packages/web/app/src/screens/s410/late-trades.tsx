import { useMemo, type ReactElement } from 'react';
import { Link, useNavigate } from 'react-router';
import type { TradeRow } from '@bondledger/sdk/api';
import { Grid } from '../../grid/grid.js';
import type { GridItem } from '../../grid/item.js';
import { useColumnChoice } from '../../grid/preferences.js';
import { Hollow } from '../../list/hollow.js';
import { useDay, useNames } from '../../shell/facts.js';
import { count } from '../../text/format.js';
import { useText } from '../../text/use-text.js';
import { tradeColumns, tradeKey } from '../../trades/trade-columns.js';
import { useTrades } from '../../trades/use-trades.js';

const LATE = { late: 'true' } as const;

/** Trades that are past the cut-off of their settlement date. */
export function LateTrades(): ReactElement {
  const text = useText();
  const { t } = text;
  const nameOf = useNames();
  const navigate = useNavigate();
  const today = useDay()?.businessDate ?? '';
  const { rows, tinted } = useTrades(LATE, '-settlementAmount');
  const choice = useColumnChoice('late');
  const columns = useMemo(() => tradeColumns(text, nameOf, today), [text.language, nameOf, today]);
  const items = useMemo(
    () => rows.rows.map((row): GridItem<TradeRow> => ({ key: tradeKey(row), row })),
    [rows.rows],
  );
  return (
    <section className="late">
      <div className="bunch">
        <h2>{t('s410.late', { n: count(rows.totals?.count ?? 0) })}</h2>
        <span className="second">{t('s410.lateMeans')}</span>
        <Link className="link end" to="/410?tab=trades&late=true">
          {t('s410.all')}
        </Link>
      </div>
      <Grid
        label={t('start.late')}
        columns={columns}
        choice={choice}
        items={items}
        tinted={tinted}
        onOpen={(row) => void navigate(`/410?tab=trades&late=true&trade=${row.tradeId}`)}
        hollow={<Hollow rows={rows} onRefresh={rows.refresh} title={t('s410.noneLate')} />}
      />
    </section>
  );
}
