import type { ReactElement } from 'react';
import { ScreenHead } from '../../list/screen-head.js';
import { useUrlValue } from '../../list/url.js';
import { Tabs } from '../../parts/tabs.js';
import { useSession } from '../../session/context.js';
import { useText } from '../../text/use-text.js';
import { BokTab } from './bok-tab.js';
import { DriveTab } from './drive-tab.js';

/** 960: lets the demo's day run, and breaks the central bank's simulator on request. */
export function Demo(): ReactElement {
  const { t } = useText();
  const isBok = useSession().institution === 'BOK';
  const [tab, setTab] = useUrlValue('tab', 'day');
  const tabs = [
    { value: 'day', label: t('drive.tabs.day') },
    ...(isBok ? [{ value: 'bok', label: t('drive.tabs.bok') }] : []),
  ];
  return (
    <div className="column">
      <ScreenHead screen="s960">
        <Tabs label={t('screens.s960.title')} value={tab} onChange={setTab} tabs={tabs} />
      </ScreenHead>
      {isBok && tab === 'bok' ? <BokTab /> : <DriveTab />}
    </div>
  );
}
