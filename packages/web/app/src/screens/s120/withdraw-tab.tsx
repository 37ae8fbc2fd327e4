import type { ReactElement, ReactNode } from 'react';
import type { TradeRow } from '@bondledger/sdk/api';
import type { Values } from '../../list/conditions.js';
import type { Action } from '../../steps/action-bar.js';
import { useAmounts, useSigns } from '../../steps/facts.js';
import { useObstacle } from '../../steps/obstacle.js';
import { StepList } from '../../steps/step-list.js';
import type { StepRun } from '../../steps/step-run.js';
import { count } from '../../text/format.js';
import { useText } from '../../text/use-text.js';
import { tradeKey } from '../../trades/trade-columns.js';

const FILTER: Values = { state: 'SUBMITTED', role: 'seller' };
const WITHOUT = ['rail', 'seller'];
const asTheyAre = (rows: readonly TradeRow[]): readonly TradeRow[] => rows;

function useWithdraw(picked: readonly TradeRow[], run: StepRun): readonly Action[] {
  const { t } = useText();
  const obstacle = useObstacle(run);
  const signs = useSigns();
  const amounts = useAmounts(picked);
  const open = picked.filter(({ state }) => state === 'SUBMITTED');
  const n = count(open.length);
  return [
    {
      id: 'withdraw',
      label: t('s120.withdraw', { n }),
      key: 'reject',
      tone: 'stop',
      cannot: obstacle(open.length),
      title: t('s120.willWithdraw', { n }),
      facts: [amounts, { label: t('act.next'), text: t('s120.afterWithdraw') }, signs],
      run: (decision) => {
        const items = open.map(({ tradeId }) => ({ tradeId }));
        run.run({ body: { step: 'WITHDRAW', items }, keys: open.map(tradeKey) }, decision);
      },
    },
  ];
}

interface TabProps {
  readonly tabs: ReactNode;
  readonly open: string;
  readonly onOpen: (tradeId: string) => void;
}

/** What we submitted and the buyer has not confirmed yet. */
export function WithdrawTab({ tabs, open, onOpen }: TabProps): ReactElement {
  const { t } = useText();
  return (
    <StepList
      screen="s120"
      name="submitted"
      tabs={tabs}
      filter={FILTER}
      without={WITHOUT}
      useRowsWith={asTheyAre}
      useActions={useWithdraw}
      nothing={t('s120.noneSubmitted')}
      open={open}
      onOpen={onOpen}
    />
  );
}
