import type { ReactElement } from 'react';
import type { TradeRow } from '@bondledger/sdk/api';
import { isFinal } from '@bondledger/domain';
import { Symbol } from '../parts/symbol.js';
import { useText } from '../text/use-text.js';

/** Who has to do what next; late is told. */
export function NextCell({
  row,
  nameOf,
}: {
  row: TradeRow;
  nameOf: (code: string) => string;
}): ReactElement | null {
  const { t, stepName } = useText();
  if (isFinal(row.state)) return <span className="quiet">–</span>;
  const [next] = row.next;
  const late = row.late && (
    <b className="state care">
      <Symbol name="expired" />
      {t('next.late')}
    </b>
  );
  if (next === undefined) return <>{late}</>;
  const what = stepName(next.step);
  if (next.mine) {
    return (
      <>
        {late}
        <b>{t('next.mine', { step: what })}</b>
      </>
    );
  }
  return (
    <>
      {late}
      <span className="second">
        {next.by === undefined
          ? t('next.other', { step: what })
          : t('next.by', { who: nameOf(next.by), step: what })}
      </span>
    </>
  );
}
