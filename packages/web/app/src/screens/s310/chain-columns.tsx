import type { Chain, ChainCandidate } from '@bondledger/sdk/api';
import type { Column } from '../../grid/column.js';
import { StateLabel } from '../../parts/state.js';
import { Won } from '../../parts/won.js';
import { count } from '../../text/format.js';
import type { Text } from '../../text/use-text.js';

type Row = ChainCandidate & Partial<Pick<Chain, 'chainId' | 'state'>>;

const amount = (
  id: 'unitsBefore' | 'unitsAfter' | 'cashBefore' | 'cashAfter',
  { t }: Text,
): Column<Row> => ({
  id,
  title: t(`s310.${id}`),
  unit: t('units.won'),
  width: 150,
  end: true,
  rank: id.endsWith('After') ? 1 : 3,
  draw: (row) => <Won value={row[id]} />,
  text: (row) => row[id],
});

/** The columns of chains: what they are of, and what moves before and after they are merged. */
export function chainColumns(text: Text, merged: boolean): readonly Column<Row>[] {
  const { t, say } = text;
  const number: readonly Column<Row>[] = merged
    ? [
        {
          id: 'chainId',
          title: t('s310.chainId'),
          width: 190,
          rank: 0,
          pin: 'start',
          draw: ({ chainId }) => <span className="id">{chainId}</span>,
          text: ({ chainId }) => chainId ?? '',
        },
        {
          id: 'state',
          title: t('columns.state'),
          width: 110,
          rank: 0,
          draw: ({ state }) => state !== undefined && <StateLabel state={state} />,
          text: ({ state }) => state ?? '',
        },
      ]
    : [];
  return [
    ...number,
    {
      id: 'issue',
      title: t('columns.issue'),
      width: 200,
      grow: 1,
      rank: 0,
      draw: (row) => say(row.issueName),
      text: (row) => say(row.issueName),
    },
    {
      id: 'isin',
      title: t('columns.isin'),
      width: 122,
      rank: 6,
      draw: (row) => <span className="id">{row.isin}</span>,
      text: (row) => row.isin,
    },
    {
      id: 'settlementDate',
      title: t('columns.settlementDate'),
      width: 94,
      rank: 5,
      draw: (row) => <span className="num">{row.settlementDate}</span>,
      text: (row) => row.settlementDate,
    },
    {
      id: 'legs',
      title: t('s310.legs'),
      width: 90,
      rank: 0,
      draw: ({ legs, circle }) =>
        `${count(legs.length)} ${t(circle ? 's310.circle' : 's310.path')}`,
      text: ({ legs }) => legs.length.toString(),
    },
    amount('unitsBefore', text),
    amount('unitsAfter', text),
    amount('cashBefore', text),
    amount('cashAfter', text),
  ];
}
