import type { ReactElement } from 'react';
import type { TradeRow } from '@bondledger/sdk/api';
import type { Column } from '../grid/column.js';
import { Rail, StateLabel } from '../parts/state.js';
import { Won } from '../parts/won.js';
import { clock, clockMinute, dateOf, won } from '../text/format.js';
import type { Text } from '../text/use-text.js';
import { useText } from '../text/use-text.js';
import { NextCell } from './next-cell.js';

/** English names are longer. */
export const STATE_PX = { ko: 122, en: 158 } as const;
export const PARTY_PX = { ko: 110, en: 178 } as const;
const NEXT_PX = { ko: 178, en: 226 } as const;

type Names = (code: string) => string;

export const tradeKey = (row: Pick<TradeRow, 'tradeId'>): string => row.tradeId;

function Moment({ at, today }: { at: string; today: string }): ReactElement {
  const date = dateOf(at);
  return (
    <span className="num">
      {date === today ? clock(at) : `${date.slice(5)} ${clockMinute(at)}`}
    </span>
  );
}

function IssueName({ row }: { row: TradeRow }): ReactElement {
  const { say } = useText();
  return <>{say(row.issueName)}</>;
}

const identityColumns = (text: Text): readonly Column<TradeRow>[] => [
  {
    id: 'state',
    title: text.t('columns.state'),
    width: STATE_PX[text.language],
    pin: 'start',
    rank: 0,
    sort: 'state',
    draw: (row) => <StateLabel state={row.state} />,
    text: (row) => text.stateName(row.state),
  },
  {
    id: 'rail',
    title: text.t('columns.line'),
    width: 80,
    rank: 9,
    draw: (row) => <Rail state={row.state} />,
    text: (row) => text.stateName(row.state),
  },
  {
    id: 'reference',
    twists: true,
    title: text.t('columns.reference'),
    width: 176,
    rank: 0,
    sort: 'reference',
    draw: (row) => <span className="id">{row.reference}</span>,
    text: (row) => row.reference,
  },
];

const partyColumns = (text: Text, nameOf: Names): readonly Column<TradeRow>[] => [
  {
    id: 'seller',
    title: text.t('columns.seller'),
    width: PARTY_PX[text.language],
    rank: 2,
    sort: 'counterparty',
    draw: (row) => nameOf(row.seller),
    text: (row) => nameOf(row.seller),
  },
  {
    id: 'buyer',
    title: text.t('columns.buyer'),
    width: PARTY_PX[text.language],
    rank: 2,
    draw: (row) => nameOf(row.buyer),
    text: (row) => nameOf(row.buyer),
  },
  {
    id: 'issue',
    title: text.t('columns.issue'),
    width: 178,
    grow: 1,
    rank: 3,
    draw: (row) => <IssueName row={row} />,
    text: (row) => text.say(row.issueName),
    below: () => null,
  },
  {
    id: 'isin',
    title: text.t('columns.isin'),
    width: 122,
    rank: 8,
    sort: 'isin',
    draw: (row) => <span className="id">{row.isin}</span>,
    text: (row) => row.isin,
  },
];

const amountColumns = ({ t }: Text): readonly Column<TradeRow>[] => [
  {
    id: 'faceAmount',
    title: t('columns.faceAmount'),
    unit: t('units.won'),
    width: 140,
    end: true,
    rank: 0,
    sort: 'faceAmount',
    draw: (row) => <Won value={row.faceAmount} />,
    text: (row) => row.faceAmount,
  },
  {
    id: 'unitPrice',
    title: t('columns.unitPrice'),
    unit: t('units.won'),
    width: 80,
    end: true,
    rank: 7,
    draw: (row) => won(row.unitPrice),
    text: (row) => row.unitPrice,
  },
  {
    id: 'settlementAmount',
    title: t('columns.settlementAmount'),
    unit: t('units.won'),
    width: 142,
    end: true,
    rank: 1,
    sort: 'settlementAmount',
    draw: (row) => <Won value={row.settlementAmount} />,
    text: (row) => row.settlementAmount,
  },
];

const whenColumns = (text: Text, nameOf: Names, today: string): readonly Column<TradeRow>[] => [
  {
    id: 'method',
    title: text.t('columns.method'),
    width: 70,
    rank: 10,
    optional: true,
    draw: (row) => row.settlementMethod,
    text: (row) => row.settlementMethod,
  },
  {
    id: 'settlementNo',
    title: text.t('columns.settlementNo'),
    width: 190,
    rank: 10,
    optional: true,
    draw: (row) => <span className="id">{row.settlementNo ?? '–'}</span>,
    text: (row) => row.settlementNo ?? '',
  },
  {
    id: 'settlementDate',
    title: text.t('columns.settlementDate'),
    width: 94,
    rank: 6,
    sort: 'settlementDate',
    draw: (row) => <span className="num">{row.settlementDate}</span>,
    text: (row) => row.settlementDate,
  },
  {
    id: 'changedAt',
    title: text.t('columns.changedAt'),
    width: 98,
    rank: 5,
    sort: 'changedAt',
    draw: (row) => <Moment at={row.changedAt} today={today} />,
    text: (row) => `${dateOf(row.changedAt)} ${clock(row.changedAt)}`,
  },
  {
    id: 'next',
    title: text.t('columns.next'),
    width: NEXT_PX[text.language],
    pin: 'end',
    rank: 4,
    draw: (row) => <NextCell row={row} nameOf={nameOf} />,
    text: (row) => row.next.map(({ step, by }) => `${by ?? ''} ${text.stepName(step)}`).join(', '),
  },
];

/** Every column that a trade has; a screen leaves out what says the same in each of its rows. */
export function tradeColumns(
  text: Text,
  nameOf: Names,
  today: string,
  without: readonly string[] = [],
): readonly Column<TradeRow>[] {
  return [
    ...identityColumns(text),
    ...partyColumns(text, nameOf),
    ...amountColumns(text),
    ...whenColumns(text, nameOf, today),
  ].filter(({ id }) => !without.includes(id));
}
