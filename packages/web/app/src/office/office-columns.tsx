import type { OfficeTrade } from '@bondledger/sdk/api';
import type { ReactElement } from 'react';
import type { Column } from '../grid/column.js';
import type { Versioned } from '../grid/rows-store.js';
import { StateLabel } from '../parts/state.js';
import { Symbol } from '../parts/symbol.js';
import { Won } from '../parts/won.js';
import { won } from '../text/format.js';
import type { Text } from '../text/use-text.js';
import { PARTY_PX, STATE_PX } from '../trades/trade-columns.js';

/** A back-office trade as a row; its amounts lie on top for sums. */
export interface OfficeRow extends OfficeTrade, Versioned {
  readonly faceAmount: string;
  readonly settlementAmount: string;
}

export const officeKey = ({ officeId }: OfficeRow): string => officeId;

export const officeRow = (trade: OfficeTrade): OfficeRow => ({
  ...trade,
  revision: 0,
  faceAmount: trade.terms.faceAmount,
  settlementAmount: trade.terms.settlementAmount,
});

const counterpartyOf = ({ role, terms }: OfficeTrade): string =>
  role === 'seller' ? terms.buyer : terms.seller;

/** In one's own books only, or how far it is on the ledger. */
function OfficeState({ row, text }: { row: OfficeRow; text: Text }): ReactElement {
  if (row.tradeState !== undefined) return <StateLabel state={row.tradeState} />;
  return (
    <span className={row.state === 'REFUSED' ? 'state stop' : 'state'}>
      <Symbol name={row.state === 'REFUSED' ? 'cross' : 'none'} />
      {text.t(`office.states.${row.state}`)}
    </span>
  );
}

type Names = (code: string) => string;

const plain = (
  id: string,
  title: string,
  width: number,
  rank: number,
  text: (row: OfficeRow) => string,
  more: Partial<Column<OfficeRow>> = {},
): Column<OfficeRow> => ({ id, title, width, rank, draw: text, text, ...more });

const amounts = ({ t }: Text): readonly Column<OfficeRow>[] => [
  {
    id: 'faceAmount',
    title: t('columns.faceAmount'),
    unit: t('units.won'),
    width: 140,
    end: true,
    rank: 0,
    sort: 'faceAmount',
    draw: ({ faceAmount }) => <Won value={faceAmount} />,
    text: ({ faceAmount }) => faceAmount,
  },
  plain('unitPrice', t('columns.unitPrice'), 80, 7, ({ terms }) => won(terms.unitPrice), {
    end: true,
  }),
  {
    id: 'settlementAmount',
    title: t('columns.settlementAmount'),
    unit: t('units.won'),
    width: 150,
    end: true,
    rank: 0,
    sort: 'settlementAmount',
    draw: ({ settlementAmount }) => <Won value={settlementAmount} />,
    text: ({ settlementAmount }) => settlementAmount,
  },
];

/** The columns of one's own books. */
export function officeColumns(
  text: Text,
  nameOf: Names,
  issueOf: Names,
): readonly Column<OfficeRow>[] {
  const { t } = text;
  return [
    {
      id: 'state',
      title: t('columns.state'),
      width: STATE_PX[text.language],
      rank: 0,
      pin: 'start',
      sort: 'state',
      draw: (row) => <OfficeState row={row} text={text} />,
      text: ({ tradeState, state }) =>
        tradeState === undefined ? t(`office.states.${state}`) : text.stateName(tradeState),
    },
    plain('reference', t('columns.reference'), 170, 0, ({ terms }) => terms.reference, {
      pin: 'start',
      sort: 'reference',
      draw: ({ terms }) => <span className="id">{terms.reference}</span>,
    }),
    plain('role', t('office.role'), 76, 4, ({ role }) => t(`office.roles.${role}`)),
    plain(
      'counterparty',
      t('columns.institution'),
      PARTY_PX[text.language],
      2,
      (row) => nameOf(counterpartyOf(row)),
      {
        sort: 'counterparty',
      },
    ),
    plain('issue', t('columns.issue'), 200, 3, ({ terms }) => issueOf(terms.isin), { grow: 1 }),
    plain('isin', t('columns.isin'), 122, 8, ({ terms }) => terms.isin, { sort: 'isin' }),
    ...amounts(text),
    plain('tradeDate', t('columns.tradeDate'), 94, 9, ({ terms }) => terms.tradeDate),
    plain(
      'settlementDate',
      t('columns.settlementDate'),
      94,
      6,
      ({ terms }) => terms.settlementDate,
    ),
    plain('account', t('columns.account'), 130, 10, ({ own }) => own?.account ?? '–', {
      optional: true,
    }),
  ];
}
