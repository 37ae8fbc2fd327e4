import { useCallback, useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';
import { TYPED_MS } from '../limits.js';

/** One value in the address: a tab, a sort order, the open trade. The back button undoes it. */
export function useUrlValue(
  name: string,
  preset: string,
): readonly [value: string, set: (value: string) => void] {
  const [search, setSearch] = useSearchParams();
  const value = search.get(name) ?? preset;
  const set = useCallback(
    (next: string) =>
      setSearch((old) => {
        const changed = new URLSearchParams(old);
        if (next === preset) changed.delete(name);
        else changed.set(name, next);
        return changed;
      }),
    [setSearch, name, preset],
  );
  return [value, set];
}

/**
 * A condition that works while it is typed. It stands in the address as soon as typing rests, and
 * the back button goes back to where one came from, not letter by letter.
 */
export function useTypedUrlValue(name: string): {
  readonly typed: string;
  /** As it stands in the address: what a server may be asked for. */
  readonly settled: string;
  readonly type: (text: string) => void;
} {
  const [search, setSearch] = useSearchParams();
  const settled = search.get(name) ?? '';
  const [typed, setTyped] = useState<string>();
  useEffect(() => {
    if (typed === undefined) return;
    const timer = setTimeout(() => {
      setTyped(undefined);
      setSearch(
        (old) => {
          const changed = new URLSearchParams(old);
          if (typed === '') changed.delete(name);
          else changed.set(name, typed);
          return changed;
        },
        { replace: true },
      );
    }, TYPED_MS);
    return () => clearTimeout(timer);
  }, [typed, name, setSearch]);
  return { typed: typed ?? settled, settled, type: setTyped };
}
