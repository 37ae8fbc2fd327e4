import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';

/** The drawer beside a list, as the address says: a trade, or why it is not settled. */
export interface OpenTrade {
  /** The trade in the wide drawer; '' for none. */
  readonly trade: string;
  /** The trade in the narrow drawer that says why. */
  readonly why: string;
  readonly openTrade: (tradeId: string) => void;
  readonly openWhy: (tradeId: string) => void;
  readonly close: () => void;
}

/**
 * Opening and closing are steps that the back button undoes; following the rows from one trade to
 * the next is not.
 */
export function useOpenTrade(): OpenTrade {
  const [search, setSearch] = useSearchParams();
  const trade = search.get('trade') ?? '';
  const why = search.get('why') ?? '';
  const isSame = useCallback(
    (next: { trade: string; why: string }) =>
      (next.trade !== '') === (trade !== '') && (next.why !== '') === (why !== ''),
    [trade, why],
  );
  const put = useCallback(
    (next: { trade: string; why: string }) => {
      if (next.trade === trade && next.why === why) return;
      setSearch(
        (old) => {
          const changed = new URLSearchParams(old);
          for (const name of ['trade', 'why'] as const) {
            if (next[name] === '') changed.delete(name);
            else changed.set(name, next[name]);
          }
          return changed;
        },
        { replace: isSame(next) },
      );
    },
    [setSearch, isSame, trade, why],
  );
  return useMemo(
    () => ({
      trade,
      why,
      openTrade: (tradeId) => put({ trade: tradeId, why: '' }),
      openWhy: (tradeId) => put({ trade: '', why: tradeId }),
      close: () => {
        put({ trade: '', why: '' });
        // The rows are where one came from.
        document.querySelector<HTMLElement>('.grid')?.focus({ preventScroll: true });
      },
    }),
    [trade, why, put],
  );
}

/** The same for lists whose only drawer is the trade's: '' closes it. */
export function useOpenTradeId(): readonly [string, (tradeId: string) => void] {
  const { trade, openTrade, close } = useOpenTrade();
  const set = useCallback(
    (tradeId: string) => (tradeId === '' ? close() : openTrade(tradeId)),
    [openTrade, close],
  );
  return [trade, set];
}
