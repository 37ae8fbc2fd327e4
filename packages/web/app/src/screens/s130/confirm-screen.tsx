import { useMemo, useState, type ReactElement } from 'react';
import { TradeDrawer } from '../../drawer/trade-drawer.js';
import type { Column } from '../../grid/column.js';
import { Grid } from '../../grid/grid.js';
import type { GridItem } from '../../grid/item.js';
import { useColumnChoice } from '../../grid/preferences.js';
import { useSelection } from '../../grid/selection.js';
import { ListTop } from '../../list/list-top.js';
import { useOpenTradeId } from '../../list/use-open-trade.js';
import { LinkButton } from '../../parts/button.js';
import { useDay, useNames } from '../../shell/facts.js';
import { useKeyHints } from '../../shell/status-line.js';
import { ActionBar } from '../../steps/action-bar.js';
import { refusalOf, resultColumn } from '../../steps/result-cell.js';
import { RunSummary } from '../../steps/run-summary.js';
import { useStepRun, type StepRun } from '../../steps/step-run.js';
import { count } from '../../text/format.js';
import { useText, type Text } from '../../text/use-text.js';
import { sumOf, totalRows } from '../../trades/sums.js';
import { tradeKey } from '../../trades/trade-columns.js';
import { LISTED_PRESETS } from '../../trades/trade-filter.js';
import { TradeHollow } from '../../trades/trade-hollow.js';
import { useTradeQuery } from '../../trades/use-trade-query.js';
import { useComparisons, verdictOf, type ConfirmRow } from './comparisons.js';
import { confirmColumns } from './confirm-columns.js';
import { NO_SIDE, sideFor, type TypedSide } from './own-side.js';
import { useConfirmActions } from './use-confirm-actions.js';
import { CompareTable, OwnSidePanel } from './work-panel.js';

const ASKED = {
  presets: LISTED_PRESETS,
  fixed: ['settlementDateFrom', 'counterparty'],
  sort: '-changedAt',
  always: { state: 'SUBMITTED', role: 'buyer' },
};

/** 130: what was submitted to us, beside our own books; confirmed or rejected. */
export function ConfirmScreen(): ReactElement {
  const [open, setOpen] = useOpenTradeId();
  return (
    <div className="with-drawer">
      <ConfirmList open={open} onOpen={setOpen} />
      {open !== '' && <TradeDrawer tradeId={open} onClose={() => setOpen('')} />}
    </div>
  );
}

function useConfirmHints(): void {
  const { t } = useText();
  useKeyHints([
    { keys: 'Space', does: t('keys.select') },
    { keys: 'Enter', does: t('keys.drawer') },
    { keys: 'act', does: t('keys.confirm') },
    { keys: 'reject', does: t('keys.reject') },
  ]);
}

function useConfirmColumns({ results }: StepRun): readonly Column<ConfirmRow>[] {
  const text = useText();
  const nameOf = useNames();
  const today = useDay()?.businessDate ?? '';
  return useMemo(() => {
    const plain = confirmColumns(text, nameOf, today);
    return results.size === 0
      ? plain
      : [resultColumn<ConfirmRow>(tradeKey, results, text), ...plain];
    // The words change with the language alone.
  }, [text.language, nameOf, today, results]);
}

/** A refusal stands under its row; else one's own books do, where they differ. */
function itemOf(row: ConfirmRow, run: StepRun, text: Text): GridItem<ConfirmRow> {
  const key = tradeKey(row);
  const why = refusalOf(run.results.get(key), text);
  if (why !== undefined) return { key, row, line: { refusal: why } };
  return verdictOf(row) === 'differs' ? { key, row, line: 'columns' } : { key, row };
}

interface SummedProps {
  readonly run: StepRun;
  readonly picked: number;
  readonly only: boolean;
  readonly onOnly: (only: boolean) => void;
  readonly pickRefused: () => void;
  readonly pickSame: () => void;
}

function Summed(props: SummedProps): ReactElement {
  const { t } = useText();
  if (props.run.phase === 'idle') {
    return (
      <>
        <b>{t('totals.picked', { n: count(props.picked) })}</b>
        <LinkButton onClick={props.pickSame}>{t('s130.pickSame')}</LinkButton>
      </>
    );
  }
  return (
    <RunSummary
      run={props.run}
      onlyRefused={props.only}
      onOnlyRefused={props.onOnly}
      onPickRefused={props.pickRefused}
    />
  );
}

interface WorkProps {
  readonly current: ConfirmRow;
  readonly typed: TypedSide;
  readonly onTyped: (typed: TypedSide) => void;
}

/** The trade under the cursor beside one's own books, and what is typed for one's own side. */
function Work({ current, typed, onTyped }: WorkProps): ReactElement {
  return (
    <div className="work halves-wide">
      <CompareTable row={current} />
      <OwnSidePanel typed={typed} onChange={onTyped} current={sideFor(current, NO_SIDE)} />
    </div>
  );
}

interface ListProps {
  readonly open: string;
  readonly onOpen: (tradeId: string) => void;
}

/** The rows as they stand, or only those that were refused. */
function useItems(
  rows: readonly ConfirmRow[],
  run: StepRun,
  only: boolean,
): readonly GridItem<ConfirmRow>[] {
  const text = useText();
  return useMemo(() => {
    const isShown = (row: ConfirmRow): boolean =>
      !only || run.results.get(tradeKey(row))?.status === 'REFUSED';
    return rows.filter(isShown).map((row) => itemOf(row, run, text));
    // The words change with the language alone.
  }, [rows, only, run.results, text.language]);
}

function ConfirmList({ open, onOpen }: ListProps): ReactElement {
  const text = useText();
  const { t } = text;
  const { top, rows, tinted, sort, setSort } = useTradeQuery(ASKED);
  const compared = useComparisons(rows.rows);
  const selection = useSelection();
  const choice = useColumnChoice('confirm');
  const run = useStepRun();
  const [typed, setTyped] = useState(NO_SIDE);
  const [currentKey, setCurrentKey] = useState('');
  const [only, setOnly] = useState(false);
  const isRefused = (key: string): boolean => run.results.get(key)?.status === 'REFUSED';
  const columns = useConfirmColumns(run);
  const items = useItems(compared, run, only);
  const picked = useMemo(
    () => compared.filter((row) => selection.has(tradeKey(row))),
    [compared, selection],
  );
  const current = compared.find((row) => tradeKey(row) === currentKey) ?? compared[0];
  const actions = useConfirmActions(picked, typed, run);
  useConfirmHints();
  return (
    <div className="column">
      <ListTop screen="s130" columns={columns} choice={choice} {...top} />
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
        hollow={<TradeHollow top={top} title={t('s130.nothing')} />}
      />
      {current !== undefined && open === '' && (
        <Work current={current} typed={typed} onTyped={setTyped} />
      )}
      <ActionBar
        summary={
          <Summed
            run={run}
            picked={picked.length}
            only={only}
            onOnly={setOnly}
            pickRefused={() => selection.only([...run.results.keys()].filter(isRefused))}
            pickSame={() =>
              selection.only(compared.filter((row) => verdictOf(row) === 'same').map(tradeKey))
            }
          />
        }
        actions={actions}
      />
    </div>
  );
}
