import { ShortWon } from '../parts/won.js';
import { useSession } from '../session/context.js';
import { won } from '../text/format.js';
import { useText } from '../text/use-text.js';
import { sumOf } from '../trades/sums.js';
import type { Fact } from './action-bar.js';

interface Valued {
  readonly faceAmount: string;
  readonly settlementAmount: string;
}

/** With whose keys a step is signed. */
export function useSigns(): Fact {
  const { t, say } = useText();
  const { name, institutionName } = useSession();
  return {
    label: t('act.signs'),
    text: t('act.signedBy', { name, institution: say(institutionName) }),
  };
}

/** How much a step is about. */
export function useAmounts(rows: readonly Valued[]): Fact {
  const { t } = useText();
  const sums = sumOf(rows);
  return {
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
  };
}
