import { useMemo, useState, useSyncExternalStore } from 'react';

/** What a reader chose for tables; remembered on this computer. */

interface Chosen {
  /** Columns that are not to stand here. */
  readonly off: readonly string[];
  /** Optional columns that are. */
  readonly on: readonly string[];
  /** All of them, scrolled sideways, rather than those that fit. */
  readonly all: boolean;
}

const NOTHING: Chosen = { off: [], on: [], all: false };
const nameOf = (table: string): string => `bondledger.columns.${table}`;

function read(table: string): Chosen {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(nameOf(table)) ?? '{}');
    return { ...NOTHING, ...(stored as Partial<Chosen>) };
  } catch {
    return NOTHING;
  }
}

export interface ColumnChoice {
  readonly isShown: (column: { readonly id: string; readonly optional?: boolean }) => boolean;
  readonly all: boolean;
  readonly toggle: (column: { readonly id: string; readonly optional?: boolean }) => void;
  readonly toggleAll: () => void;
}

const without = (list: readonly string[], id: string): readonly string[] =>
  list.includes(id) ? list.filter((each) => each !== id) : [...list, id];

export function useColumnChoice(table: string): ColumnChoice {
  const [chosen, setChosen] = useState(() => read(table));
  return useMemo(() => {
    const keep = (next: Chosen): void => {
      localStorage.setItem(nameOf(table), JSON.stringify(next));
      setChosen(next);
    };
    return {
      isShown: ({ id, optional = false }) =>
        optional ? chosen.on.includes(id) : !chosen.off.includes(id),
      all: chosen.all,
      toggle: ({ id, optional = false }) =>
        keep(
          optional
            ? { ...chosen, on: without(chosen.on, id) }
            : { ...chosen, off: without(chosen.off, id) },
        ),
      toggleAll: () => keep({ ...chosen, all: !chosen.all }),
    };
  }, [table, chosen]);
}

export const DENSITIES = ['tight', 'normal', 'wide'] as const;
export type Density = (typeof DENSITIES)[number];
const DENSITY = 'bondledger.density';
const ROW_PX: Readonly<Record<Density, number>> = { tight: 28, normal: 32, wide: 40 };

const watchers = new Set<() => void>();
const watch = (watcher: () => void): (() => void) => {
  watchers.add(watcher);
  return () => {
    watchers.delete(watcher);
  };
};

export function density(): Density {
  const stored = localStorage.getItem(DENSITY);
  return stored === 'tight' || stored === 'wide' ? stored : 'normal';
}

export const startDensity = (): void => {
  document.documentElement.dataset['density'] = density();
};

export function chooseDensity(next: Density): void {
  localStorage.setItem(DENSITY, next);
  startDensity();
  for (const watcher of watchers) watcher();
}

export const useDensity = (): Density => useSyncExternalStore(watch, density);
export const useRowPx = (): number => ROW_PX[useDensity()];
