import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { isCatchingUp } from '../api/problem.js';
import { CATCHING_UP_MS } from '../limits.js';
import { useCatchUp } from '../live/use-live.js';
import { RowsStore, type ReadPage, type RowsState, type Versioned } from './rows-store.js';

export interface Rows<R extends Versioned> extends RowsState<R> {
  /** Asks the same question anew. */
  readonly refresh: () => void;
  readonly store: RowsStore<R>;
}

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
  const { phase, problem } = state;
  useEffect(() => {
    if (phase !== 'failed' || !isCatchingUp(problem)) return undefined;
    const timer = setTimeout(refresh, CATCHING_UP_MS);
    return () => clearTimeout(timer);
  }, [phase, problem, refresh]);
  return useMemo(() => ({ ...state, refresh, store }), [state, refresh, store]);
}
