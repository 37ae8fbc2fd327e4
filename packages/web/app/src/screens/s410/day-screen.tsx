import type { ReactElement } from 'react';
import { Tabs } from '../../parts/tabs.js';
import { useText } from '../../text/use-text.js';
import { useUrlValue } from '../../list/url.js';
import { FlowTab } from './flow-tab.js';
import { TradesTab } from './trades-tab.js';

/** 410: the day as a funnel, and its trades. */
export function DayScreen(): ReactElement {
  const { t } = useText();
  const [tab, setTab] = useUrlValue('tab', 'flow');
  const tabs = (
    <Tabs
      label={t('screens.s410.title')}
      value={tab}
      onChange={setTab}
      tabs={[
        { value: 'flow', label: t('s410.flow') },
        { value: 'trades', label: t('s410.trades') },
      ]}
    />
  );
  return tab === 'trades' ? <TradesTab tabs={tabs} /> : <FlowTab tabs={tabs} />;
}
