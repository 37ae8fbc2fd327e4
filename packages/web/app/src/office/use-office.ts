import { useEffect, useEffectEvent, useMemo, useRef } from 'react';
import type { RouteInput } from '@bondledger/sdk/api';
import type { ReadPage } from '../grid/rows-store.js';
import { useRows, type Rows } from '../grid/use-rows.js';
import { COUNTS_MS, PAGE_ROWS } from '../limits.js';
import type { Values } from '../list/conditions.js';
import { useEvents } from '../live/use-live.js';
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

/**
 * Reads the rows anew where they stand when something happened on the ledger: their state there is
 * what changes. Of long lists it is told as a number only.
 */
function useFreshOffice(rows: Rows<OfficeRow>, read: () => Promise<readonly OfficeRow[]>): void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );
  const again = useEffectEvent(() => {
    timer.current = undefined;
    if (rows.rows.length > PAGE_ROWS) return;
    // What cannot be read stays as it is; when the server is back, all of it is read.
    read().then(
      (fresh) => rows.store.renew(fresh),
      () => undefined,
    );
  });
  useEvents((event) => {
    if (event.type === 'trade') timer.current ??= setTimeout(again, COUNTS_MS);
  });
}

/** The trades of one's own books. */
export function useOffice(filter: Values, sort: string): Rows<OfficeRow> {
  const { api } = useServices();
  const question = useMemo(() => JSON.stringify({ ...filter, sort }), [filter, sort]);
  const readPage: ReadPage<OfficeRow> = async (cursor, signal) => {
    const query = { ...filter, sort, cursor, limit: PAGE_ROWS } as Query;
    const page = await api.call('officeTrades', { query }, { signal });
    return { ...page, items: page.items.map(officeRow) };
  };
  const rows = useRows<OfficeRow>(question, officeKey, readPage);
  useFreshOffice(rows, async () => (await readPage(undefined, new AbortController().signal)).items);
  return rows;
}
