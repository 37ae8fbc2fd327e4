import { useCallback, useMemo, useState } from 'react';

/** The keys of picked rows. Sets are not changed but replaced. */
export interface Selection {
  readonly keys: ReadonlySet<string>;
  readonly has: (key: string) => boolean;
  readonly toggle: (key: string) => void;
  /** Picks these and no others. */
  readonly only: (keys: Iterable<string>) => void;
  readonly add: (keys: Iterable<string>) => void;
  readonly clear: () => void;
}

const NONE: ReadonlySet<string> = new Set();

export function useSelection(): Selection {
  const [keys, setKeys] = useState(NONE);
  const toggle = useCallback((key: string) => {
    setKeys((old) => {
      const next = new Set(old);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  }, []);
  const only = useCallback((next: Iterable<string>) => setKeys(new Set(next)), []);
  const add = useCallback((more: Iterable<string>) => {
    setKeys((old) => new Set([...old, ...more]));
  }, []);
  const clear = useCallback(() => setKeys(NONE), []);
  return useMemo(
    () => ({ keys, has: (key) => keys.has(key), toggle, only, add, clear }),
    [keys, toggle, only, add, clear],
  );
}
