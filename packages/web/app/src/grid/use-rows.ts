import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { State } from '@bondledger/domain';
import { TINT_MS } from '../limits.js';
import { useCatchUp, useEvents } from '../live/use-live.js';
import { RowsStore, type ReadPage, type RowsState, type Versioned } from './rows-store.js';

export interface Rows<R extends Versioned> extends RowsState<R> {
  /** Asks the same question anew. */
  readonly refresh: () => void;
  readonly store: RowsStore<R>;
}

const NOBODY: ReadonlySet<string> = new Set();

/**
 * The rows that answer a question.
 * @param question what was asked, as text: another one is read at once.
 * @param keyOf of a row; must be the same function at every drawing.
 */
export function useRows<R extends Versioned>(
  question: string,
  keyOf: (row: R) => string,
  readPage: ReadPage<R>,
): Rows<R> {
  const [store] = useState(() => new RowsStore(keyOf));
  const state = useSyncExternalStore(store.watch, () => store.state);
  const newest = useRef(readPage);
  useEffect(() => {
    newest.current = readPage;
  });
  useEffect(() => {
    void store.read((cursor, signal) => newest.current(cursor, signal), false);
    return () => store.stop();
  }, [store, question]);
  const refresh = useCallback(() => {
    void store.read((cursor, signal) => newest.current(cursor, signal), true);
  }, [store]);
  useCatchUp(refresh);
  return useMemo(() => ({ ...state, refresh, store }), [state, refresh, store]);
}

interface TradeVersion extends Versioned {
  readonly state: State;
}

/** Lets events change trades where they stand, gathered so that a burst is one drawing. */
export function useLiveTrades<R extends TradeVersion>(store: RowsStore<R>): ReadonlySet<string> {
  const [tinted, setTinted] = useState(NOBODY);
  const waiting = useRef(new Map<string, TradeVersion>());
  const frame = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(
    () => () => {
      cancelAnimationFrame(frame.current);
      clearTimeout(timer.current);
    },
    [],
  );
  useEvents((event) => {
    if (event.type !== 'trade') return;
    const version = { state: event.state as State, revision: event.revision };
    waiting.current.set(event.tradeId, version);
    if (frame.current !== 0) return;
    frame.current = requestAnimationFrame(() => {
      frame.current = 0;
      const changed = store.patch(waiting.current as Map<string, Partial<R> & TradeVersion>);
      waiting.current = new Map();
      if (changed.length === 0) return;
      setTinted(new Set(changed));
      clearTimeout(timer.current);
      timer.current = setTimeout(() => setTinted(NOBODY), TINT_MS);
    });
  });
  return tinted;
}
