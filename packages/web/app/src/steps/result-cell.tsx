import type { ReactElement } from 'react';
import type { Column } from '../grid/column.js';
import { Symbol } from '../parts/symbol.js';
import type { Text } from '../text/use-text.js';
import { useText } from '../text/use-text.js';
import type { RowResult } from './step-run.js';

/** Accepted, refused with its code, or under way. */
export function ResultCell({ result }: { result: RowResult | undefined }): ReactElement | null {
  const { t } = useText();
  if (result === undefined) return null;
  switch (result.status) {
    case 'ACCEPTED':
      return (
        <span className="state good">
          <Symbol name="tick" />
          {t('results.accepted')}
        </span>
      );
    case 'REFUSED':
      return (
        <b className="state stop">
          <Symbol name="cross" />
          {t('results.refused')}
        </b>
      );
    case 'UNKNOWN':
    case 'WAITING':
      return (
        <span className="state second">
          <Symbol name="none" />
          {t(result.status === 'WAITING' ? 'results.waiting' : 'results.unknown')}
        </span>
      );
  }
}

/** The sentence under a refused row: code, figures, remedy. */
export const refusalOf = (result: RowResult | undefined, { language }: Text): string | undefined =>
  result?.status === 'REFUSED' || result?.status === 'UNKNOWN'
    ? [result.code, result.sentence?.[language]].filter(Boolean).join(' ')
    : undefined;

/** Stands first while there are results. */
export const resultColumn = <R,>(
  keyOf: (row: R) => string,
  results: ReadonlyMap<string, RowResult>,
  { t }: Text,
): Column<R> => ({
  id: 'result',
  title: t('results.title'),
  width: 96,
  pin: 'start',
  rank: 0,
  draw: (row) => <ResultCell result={results.get(keyOf(row))} />,
  text: (row) => results.get(keyOf(row))?.status ?? '',
});
