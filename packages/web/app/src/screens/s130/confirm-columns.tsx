import type { ReactElement, ReactNode } from 'react';
import type { Column } from '../../grid/column.js';
import { StateLabel } from '../../parts/state.js';
import { Symbol } from '../../parts/symbol.js';
import { count, won } from '../../text/format.js';
import type { Text } from '../../text/use-text.js';
import { useText } from '../../text/use-text.js';
import { tradeColumns } from '../../trades/trade-columns.js';
import { verdictOf, type ConfirmRow } from './comparisons.js';

/** Whether one's own books say the same. */
export function VerdictCell({ row }: { row: ConfirmRow }): ReactElement {
  const { t } = useText();
  // Somebody else was faster: what it is now counts, not what the books say.
  if (row.state !== 'SUBMITTED') return <StateLabel state={row.state} />;
  switch (verdictOf(row)) {
    case 'asking':
      return <span className="quiet">{t('s130.asking')}</span>;
    case 'same':
      return (
        <span className="state second">
          <Symbol name="tick" />
          {t('s130.same')}
        </span>
      );
    case 'differs':
      return (
        <b className="state">
          <Symbol name="differs" />
          {t('s130.differs', { n: count(row.comparison?.differences.length ?? 0) })}
        </b>
      );
    case 'none':
      return (
        <span className="state care">
          <Symbol name="none" />
          {t('s130.none')}
        </span>
      );
  }
}

/** The fields of the terms that stand in columns of the same name. */
const FIELDS: Readonly<Record<string, (text: string) => string>> = {
  isin: (text) => text,
  faceAmount: won,
  unitPrice: won,
  settlementAmount: won,
  settlementDate: (text) => text,
};

/** One's own value, marked where it differs and 〃 where it does not. */
function ownCell(row: ConfirmRow, field: string): ReactNode {
  const { comparison } = row;
  const draw = FIELDS[field];
  if (comparison?.own === undefined || draw === undefined) return null;
  if (!comparison.differences.includes(field)) return <span className="quiet">〃</span>;
  const value: unknown = Object.entries(comparison.own.terms).find(([name]) => name === field)?.[1];
  return <mark className="num">{draw(typeof value === 'string' ? value : '')}</mark>;
}

export function confirmColumns(
  text: Text,
  nameOf: (code: string) => string,
  today: string,
): readonly Column<ConfirmRow>[] {
  const trades: readonly Column<ConfirmRow>[] = tradeColumns(text, nameOf, today, [
    'state',
    'rail',
    'buyer',
    'next',
    'settlementNo',
  ]);
  const verdict: Column<ConfirmRow> = {
    id: 'verdict',
    title: text.t('columns.compared'),
    width: 124,
    pin: 'start',
    rank: 0,
    draw: (row) => <VerdictCell row={row} />,
    text: (row) => text.t(`s130.verdicts.${verdictOf(row)}`),
    below: () => <span className="second">{text.t('s130.ours')}</span>,
  };
  return [
    verdict,
    ...trades.map((column): Column<ConfirmRow> => {
      if (column.id === 'reference') {
        return {
          ...column,
          below: ({ comparison }) => (
            <span className="id second">{comparison?.own?.terms.reference}</span>
          ),
        };
      }
      return { ...column, below: (row) => ownCell(row, column.id) };
    }),
  ];
}
