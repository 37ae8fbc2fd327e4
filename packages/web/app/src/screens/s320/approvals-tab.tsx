import { useMemo, useState, type ReactElement } from 'react';
import type { Approval } from '@bondledger/sdk/api';
import type { Column } from '../../grid/column.js';
import { Grid } from '../../grid/grid.js';
import type { GridItem } from '../../grid/item.js';
import { useColumnChoice } from '../../grid/preferences.js';
import { useSelection } from '../../grid/selection.js';
import { ScreenHead } from '../../list/screen-head.js';
import { TextField } from '../../parts/field.js';
import { useChecks } from '../../parts/use-checks.js';
import { useRight, useSession } from '../../session/context.js';
import { useApprovals } from '../../shell/facts.js';
import { ActionBar, type Action } from '../../steps/action-bar.js';
import { clock, count } from '../../text/format.js';
import { useText, type Text } from '../../text/use-text.js';
import { decidedColumn, refusalsOf } from './decided-column.js';
import { isDecided, useDecisions } from './use-decisions.js';

const keyOf = ({ approvalId }: Approval): string => approvalId;

const approvalColumns = ({ t, say, stepName }: Text, own: string): readonly Column<Approval>[] => [
  {
    id: 'step',
    title: t('approvals.step'),
    width: 120,
    rank: 0,
    draw: ({ step }) => <b>{stepName(step)}</b>,
    text: ({ step }) => stepName(step),
  },
  {
    id: 'items',
    title: t('approvals.items'),
    width: 80,
    end: true,
    rank: 0,
    draw: ({ items }) => count(items),
    text: ({ items }) => items.toString(),
  },
  {
    id: 'sentence',
    title: t('approvals.sentence'),
    width: 360,
    grow: 1,
    rank: 1,
    draw: ({ sentence }) => say(sentence),
    text: ({ sentence }) => say(sentence),
  },
  {
    id: 'maker',
    title: t('approvals.maker'),
    width: 140,
    rank: 0,
    draw: ({ maker }) =>
      maker === own ? <span className="second">{t('approvals.own', { maker })}</span> : maker,
    text: ({ maker }) => maker,
  },
  {
    id: 'madeAt',
    title: t('approvals.madeAt'),
    width: 90,
    rank: 2,
    draw: ({ madeAt }) => <span className="num">{clock(madeAt)}</span>,
    text: ({ madeAt }) => clock(madeAt),
  },
];

/** Characters. */
const REASON_MOST = 200;

/** Keeps those that were decided in their place until the tab is left. */
function useShown(): readonly Approval[] {
  const open = useApprovals();
  const [seen, setSeen] = useState<ReadonlyMap<string, Approval>>(new Map());
  const fresh = open.filter((approval) => !seen.has(keyOf(approval)));
  if (fresh.length > 0) {
    setSeen(new Map([...seen, ...fresh.map((each) => [keyOf(each), each] as const)]));
  }
  return useMemo(() => [...seen.values()], [seen]);
}

function useApprovalActions(
  picked: readonly Approval[],
  { approve, refuse }: ReturnType<typeof useDecisions>,
): readonly Action[] {
  const text = useText();
  const { t } = text;
  const session = useSession();
  const mayCheck = useRight('CHECK');
  const [reason, setReason] = useState('');
  const wrong = useChecks().text(reason, REASON_MOST);
  const fitting = picked.filter(({ maker }) => maker !== session.user);
  const own = picked.length - fitting.length;
  const steps = fitting.reduce((sum, each) => sum + each.items, 0);
  const cannot = !mayCheck
    ? t('approvals.noRight')
    : fitting.length === 0
      ? t('act.nothingPicked')
      : undefined;
  const facts = [
    { label: t('act.will'), text: fitting.map(({ sentence }) => text.say(sentence)).join(' ') },
    ...(own === 0 ? [] : [{ label: t('act.without'), text: t('approvals.ownLeft', { n: own }) }]),
  ];
  const n = count(fitting.length);
  return [
    {
      id: 'refuse',
      label: t('approvals.refuse', { n }),
      key: 'reject',
      tone: 'stop',
      cannot,
      title: t('approvals.willRefuse', { n }),
      facts,
      fields: (
        <p className="bunch">
          <TextField
            label={t('approvals.reason')}
            value={reason}
            size={48}
            wrong={wrong}
            onChange={setReason}
          />
        </p>
      ),
      unfinished: wrong,
      run: (decision) => refuse(reason.trim())(fitting, decision),
    },
    {
      id: 'approve',
      label: t('approvals.approve', { n }),
      key: 'act',
      tone: 'go',
      cannot,
      title: t('approvals.will', { n, steps: count(steps) }),
      facts,
      run: (decision) => approve(fitting, decision),
    },
  ];
}

/** What a maker prepared and another person has to approve. */
export function ApprovalsTab({ tabs }: { tabs: ReactElement }): ReactElement {
  const text = useText();
  const { t } = text;
  const session = useSession();
  const approvals = useShown();
  const selection = useSelection();
  const choice = useColumnChoice('approvals');
  const decisions = useDecisions();
  const { results } = decisions;
  const columns = useMemo(() => {
    const plain = approvalColumns(text, session.user);
    return results.size === 0 ? plain : [decidedColumn(results, text), ...plain];
  }, [text.language, session.user, results]);
  const items = approvals.map((row): GridItem<Approval> => {
    const key = keyOf(row);
    const why = refusalsOf(results.get(key), text);
    const line = why === undefined ? {} : { line: { refusal: why } };
    return { key, row, fixed: isDecided(results.get(key)), ...line };
  });
  const picked = approvals.filter(
    (each) => selection.has(keyOf(each)) && !isDecided(results.get(keyOf(each))),
  );
  const actions = useApprovalActions(picked, decisions);
  const none = (
    <div className="hollow">
      <b>{t('approvals.none')}</b>
    </div>
  );
  return (
    <div className="column">
      <ScreenHead screen="s320">{tabs}</ScreenHead>
      <Grid
        label={t('s320.tabs.approvals')}
        columns={columns}
        choice={choice}
        items={items}
        selection={selection}
        hollow={items.length === 0 ? none : undefined}
      />
      <ActionBar summary={t('totals.picked', { n: count(picked.length) })} actions={actions} />
    </div>
  );
}
