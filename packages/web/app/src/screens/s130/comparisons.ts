import { useEffect, useMemo, useRef, useState } from 'react';
import type { Comparison, TradeRow } from '@bondledger/sdk/api';
import { TRADES_OF_REQUEST } from '../../limits.js';
import { useServices } from '../../session/context.js';

/** A submitted trade with what one's own books say of it. */
export interface ConfirmRow extends TradeRow {
  /** Undefined until it was asked for. */
  readonly comparison?: Comparison;
}

export type Verdict = 'asking' | 'same' | 'differs' | 'none';

export function verdictOf({ comparison }: ConfirmRow): Verdict {
  if (comparison === undefined) return 'asking';
  if (comparison.own === undefined) return 'none';
  return comparison.differences.length === 0 ? 'same' : 'differs';
}

const nameOf = ({ tradeId, revision }: TradeRow): string => `${tradeId} ${revision}`;

/** Compares the trades with one's own books, many with one request, in the order of the list. */
export function useComparisons(trades: readonly TradeRow[]): readonly ConfirmRow[] {
  const { api } = useServices();
  const [known, setKnown] = useState<ReadonlyMap<string, Comparison>>(new Map());
  const asked = useRef(new Set<string>());
  useEffect(() => {
    const queue = trades.filter((trade) => !asked.current.has(nameOf(trade)));
    for (const trade of queue) asked.current.add(nameOf(trade));
    const run = new AbortController();
    const ask = async (some: readonly TradeRow[]): Promise<void> => {
      const query = { tradeId: some.map(({ tradeId }) => tradeId).join(',') };
      const reply = await api.call('comparisons', { query }, run);
      const names = new Map(some.map((trade) => [trade.tradeId, nameOf(trade)]));
      setKnown((old) => {
        const next = new Map(old);
        for (const each of reply.comparisons) next.set(names.get(each.tradeId) ?? '', each);
        return next;
      });
    };
    const work = async (): Promise<void> => {
      while (queue.length > 0) {
        await ask(queue.slice(0, TRADES_OF_REQUEST));
        queue.splice(0, TRADES_OF_REQUEST);
      }
    };
    // Those without an answer stay without a verdict, and are asked for with the next reading.
    const giveUp = (): void => {
      for (const trade of queue) asked.current.delete(nameOf(trade));
    };
    work().catch(giveUp);
    return () => {
      giveUp();
      run.abort();
    };
  }, [api, trades]);
  return useMemo(
    () =>
      trades.map((trade) => {
        const comparison = known.get(nameOf(trade));
        return comparison === undefined ? trade : { ...trade, comparison };
      }),
    [trades, known],
  );
}
