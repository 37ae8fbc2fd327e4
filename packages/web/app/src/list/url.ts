import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

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
