import { useMemo } from 'react';
import type { RouteInput } from '@bondledger/sdk/api';
import { useRows, type Rows } from '../grid/use-rows.js';
import { PAGE_ROWS } from '../limits.js';
import type { Values } from '../list/conditions.js';
import { useServices } from '../session/context.js';
import { parseWon } from '../text/format.js';
import { officeKey, officeRow, type OfficeRow } from './office-columns.js';

type Query = NonNullable<RouteInput<'officeTrades'>['query']>;

/** What can be asked of one's own books, and what it is at first. */
export const OFFICE_PRESETS: Values = {
  tradeDateFrom: '',
  counterparty: '',
  role: '',
  state: '',
  isin: '',
  reference: '',
  amountFrom: '',
  amountTo: '',
};

const plainAmount = (text: string | undefined): string =>
  text === undefined || text === '' ? '' : (parseWon(text) ?? '').toString();

/** Conditions as the API takes them. */
export function officeFilter(asked: Values): Values {
  const { tradeDateFrom: date = '', isin = '', amountFrom, amountTo, ...rest } = asked;
  const filter = {
    ...rest,
    isin: isin.trim().toUpperCase(),
    tradeDateFrom: date,
    tradeDateTo: date,
    amountFrom: plainAmount(amountFrom),
    amountTo: plainAmount(amountTo),
  };
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value.trim() !== ''));
}

/** The trades of one's own books. */
export function useOffice(filter: Values, sort: string): Rows<OfficeRow> {
  const { api } = useServices();
  const question = useMemo(() => JSON.stringify({ ...filter, sort }), [filter, sort]);
  return useRows<OfficeRow>(question, officeKey, async (cursor, signal) => {
    const query = { ...filter, sort, cursor, limit: PAGE_ROWS } as Query;
    const page = await api.call('officeTrades', { query }, { signal });
    return { ...page, items: page.items.map(officeRow) };
  });
}
