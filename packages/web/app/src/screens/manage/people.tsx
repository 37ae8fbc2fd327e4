import type { ReactElement } from 'react';
import { API_PATHS } from '../../api/routes.js';
import { ExportButtons } from '../../list/list-tools.js';
import { ScreenHead } from '../../list/screen-head.js';
import { useUrlValue } from '../../list/url.js';
import { Tabs } from '../../parts/tabs.js';
import { useText } from '../../text/use-text.js';
import { TokensTab } from './tokens-tab.js';
import { UsersTab } from './users-tab.js';

const TABS = ['users', 'tokens'] as const;

/** 910: the users of one's own institution, and the tokens of its programs. */
export function People(): ReactElement {
  const { t } = useText();
  const [tab, setTab] = useUrlValue('tab', 'users');
  return (
    <div className="column">
      <ScreenHead
        screen="s910"
        tools={tab === 'tokens' ? null : <ExportButtons path={API_PATHS.exportUsers} filter={{}} />}
      >
        <Tabs
          label={t('screens.s910.title')}
          value={tab}
          onChange={setTab}
          tabs={TABS.map((value) => ({ value, label: t(`people.tabs.${value}`) }))}
        />
      </ScreenHead>
      {tab === 'tokens' ? <TokensTab /> : <UsersTab />}
    </div>
  );
}
