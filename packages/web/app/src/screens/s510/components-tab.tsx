import { useMemo, type ReactElement } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { Component } from '@bondledger/sdk/api';
import type { Column } from '../../grid/column.js';
import { MONITOR_MS } from '../../limits.js';
import { List, textColumn } from '../../manage/list.js';
import { Symbol } from '../../parts/symbol.js';
import { useServices } from '../../session/context.js';
import { useNames } from '../../shell/facts.js';
import { count } from '../../text/format.js';
import { useText, type Text } from '../../text/use-text.js';

const keyOf = ({ component }: Component): string => component;
const READ_MODEL = /^read-model\.(.+)$/;

/** Ledger, database and read models by their names; nodes of a network as they are called there. */
const nameOf =
  ({ t }: Text, institutionOf: (code: string) => string) =>
  ({ component }: Component): string => {
    if (component === 'ledger' || component === 'database') {
      return t(`monitor.componentNames.${component}`);
    }
    const [, code] = READ_MODEL.exec(component) ?? [];
    return code === undefined
      ? component
      : t('monitor.componentNames.readModel', { who: institutionOf(code) });
  };
const SIGNS = { OK: 'tick', WARN: 'short', DOWN: 'cross' } as const;
const TONES = { OK: 'state good', WARN: 'state care', DOWN: 'state stop' } as const;

const columnsOf = (
  text: Text,
  institutionOf: (code: string) => string,
): readonly Column<Component>[] => [
  textColumn('component', text.t('monitor.component'), 296, nameOf(text, institutionOf), {
    pin: 'start',
    rank: 0,
  }),
  {
    id: 'status',
    title: text.t('people.status'),
    width: 90,
    rank: 0,
    draw: ({ status }) => (
      <span className={TONES[status]}>
        <Symbol name={SIGNS[status]} />
        {text.t(`monitor.componentStatus.${status}`)}
      </span>
    ),
    text: ({ status }) => text.t(`monitor.componentStatus.${status}`),
  },
  textColumn('height', text.t('monitor.height'), 90, ({ height }) => numberOf(height), {
    end: true,
  }),
  textColumn('behind', text.t('monitor.behind'), 100, ({ behind }) => numberOf(behind), {
    end: true,
  }),
  textColumn('code', text.t('monitor.code'), 180, ({ code }) => code ?? ''),
  textColumn(
    'detail',
    text.t('monitor.detail'),
    300,
    ({ detail }) => (detail === undefined ? '' : text.say(detail)),
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
  const institutionOf = useNames();
  const columns = useMemo(() => columnsOf(text, institutionOf), [language, institutionOf]);
  return (
    <List
      name="components"
      label={t('monitor.tabs.components')}
      columns={columns}
      rows={query.data?.components ?? []}
      keyOf={keyOf}
      query={query}
      empty={t('monitor.noComponent')}
    />
  );
}
