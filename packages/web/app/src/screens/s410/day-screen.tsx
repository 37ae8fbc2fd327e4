import type { ReactElement } from 'react';
import { Tabs } from '../../parts/tabs.js';
import { useText } from '../../text/use-text.js';
import { useUrlValue } from '../../list/url.js';
import { ScreenHead } from '../../list/screen-head.js';
import { TradesTab } from './trades-tab.js';

/** 410: the day as a funnel, and its trades. */
export function DayScreen(): ReactElement {
  const { t } = useText();
  const [tab, setTab] = useUrlValue('tab', 'trades');
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
  return tab === 'flow' ? <ScreenHead screen="s410">{tabs}</ScreenHead> : <TradesTab tabs={tabs} />;
}
