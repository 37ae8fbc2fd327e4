import { useEffect, useRef, useState } from 'react';
import type { TradeRow } from '@bondledger/sdk/api';
import { isFinal, type State } from '@bondledger/domain';
import type { Api } from '../api/client.js';
import type { RowsStore } from '../grid/rows-store.js';
import { FRESH_MS, FRESH_ROWS, TINT_MS, TRADES_OF_REQUEST } from '../limits.js';
import { useEvents } from '../live/use-live.js';
import { useServices } from '../session/context.js';
import { count } from '../text/format.js';
import { useText } from '../text/use-text.js';

type Version = Pick<TradeRow, 'state' | 'revision'> & Partial<TradeRow>;

const NOBODY: ReadonlySet<string> = new Set();

/** What a row can say of a version before it is read: its state, and no next step that is old. */
const versionOf = (state: State, revision: number): Version => ({
  state,
  revision,
  ...(isFinal(state) ? { next: [], late: false } : {}),
});

/** Reads changed trades anew, so that their rows say the next step and its owner too. */
async function readAnew(
  api: Api,
  changed: ReadonlyMap<string, number>,
  signal: AbortSignal,
  take: (rows: readonly TradeRow[]) => void,
): Promise<void> {
  const tradeIds = [...changed.keys()].slice(-FRESH_ROWS);
  const atLeastHeight = Math.max(...changed.values());
  for (let at = 0; at < tradeIds.length; at += TRADES_OF_REQUEST) {
    const some = tradeIds.slice(at, at + TRADES_OF_REQUEST);
    const query = { tradeId: some.join(','), limit: some.length, atLeastHeight };
    const { items } = await api.call('trades', { query }, { signal });
    take(items);
  }
}

/** Gathers changed trades and reads them anew a moment later, one round after the other. */
function useFreshRows(store: RowsStore<TradeRow>): (tradeId: string, height: number) => void {
  const { api } = useServices();
  const waiting = useRef(new Map<string, number>());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const run = useRef<AbortController>(undefined);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
      run.current?.abort();
    },
    [],
  );
  const start = (): void => {
    timer.current = setTimeout(() => {
      const changed = waiting.current;
      const { signal } = (run.current = new AbortController());
      waiting.current = new Map();
      const next = (): void => {
        timer.current = undefined;
        if (waiting.current.size > 0 && !signal.aborted) start();
      };
      // What cannot be read stays as it is; when the server is back, all of it is read.
      readAnew(api, changed, signal, (rows) => store.renew(rows)).then(next, next);
    }, FRESH_MS);
  };
  return (tradeId, height) => {
    waiting.current.set(tradeId, height);
    if (timer.current === undefined) start();
  };
}

/** Lets events change trades where they stand, gathered so that a burst is one drawing. */
export function useLiveTrades(store: RowsStore<TradeRow>): ReadonlySet<string> {
  const { t, stateName } = useText();
  const { status } = useServices();
  const [tinted, setTinted] = useState(NOBODY);
  const waiting = useRef(new Map<string, Version & { height: number }>());
  const frame = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const freshen = useFreshRows(store);
  useEffect(
    () => () => {
      cancelAnimationFrame(frame.current);
      clearTimeout(timer.current);
    },
    [],
  );
  const apply = (): void => {
    frame.current = 0;
    const versions = waiting.current;
    waiting.current = new Map();
    const changed = store.patch(
      new Map([...versions].map(([key, { state, revision }]) => [key, versionOf(state, revision)])),
    );
    const [first] = changed;
    if (first === undefined) return;
    for (const key of changed) freshen(key, versions.get(key)?.height ?? 0);
    const state = stateName(versions.get(first)?.state ?? 'NONE');
    status.say(
      changed.length === 1
        ? t('rows.oneChanged', { state })
        : t('rows.someChanged', { n: count(changed.length) }),
    );
    setTinted(new Set(changed));
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setTinted(NOBODY), TINT_MS);
  };
  useEvents((event) => {
    if (event.type !== 'trade') return;
    const { tradeId, state, revision, height } = event;
    waiting.current.set(tradeId, { state: state as State, revision, height });
    if (frame.current === 0) frame.current = requestAnimationFrame(apply);
  });
  return tinted;
}
