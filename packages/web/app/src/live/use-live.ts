import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { ServerEvent } from '@bondledger/sdk/api';
import { useServices } from '../session/context.js';
import type { Connection } from './live-store.js';

export function useConnection(): Connection {
  const { live } = useServices();
  return useSyncExternalStore(live.watch, () => live.connection);
}

/** Hears every event of the server while the screen is there. */
export function useEvents(listener: (event: ServerEvent) => void): void {
  const { live } = useServices();
  const newest = useRef(listener);
  useEffect(() => {
    newest.current = listener;
  });
  useEffect(() => live.onEvent((event) => newest.current(event)), [live]);
}

/** Called when events may have been missed. */
export function useCatchUp(listener: () => void): void {
  const { live } = useServices();
  const newest = useRef(listener);
  useEffect(() => {
    newest.current = listener;
  });
  useEffect(() => live.onCatchUp(() => newest.current()), [live]);
}
