import { useMemo, useState, type ReactElement } from 'react';
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import type { Chain, ChainCandidate } from '@bondledger/sdk/api';
import type { Column } from '../../grid/column.js';
import { useSelection } from '../../grid/selection.js';
import { ScreenHead } from '../../list/screen-head.js';
import { useUrlValue } from '../../list/url.js';
import { useEvents } from '../../live/use-live.js';
import { List } from '../../manage/list.js';
import { Button } from '../../parts/button.js';
import { Tabs } from '../../parts/tabs.js';
import { useServices } from '../../session/context.js';
import { useKeyHints } from '../../shell/status-line.js';
import { ActionBar, type Action } from '../../steps/action-bar.js';
import { useSigns } from '../../steps/facts.js';
import { useObstacle } from '../../steps/obstacle.js';
import { resultColumn } from '../../steps/result-cell.js';
import { isRefused, PickedSummary } from '../../steps/picked-summary.js';
import { useStepRun, type StepRun } from '../../steps/step-run.js';
import { count } from '../../text/format.js';
import { useText } from '../../text/use-text.js';
import { chainColumns } from './chain-columns.js';
import { ChainPanel } from './chain-panel.js';

/** A candidate has no number yet. */
type Row = ChainCandidate & Partial<Pick<Chain, 'chainId' | 'state'>>;

const candidateKey = ({ legs }: Row): string => legs.map(({ tradeId }) => tradeId).join(' ');
const keyOf = (row: Row): string => row.chainId ?? candidateKey(row);

const canSplit = ({ state }: Row): boolean => state === 'CHAINED';

function useMerge(picked: readonly Row[], run: StepRun): Action {
  const { t } = useText();
  const obstacle = useObstacle(run);
  const signs = useSigns();
  const n = count(picked.length);
  const trades = count(picked.reduce((sum, { legs }) => sum + legs.length, 0));
  return {
    id: 'merge',
    label: t('s310.merge', { n }),
    key: 'merge',
    tone: 'go',
    cannot: obstacle(picked.length),
    title: t('s310.willMerge', { n, trades }),
    facts: [{ label: t('act.next'), text: t('s310.afterMerge') }, signs],
    run: (decision) => {
      const items = picked.map(({ legs }) => ({ tradeIds: legs.map(({ tradeId }) => tradeId) }));
      run.run({ body: { step: 'MERGE', items }, keys: picked.map(keyOf) }, decision);
    },
  };
}

function useSplit(picked: readonly Row[], run: StepRun): Action {
  const { t } = useText();
  const obstacle = useObstacle(run);
  const signs = useSigns();
  const items = picked
    .filter(canSplit)
    .flatMap(({ chainId }) => (chainId === undefined ? [] : [{ chainId }]));
  const n = count(items.length);
  return {
    id: 'split',
    label: t('s310.split', { n }),
    key: 'split',
    tone: 'stop',
    cannot: obstacle(items.length),
    title: t('s310.willSplit', { n }),
    facts: [{ label: t('act.next'), text: t('s310.afterSplit') }, signs],
    run: (decision) => {
      const keys = items.map(({ chainId }) => chainId);
      run.run({ body: { step: 'SPLIT', items }, keys }, decision);
    },
  };
}

interface TabProps {
  readonly tabs: ReactElement;
  readonly merged: boolean;
}

/** Chains as they are, or as they could be. What changes is told and moves nothing. */
function useChains(merged: boolean): {
  readonly query: UseQueryResult<readonly Row[]>;
  readonly isOld: boolean;
  readonly refresh: () => void;
} {
  const { api } = useServices();
  const client = useQueryClient();
  const query = useQuery<readonly Row[]>({
    queryKey: ['chains', merged],
    queryFn: async () =>
      merged
        ? (await api.call('chains', { query: {} })).chains
        : (await api.call('chainCandidates', {})).candidates,
  });
  const [isOld, setIsOld] = useState(false);
  useEvents((event) => {
    if (event.type === 'trade' && (event.state === 'READY' || event.state === 'CHAINED')) {
      setIsOld(true);
    }
  });
  const refresh = (): void => {
    setIsOld(false);
    void client.invalidateQueries({ queryKey: ['chains'] });
  };
  return { query, isOld, refresh };
}

function ChainTab({ tabs, merged }: TabProps): ReactElement {
  const text = useText();
  const { t, language } = text;
  const { query, isOld, refresh } = useChains(merged);
  const rows = query.data ?? [];
  const selection = useSelection();
  const [current, setCurrent] = useState('');
  const run = useStepRun();
  const [only, setOnly] = useState(false);
  const columns = useMemo((): readonly Column<Row>[] => {
    const plain: readonly Column<Row>[] = chainColumns(text, merged);
    return run.results.size === 0 ? plain : [resultColumn<Row>(keyOf, run.results, text), ...plain];
  }, [language, merged, run.results]);
  const picked = rows.filter((row) => selection.has(keyOf(row)));
  const merge = useMerge(picked, run);
  const split = useSplit(picked, run);
  const shown = rows.find((row) => keyOf(row) === current) ?? rows[0];
  useKeyHints([
    { keys: 'Space', does: t('keys.select') },
    { keys: merged ? 'split' : 'merge', does: t('keys.act') },
  ]);
  return (
    <div className="column">
      <ScreenHead
        screen="s310"
        tools={
          <>
            {isOld && <span className="second">{t('s310.changed')}</span>}
            <Button onClick={refresh}>{t('rows.refresh')}</Button>
          </>
        }
      >
        {tabs}
      </ScreenHead>
      <List
        name={merged ? 'chains' : 'candidates'}
        label={t('screens.s310.title')}
        columns={columns}
        rows={only ? rows.filter((row) => isRefused(run, keyOf(row))) : rows}
        keyOf={keyOf}
        query={query}
        selection={selection}
        onCurrent={(row) => setCurrent(keyOf(row))}
        empty={t(merged ? 's310.noChain' : 's310.noCandidate')}
      />
      {shown !== undefined && <ChainPanel chain={shown} />}
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
        actions={[merged ? split : merge]}
      />
    </div>
  );
}

const TABS = ['candidates', 'chains'] as const;

/** 310: for the depository: chains that the program found, and chains that were merged. */
export function ChainScreen(): ReactElement {
  const { t } = useText();
  const [tab, setTab] = useUrlValue('tab', 'candidates');
  const tabs = (
    <Tabs
      label={t('screens.s310.title')}
      value={tab}
      onChange={setTab}
      tabs={TABS.map((value) => ({ value, label: t(`s310.tabs.${value}`) }))}
    />
  );
  return <ChainTab key={tab} tabs={tabs} merged={tab === 'chains'} />;
}
