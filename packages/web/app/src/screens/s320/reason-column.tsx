import type { ReactElement } from 'react';
import { isFinal } from '@bondledger/domain';
import type { Missing, TradeRow } from '@bondledger/sdk/api';
import type { Column } from '../../grid/column.js';
import { Symbol } from '../../parts/symbol.js';
import { useDay, useNames } from '../../shell/facts.js';
import { shortWon } from '../../text/format.js';
import { useText, type Text } from '../../text/use-text.js';
import { NextCell } from '../../trades/next-cell.js';
import { useReason, type Reasons } from './reasons.js';

const REASON_PX = { ko: 190, en: 280 } as const;

/** What holds a trade up, in a few words; the drawer has the sentence and the figures. */
function useShortReason(): (missing: Missing) => string {
  const { t, language, stepName } = useText();
  const nameOf = useNames();
  const phase = useDay()?.phase ?? 'OPEN';
  return ({ kind, by, date = '', missing, needed, step }) => {
    const who = by === undefined ? t('why.somebody') : nameOf(by);
    switch (kind) {
      case 'APPROVAL':
        return t('s320.reason.approval');
      case 'DATE':
        return t('s320.reason.date', { date });
      case 'PHASE':
        return t('s320.reason.phase', { phase: t(`phases.${phase}`) });
      case 'UNITS':
        if (by === undefined) return t('s320.reason.unitsOfChain');
        return missing === undefined
          ? t('s320.reason.units', { who })
          : t('s320.reason.unitsOf', { who, won: shortWon(missing, language) });
      case 'CHAIN_LEG':
        return t('s320.reason.leg');
      case 'MONEY':
        return needed === undefined
          ? t('s320.reason.answer', { who })
          : t('s320.reason.money', { who, won: shortWon(needed, language) });
      case 'STEP':
        return t('next.by', { who, step: step === undefined ? '' : stepName(step) });
    }
  };
}

/** Of a row that nobody has scrolled to, paper says at least what the next step is. */
function OnPaper({ row }: { row: TradeRow }): ReactElement {
  const nameOf = useNames();
  return (
    <span className="paper">
      <NextCell row={{ ...row, late: false }} nameOf={nameOf} />
    </span>
  );
}

function ReasonCell({ row, reasons }: { row: TradeRow; reasons: Reasons }): ReactElement | null {
  const { t, say } = useText();
  const why = useReason(reasons, row.tradeId);
  const shortOf = useShortReason();
  const [first] = why?.missing ?? [];
  const late = row.late && (
    <b className="state care">
      <Symbol name="expired" />
      {t('next.late')}
    </b>
  );
  if (why === undefined || first === undefined) {
    return (
      <>
        {late}
        <OnPaper row={row} />
      </>
    );
  }
  const isReady = first.kind === 'STEP' && first.mine;
  const isShort = first.kind === 'UNITS';
  return (
    <>
      {late}
      <span className={isShort ? 'state stop' : 'state second'} title={say(why.headline)}>
        {isShort && <Symbol name="short" />}
        {isReady && (
          <span className="good">
            <Symbol name="tick" />
          </span>
        )}
        {isReady ? t('s320.reason.ready') : shortOf(first)}
      </span>
    </>
  );
}

/** Why a row is not ready for its step, or that it is. */
export const reasonColumn = (
  { t, language, say, stepName }: Text,
  reasons: Reasons,
): Column<TradeRow> => ({
  // The totals in short stand under it, as under the next step elsewhere.
  id: 'next',
  title: t('s320.reason.title'),
  width: REASON_PX[language],
  pin: 'end',
  rank: 1,
  draw: (row) =>
    isFinal(row.state) ? (
      <span className="quiet">–</span>
    ) : (
      <ReasonCell row={row} reasons={reasons} />
    ),
  text: ({ tradeId, next }) => {
    const why = reasons.of(tradeId);
    return why === undefined
      ? next.map(({ step }) => stepName(step)).join(', ')
      : say(why.headline);
  },
});
