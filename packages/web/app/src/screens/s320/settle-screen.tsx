import type { ReactElement } from 'react';
import { TradeDrawer } from '../../drawer/trade-drawer.js';
import { WhyDrawer } from '../../drawer/why-drawer.js';
import { useUrlValue } from '../../list/url.js';
import { useOpenTrade } from '../../list/use-open-trade.js';
import { Tabs } from '../../parts/tabs.js';
import { useSession } from '../../session/context.js';
import { useApprovals, useSummary } from '../../shell/facts.js';
import { useText } from '../../text/use-text.js';
import { ApprovalsTab } from './approvals-tab.js';
import { isCentralBank, SETTLE_TABS, TAB_STATES, type SettleTab } from './settle-steps.js';
import { SettleList } from './settle-list.js';

const TABS = [...SETTLE_TABS, 'approvals'] as const;
type AnyTab = (typeof TABS)[number];
const isTab = (text: string): text is AnyTab => TABS.some((tab) => tab === text);

/** 320: restrict, request payment, confirm it, settle; and what waits for a second person. */
export function SettleScreen(): ReactElement {
  const { t } = useText();
  const session = useSession();
  const preset: SettleTab = isCentralBank(session) ? 'confirm' : 'restrict';
  const [asked, setTab] = useUrlValue('tab', preset);
  const open = useOpenTrade();
  const tab: AnyTab = isTab(asked) ? asked : preset;
  const summary = useSummary();
  const approvals = useApprovals();
  const countOf = (each: SettleTab): number | undefined =>
    summary.data?.byState
      .filter(({ state }) => TAB_STATES[each].includes(state))
      .reduce((sum, { count }) => sum + count, 0);
  const tabs = (
    <Tabs
      label={t('screens.s320.title')}
      value={tab}
      onChange={setTab}
      tabs={TABS.map((each) => ({
        value: each,
        label: t(`s320.tabs.${each}`),
        count: each === 'approvals' ? approvals.length : countOf(each),
      }))}
    />
  );
  return (
    <div className="with-drawer">
      {tab === 'approvals' ? (
        <ApprovalsTab tabs={tabs} />
      ) : (
        <SettleList key={tab} tab={tab} tabs={tabs} open={open} />
      )}
      {open.trade !== '' && <TradeDrawer tradeId={open.trade} onClose={open.close} />}
      {open.why !== '' && (
        <WhyDrawer
          tradeId={open.why}
          onClose={open.close}
          onWhole={() => open.openTrade(open.why)}
        />
      )}
    </div>
  );
}
