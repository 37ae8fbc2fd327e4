import { useMemo, useState, type ReactElement } from 'react';
import { isFinal } from '@bondledger/domain';
import type { Column } from '../../grid/column.js';
import { Grid } from '../../grid/grid.js';
import { useColumnChoice } from '../../grid/preferences.js';
import { useSelection } from '../../grid/selection.js';
import { ListTop } from '../../list/list-top.js';
import type { OpenTrade } from '../../list/use-open-trade.js';
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
import { LISTED_PRESETS } from '../../trades/trade-filter.js';
import { TradeHollow } from '../../trades/trade-hollow.js';
import { useTradeQuery } from '../../trades/use-trade-query.js';
import { reasonColumn } from './reason-column.js';
import { useReasons } from './reasons.js';
import { settleItems, settleKey, settleRows, type SettleRow } from './settle-rows.js';
import { TAB_STATES, type SettleTab } from './settle-steps.js';
import { useSettleActions } from './use-settle-actions.js';

interface ListProps {
  readonly tab: SettleTab;
  readonly tabs: ReactElement;
  readonly open: OpenTrade;
}

const asked = (tab: SettleTab): Parameters<typeof useTradeQuery>[0] => ({
  presets: LISTED_PRESETS,
  fixed: ['settlementDateFrom', 'counterparty'],
  sort: 'tradeId',
  always: { state: TAB_STATES[tab].join(',') },
});

const CHAIN_NO_PX = 214;

const ASKED = {
  restrict: asked('restrict'),
  request: asked('request'),
  confirm: asked('confirm'),
  settle: asked('settle'),
} as const;

function useSettleColumns(run: StepRun): readonly Column<SettleRow>[] {
  const text = useText();
  const nameOf = useNames();
  const today = useDay()?.businessDate ?? '';
  const { language } = text;
  const results = run.results;
  const reasons = useReasons();
  return useMemo(() => {
    const plain = tradeColumns(text, nameOf, today, ['rail', 'next']);
    const columns: readonly Column<SettleRow>[] = [...plain, reasonColumn(text, reasons)];
    const chainText = ({ members = [] }: SettleRow): string =>
      text.t('s320.chain', {
        n: count(members.length),
        parties: count(new Set(members.flatMap(({ seller, buyer }) => [seller, buyer])).size),
      });
    const withChains = columns.map((column): Column<SettleRow> => {
      if (column.id === 'buyer') {
        return { ...column, draw: (row) => (row.members ? null : column.draw(row)) };
      }
      // The number of a chain is longer than a reference, and has the sign that unfolds it.
      if (column.id === 'reference') return { ...column, width: CHAIN_NO_PX };
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
  }, [language, nameOf, today, results, reasons]);
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

function useSettleHints(): void {
  const { t } = useText();
  useKeyHints([
    { keys: 'Space', does: t('keys.select') },
    { keys: 'Enter', does: t('keys.why') },
    { keys: '1–5', does: t('keys.tabs') },
    { keys: 'act', does: t('keys.act') },
  ]);
}

function useUnfolded(): {
  readonly unfolded: ReadonlySet<string>;
  readonly twist: (key: string) => void;
} {
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const twist = (key: string): void => {
    const next = new Set(unfolded);
    if (!next.delete(key)) next.add(key);
    setUnfolded(next);
  };
  return { unfolded, twist };
}

/** The trades and chains of one tab, and what is done with them. */
export function SettleList({ tab, tabs, open }: ListProps): ReactElement {
  const text = useText();
  const { t } = text;
  const { top, rows, tinted, sort, setSort } = useTradeQuery(ASKED[tab]);
  const selection = useSelection();
  const choice = useColumnChoice('settle');
  const run = useStepRun();
  const { unfolded, twist } = useUnfolded();
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
  // Enter says why first; once more, and always of what has ended, it shows all of the trade.
  const show = ({ tradeId, state }: SettleRow): void => {
    if (isFinal(state) || open.why === tradeId) open.openTrade(tradeId);
    else open.openWhy(tradeId);
  };
  const follow = ({ tradeId, state }: SettleRow): void => {
    if (open.trade !== '' || (open.why !== '' && isFinal(state))) open.openTrade(tradeId);
    else if (open.why !== '') open.openWhy(tradeId);
  };
  useSettleHints();
  return (
    <div className="column">
      <ListTop screen="s320" tabs={tabs} columns={columns} choice={choice} {...top} />
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
        onCurrent={follow}
        onTwist={twist}
        onEscape={open.close}
        hollow={<TradeHollow top={top} title={t(`s320.none.${tab}`)} />}
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
