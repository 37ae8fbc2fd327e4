import { useState } from 'react';
import { ShortWon } from '../../parts/won.js';
import { SelectField } from '../../parts/field.js';
import { useRight, useSession } from '../../session/context.js';
import { useDay } from '../../shell/facts.js';
import type { Action } from '../../steps/action-bar.js';
import type { StepRun } from '../../steps/step-run.js';
import { count, won } from '../../text/format.js';
import { useText } from '../../text/use-text.js';
import { sumOf } from '../../trades/sums.js';
import { tradeKey } from '../../trades/trade-columns.js';
import { verdictOf, type ConfirmRow } from './comparisons.js';
import { isAccountLike, sideFor, type TypedSide } from './own-side.js';

const REASONS = ['TERMS_DIFFER', 'NOT_TRADED', 'DUPLICATE', 'OTHER'] as const;
type Reason = (typeof REASONS)[number];
const isReason = (text: string): text is Reason => REASONS.some((reason) => reason === text);

/** Confirm what agrees, reject the rest with a reason. */
export function useConfirmActions(
  picked: readonly ConfirmRow[],
  typed: TypedSide,
  run: StepRun,
): readonly Action[] {
  const { t, say } = useText();
  const session = useSession();
  const mayMake = useRight('MAKE');
  const phase = useDay()?.phase ?? 'OPEN';
  const [reason, setReason] = useState<Reason>('TERMS_DIFFER');
  const open = picked.filter(({ state }) => state === 'SUBMITTED');
  const good = open.filter(
    (row) => verdictOf(row) !== 'differs' && sideFor(row, typed) !== undefined,
  );
  const differing = open.filter((row) => verdictOf(row) === 'differs').length;
  const sideless = open.length - good.length - differing;
  const obstacle = (rows: readonly ConfirmRow[]): string | undefined => {
    if (!mayMake) return t('act.noRight');
    if (run.phase === 'running') return t('act.busy');
    if (phase !== 'OPEN') return t('s130.notOpen');
    return rows.length === 0 ? t('act.nothingPicked') : undefined;
  };
  const signs = {
    label: t('act.signs'),
    text: t('act.signedBy', { name: session.name, institution: say(session.institutionName) }),
  };
  const sums = sumOf(good);
  const left = [
    ...(differing === 0 ? [] : [t('s130.leftDiffer', { n: count(differing) })]),
    ...(sideless === 0 ? [] : [t('s130.leftSideless', { n: count(sideless) })]),
  ];
  const reject: Action = {
    id: 'reject',
    label: t('s130.reject', { n: count(open.length) }),
    code: 'KeyR',
    tone: 'stop',
    cannot: obstacle(open),
    title: t('s130.willReject', { n: count(open.length) }),
    facts: [{ label: t('act.next'), text: t('s130.afterReject') }, signs],
    fields: (
      <p className="bunch">
        <SelectField
          label={t('s130.reason')}
          value={reason}
          options={REASONS.map((value) => ({ value, label: t(`s130.reasons.${value}`) }))}
          onChange={(value) => {
            if (isReason(value)) setReason(value);
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
  const confirm: Action = {
    id: 'confirm',
    label: t('s130.confirm', { n: count(good.length) }),
    code: 'KeyS',
    tone: 'go',
    cannot: isAccountLike(typed.account) ? obstacle(good) : t('s130.noAccount'),
    title: t('s130.will', { n: count(good.length) }),
    facts: [
      {
        label: t('act.will'),
        text: (
          <>
            <b className="num">
              {won(sums.settlementAmount)} {t('units.won')}
            </b>{' '}
            <span className="second">
              {t('columns.faceAmount')} <ShortWon value={sums.faceAmount} />
            </span>
          </>
        ),
      },
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
  return [reject, confirm];
}
