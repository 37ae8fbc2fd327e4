import { useCallback, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';

export type Values = Readonly<Record<string, string>>;

export interface Conditions {
  /** What the table shows: it stands in the address. */
  readonly asked: Values;
  /** What stands in the fields. */
  readonly draft: Values;
  readonly isEdited: boolean;
  readonly edit: (name: string, value: string) => void;
  /** Asks for what stands in the fields. */
  readonly query: () => void;
  /** Changes one and asks at once: a chip's cross, a figure that drills down. */
  readonly ask: (change: Values) => void;
}

const same = (one: Values, other: Values): boolean =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].every(
    (name) => (one[name] ?? '') === (other[name] ?? ''),
  );

/**
 * The conditions of a table. They are asked only when a person says so, and stand in the address:
 * a link, the back button and another tab show the same rows.
 * @param presets of every condition that the screen knows; '' is none.
 */
export function useConditions(presets: Values): Conditions {
  const [search, setSearch] = useSearchParams();
  const [edits, setEdits] = useState<Values>({});
  const presetText = JSON.stringify(presets);
  const asked = useMemo(() => {
    const known = JSON.parse(presetText) as Values;
    const pairs = Object.entries(known).map(([name, value]) => [name, search.get(name) ?? value]);
    return Object.fromEntries(pairs) as Values;
  }, [search, presetText]);
  const draft = useMemo(() => ({ ...asked, ...edits }), [asked, edits]);
  const put = useCallback(
    (values: Values) => {
      const known = JSON.parse(presetText) as Values;
      setEdits({});
      setSearch((old) => {
        const changed = new URLSearchParams(old);
        for (const [name, value] of Object.entries(values)) {
          if (value === (known[name] ?? '')) changed.delete(name);
          else changed.set(name, value);
        }
        return changed;
      });
    },
    [setSearch, presetText],
  );
  return {
    asked,
    draft,
    isEdited: !same(asked, draft),
    edit: (name, value) => setEdits((old) => ({ ...old, [name]: value })),
    query: () => put(draft),
    ask: (change) => put({ ...draft, ...change }),
  };
}
