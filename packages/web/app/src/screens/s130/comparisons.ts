import { useEffect, useRef, useState } from 'react';
import type { Comparison, TradeRow } from '@bondledger/sdk/api';
import { COMPARISONS_AT_ONCE } from '../../limits.js';
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

/** Compares the trades with one's own books, a few at a time, in the order of the list. */
export function useComparisons(trades: readonly TradeRow[]): readonly ConfirmRow[] {
  const { api } = useServices();
  const [known, setKnown] = useState<ReadonlyMap<string, Comparison>>(new Map());
  const asked = useRef(new Set<string>());
  useEffect(() => {
    const queue = trades.filter((trade) => !asked.current.has(nameOf(trade)));
    for (const trade of queue) asked.current.add(nameOf(trade));
    let isOver = false;
    const work = async (): Promise<void> => {
      for (let trade = queue.shift(); trade !== undefined; trade = queue.shift()) {
        const name = nameOf(trade);
        if (isOver) {
          asked.current.delete(name);
          continue;
        }
        try {
          const comparison = await api.call('comparison', { params: { tradeId: trade.tradeId } });
          setKnown((old) => new Map([...old, [name, comparison]]));
        } catch {
          // It stays without a verdict, and is asked for again with the next reading.
          asked.current.delete(name);
        }
      }
    };
    for (let worker = 0; worker < COMPARISONS_AT_ONCE; worker += 1) void work();
    return () => {
      isOver = true;
    };
  }, [api, trades]);
  return trades.map((trade) => {
    const comparison = known.get(nameOf(trade));
    return comparison === undefined ? trade : { ...trade, comparison };
  });
}
