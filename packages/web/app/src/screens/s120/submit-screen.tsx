import type { ReactElement } from 'react';
import { TradeDrawer } from '../../drawer/trade-drawer.js';
import { useUrlValue } from '../../list/url.js';
import { useOpenTradeId } from '../../list/use-open-trade.js';
import { Tabs } from '../../parts/tabs.js';
import { useText } from '../../text/use-text.js';
import { SubmitTab } from './submit-tab.js';
import { WithdrawTab } from './withdraw-tab.js';

const TABS = ['submit', 'submitted'] as const;

/** 120: what was chosen is submitted, with the reason in the row where it is refused; withdrawn. */
export function SubmitScreen(): ReactElement {
  const { t } = useText();
  const [tab, setTab] = useUrlValue('tab', 'submit');
  const [open, setOpen] = useOpenTradeId();
  const tabs = (
    <Tabs
      label={t('screens.s120.title')}
      value={tab}
      onChange={setTab}
      tabs={TABS.map((value) => ({ value, label: t(`s120.tabs.${value}`) }))}
    />
  );
  return (
    <div className="with-drawer">
      {tab === 'submit' ? (
        <SubmitTab tabs={tabs} />
      ) : (
        <WithdrawTab tabs={tabs} open={open} onOpen={setOpen} />
      )}
      {open !== '' && <TradeDrawer tradeId={open} onClose={() => setOpen('')} />}
    </div>
  );
}
