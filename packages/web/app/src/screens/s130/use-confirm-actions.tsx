import { useState } from 'react';
import { ShortWon } from '../../parts/won.js';
import { SelectField } from '../../parts/field.js';
import { useRight, useSession } from '../../session/context.js';
import { useDay } from '../../shell/facts.js';
import type { Action, Fact } from '../../steps/action-bar.js';
import type { StepRun } from '../../steps/step-run.js';
import { count, won } from '../../text/format.js';
import { useText } from '../../text/use-text.js';
import { sumOf } from '../../trades/sums.js';
import { tradeKey } from '../../trades/trade-columns.js';
import { verdictOf, type ConfirmRow } from './comparisons.js';
import { isTypedWhole, sideFor, type TypedSide } from './own-side.js';

const REASONS = ['TERMS_DIFFER', 'NOT_TRADED', 'DUPLICATE', 'OTHER'] as const;
type Reason = (typeof REASONS)[number];
const isReason = (text: string): text is Reason => REASONS.some((reason) => reason === text);

/** Whoever says that terms differ has to say which: that is offered where they do in every row. */
const reasonsFor = (rows: readonly ConfirmRow[]): readonly [Reason, ...Reason[]] => {
  const differ = rows.every(({ comparison }) => (comparison?.differences.length ?? 0) > 0);
  return differ ? REASONS : ['NOT_TRADED', 'DUPLICATE', 'OTHER'];
};

interface Plan {
  readonly open: readonly ConfirmRow[];
  /** Those that can be confirmed: nothing differs, and there is a side to add. */
  readonly good: readonly ConfirmRow[];
  readonly differing: number;
  readonly sideless: number;
}

function planOf(picked: readonly ConfirmRow[], typed: TypedSide): Plan {
  const open = picked.filter(({ state }) => state === 'SUBMITTED');
  const good = open.filter(
    (row) => verdictOf(row) !== 'differs' && sideFor(row, typed) !== undefined,
  );
  const differing = open.filter((row) => verdictOf(row) === 'differs').length;
  return { open, good, differing, sideless: open.length - good.length - differing };
}

/** Why neither can be done now; undefined where something was picked and may be done. */
function useObstacle(run: StepRun): (rows: readonly ConfirmRow[]) => string | undefined {
  const { t } = useText();
  const mayMake = useRight('MAKE');
  const phase = useDay()?.phase ?? 'OPEN';
  return (rows) => {
    if (!mayMake) return t('act.noRight');
    if (run.phase === 'running') return t('act.busy');
    if (phase !== 'OPEN') return t('s130.notOpen');
    return rows.length === 0 ? t('act.nothingPicked') : undefined;
  };
}

function useSigns(): Fact {
  const { t, say } = useText();
  const { name, institutionName } = useSession();
  return {
    label: t('act.signs'),
    text: t('act.signedBy', { name, institution: say(institutionName) }),
  };
}

function useReject({ open }: Plan, run: StepRun): Action {
  const { t } = useText();
  const obstacle = useObstacle(run);
  const signs = useSigns();
  const [chosen, setChosen] = useState<Reason>();
  const reasons = reasonsFor(open);
  const reason = chosen !== undefined && reasons.includes(chosen) ? chosen : reasons[0];
  return {
    id: 'reject',
    label: t('s130.reject', { n: count(open.length) }),
    key: 'reject',
    tone: 'stop',
    cannot: obstacle(open),
    title: t('s130.willReject', { n: count(open.length) }),
    facts: [{ label: t('act.next'), text: t('s130.afterReject') }, signs],
    fields: (
      <p className="bunch">
        <SelectField
          label={t('s130.reason')}
          value={reason}
          options={reasons.map((value) => ({ value, label: t(`s130.reasons.${value}`) }))}
          onChange={(value) => {
            if (isReason(value)) setChosen(value);
          }}
        />
      </p>
    ),
    run: (decision) => {
      const items = open.map(({ tradeId, comparison }) => ({
        tradeId,
        reason,
        fields: reason === 'TERMS_DIFFER' ? [...(comparison?.differences ?? [])] : [],
      }));
      run.run({ body: { step: 'REJECT', items }, keys: open.map(tradeKey) }, decision);
    },
  };
}

function useConfirm(plan: Plan, typed: TypedSide, run: StepRun): Action {
  const { t } = useText();
  const obstacle = useObstacle(run);
  const signs = useSigns();
  const { good, differing, sideless } = plan;
  const sums = sumOf(good);
  const left = [
    ...(differing === 0 ? [] : [t('s130.leftDiffer', { n: count(differing) })]),
    ...(sideless === 0 ? [] : [t('s130.leftSideless', { n: count(sideless) })]),
  ];
  const will = (
    <>
      <b className="num">
        {won(sums.settlementAmount)} {t('units.won')}
      </b>{' '}
      <span className="second">
        {t('columns.faceAmount')} <ShortWon value={sums.faceAmount} />
      </span>
    </>
  );
  return {
    id: 'confirm',
    label: t('s130.confirm', { n: count(good.length) }),
    key: 'act',
    tone: 'go',
    cannot: isTypedWhole(typed) ? obstacle(good) : t('s130.sideNotWhole'),
    title: t('s130.will', { n: count(good.length) }),
    facts: [
      { label: t('act.will'), text: will },
      ...(left.length === 0 ? [] : [{ label: t('act.without'), text: left.join(' ') }]),
      { label: t('act.next'), text: t('s130.after') },
      signs,
    ],
    run: (decision) => {
      const items = good.flatMap((row) => {
        const own = sideFor(row, typed);
        return own === undefined ? [] : [{ tradeId: row.tradeId, own }];
      });
      run.run({ body: { step: 'CONFIRM', items }, keys: good.map(tradeKey) }, decision);
    },
  };
}

/** Confirm what agrees, reject the rest with a reason. */
export function useConfirmActions(
  picked: readonly ConfirmRow[],
  typed: TypedSide,
  run: StepRun,
): readonly Action[] {
  const plan = planOf(picked, typed);
  const reject = useReject(plan, run);
  const confirm = useConfirm(plan, typed, run);
  return [reject, confirm];
}
