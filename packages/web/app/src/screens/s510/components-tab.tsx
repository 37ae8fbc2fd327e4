import { useMemo, type ReactElement } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { Component } from '@bondledger/sdk/api';
import type { Column } from '../../grid/column.js';
import { MONITOR_MS } from '../../limits.js';
import { List, textColumn } from '../../manage/list.js';
import { Symbol } from '../../parts/symbol.js';
import { useServices } from '../../session/context.js';
import { count } from '../../text/format.js';
import { useText, type Text } from '../../text/use-text.js';

const nameOf = ({ component }: Component): string => component;
const SIGNS = { OK: 'tick', WARN: 'short', DOWN: 'cross' } as const;
const TONES = { OK: 'state good', WARN: 'state care', DOWN: 'state stop' } as const;

const columnsOf = ({ t, say }: Text): readonly Column<Component>[] => [
  textColumn('component', t('monitor.component'), 200, nameOf, { pin: 'start', rank: 0 }),
  {
    id: 'status',
    title: t('people.status'),
    width: 90,
    rank: 0,
    draw: ({ status }) => (
      <span className={TONES[status]}>
        <Symbol name={SIGNS[status]} />
        {t(`monitor.componentStatus.${status}`)}
      </span>
    ),
    text: ({ status }) => t(`monitor.componentStatus.${status}`),
  },
  textColumn('height', t('monitor.height'), 90, ({ height }) => numberOf(height), { end: true }),
  textColumn('behind', t('monitor.behind'), 100, ({ behind }) => numberOf(behind), { end: true }),
  textColumn('code', t('monitor.code'), 180, ({ code }) => code ?? ''),
  textColumn(
    'detail',
    t('monitor.detail'),
    300,
    ({ detail }) => (detail === undefined ? '' : say(detail)),
    { grow: 1 },
  ),
];

const numberOf = (value: number | undefined): string => (value === undefined ? '–' : count(value));

/** The health of each component; on Fabric each node is one. */
export function ComponentsTab(): ReactElement {
  const text = useText();
  const { t, language } = text;
  const { api } = useServices();
  const query = useQuery({
    queryKey: ['components'],
    queryFn: () => api.call('components', {}),
    refetchInterval: MONITOR_MS,
  });
  const columns = useMemo(() => columnsOf(text), [language]);
  return (
    <List
      name="components"
      label={t('monitor.tabs.components')}
      columns={columns}
      rows={query.data?.components ?? []}
      keyOf={nameOf}
      query={query}
      empty={t('monitor.noComponent')}
    />
  );
}
