import type { ReactElement } from 'react';
import { ScreenHead } from '../../list/screen-head.js';
import { useUrlValue } from '../../list/url.js';
import { Tabs } from '../../parts/tabs.js';
import { useText } from '../../text/use-text.js';
import { ComponentsTab } from './components-tab.js';
import { ExplorerTab } from './explorer-tab.js';
import { NowTab } from './now-tab.js';

const TABS = ['now', 'explorer', 'components'] as const;

/** 510: how the ledger and the server do, block by block if need be. */
export function Monitor(): ReactElement {
  const { t } = useText();
  const [tab, setTab] = useUrlValue('tab', 'now');
  return (
    <div className="column">
      <ScreenHead screen="s510">
        <Tabs
          label={t('screens.s510.title')}
          value={tab}
          onChange={setTab}
          tabs={TABS.map((value) => ({ value, label: t(`monitor.tabs.${value}`) }))}
        />
      </ScreenHead>
      {tab === 'explorer' ? <ExplorerTab /> : tab === 'components' ? <ComponentsTab /> : <NowTab />}
    </div>
  );
}
