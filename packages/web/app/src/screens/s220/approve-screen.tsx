import { useState, type ReactElement } from 'react';
import type { TradeRow } from '@bondledger/sdk/api';
import { TradeDrawer } from '../../drawer/trade-drawer.js';
import type { Values } from '../../list/conditions.js';
import { useOpenTradeId } from '../../list/use-open-trade.js';
import { SelectField } from '../../parts/field.js';
import type { Action } from '../../steps/action-bar.js';
import { useAmounts, useSigns } from '../../steps/facts.js';
import { useObstacle } from '../../steps/obstacle.js';
import { StepList } from '../../steps/step-list.js';
import type { StepRun } from '../../steps/step-run.js';
import { count } from '../../text/format.js';
import { useText } from '../../text/use-text.js';
import { tradeKey } from '../../trades/trade-columns.js';
import { mySides } from '../../trades/my-sides.js';
import { InstructionPanel } from './instruction-panel.js';

const FILTER: Values = { waitsForStep: 'APPROVE', waitsForMe: 'true', state: 'MATCHED' };
const WITHOUT = ['rail', 'next', 'settlementNo'];
const REASONS = ['UNCLEAR', 'MANDATE', 'NO_SECURITIES', 'NO_CASH', 'OTHER'] as const;
type Reason = (typeof REASONS)[number];
const isReason = (text: string): text is Reason => REASONS.some((reason) => reason === text);
const asTheyAre = (rows: readonly TradeRow[]): readonly TradeRow[] => rows;

/** Approve instructions, or decline them with a reason. */
function useApproveActions(picked: readonly TradeRow[], run: StepRun): readonly Action[] {
  const { t } = useText();
  const obstacle = useObstacle(run);
  const signs = useSigns();
  const amounts = useAmounts(picked);
  const [reason, setReason] = useState<Reason>('UNCLEAR');
  const sides = picked.flatMap((row) =>
    mySides(row, 'APPROVE').map((side) => ({ row, item: { tradeId: row.tradeId, side } })),
  );
  const keys = sides.map(({ row }) => tradeKey(row));
  const n = count(sides.length);
  return [
    {
      id: 'decline',
      label: t('s220.decline', { n }),
      key: 'reject',
      tone: 'stop',
      cannot: obstacle(sides.length),
      title: t('s220.willDecline', { n }),
      facts: [{ label: t('act.next'), text: t('s220.afterDecline') }, signs],
      fields: (
        <p className="bunch">
          <SelectField
            label={t('s130.reason')}
            value={reason}
            options={REASONS.map((value) => ({ value, label: t(`s220.reasons.${value}`) }))}
            onChange={(value) => {
              if (isReason(value)) setReason(value);
            }}
          />
        </p>
      ),
      run: (decision) => {
        const items = sides.map(({ item }) => ({ ...item, reason }));
        run.run({ body: { step: 'DECLINE', items }, keys }, decision);
      },
    },
    {
      id: 'approve',
      label: t('s220.approve', { n }),
      key: 'act',
      tone: 'go',
      cannot: obstacle(sides.length),
      title: t('s220.will', { n }),
      facts: [amounts, { label: t('act.next'), text: t('s220.after') }, signs],
      run: (decision) => {
        const items = sides.map(({ item }) => item);
        run.run({ body: { step: 'APPROVE', items }, keys }, decision);
      },
    },
  ];
}

/** 220: for the custodian: an asset manager's instruction against its trade. */
export function ApproveScreen(): ReactElement {
  const { t } = useText();
  const [open, setOpen] = useOpenTradeId();
  return (
    <div className="with-drawer">
      <StepList
        screen="s220"
        name="approve"
        filter={FILTER}
        without={WITHOUT}
        useRowsWith={asTheyAre}
        useActions={useApproveActions}
        panel={(current) => current !== undefined && <InstructionPanel row={current} />}
        nothing={t('s220.nothing')}
        open={open}
        onOpen={setOpen}
      />
      {open !== '' && <TradeDrawer tradeId={open} onClose={() => setOpen('')} />}
    </div>
  );
}
