import type { KeyboardEvent, ReactElement } from 'react';
import { useKey } from '../shell/use-key.js';
import { count } from '../text/format.js';

export interface Tab<V extends string> {
  readonly value: V;
  readonly label: string;
  readonly count?: number | undefined;
}

interface TabsProps<V extends string> {
  readonly label: string;
  readonly tabs: readonly Tab<V>[];
  readonly value: V;
  readonly onChange: (value: V) => void;
}

/** Digits go to tabs while nobody types. */
function useTabDigits(go: (at: number) => void): void {
  useKey('tab1', () => go(0));
  useKey('tab2', () => go(1));
  useKey('tab3', () => go(2));
  useKey('tab4', () => go(3));
  useKey('tab5', () => go(4));
}

/** The tabs of a screen's header, with how much lies behind each. */
export function Tabs<V extends string>(props: TabsProps<V>): ReactElement {
  const { label, tabs, value, onChange } = props;
  useTabDigits((at) => {
    const tab = tabs[at];
    if (tab !== undefined) onChange(tab.value);
  });
  const move = (event: KeyboardEvent): void => {
    const by = event.code === 'ArrowRight' ? 1 : event.code === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    const at = tabs.findIndex((tab) => tab.value === value);
    const next = tabs[(at + by + tabs.length) % tabs.length];
    if (next === undefined) return;
    onChange(next.value);
    document.getElementById(`tab-${next.value}`)?.focus();
  };
  return (
    <div className="tabs" role="tablist" aria-label={label} onKeyDown={move}>
      {tabs.map((tab) => (
        <button
          key={tab.value}
          type="button"
          role="tab"
          id={`tab-${tab.value}`}
          aria-selected={tab.value === value}
          tabIndex={tab.value === value ? 0 : -1}
          onClick={() => onChange(tab.value)}
        >
          {tab.label}
          {tab.count !== undefined && <i>{count(tab.count)}</i>}
        </button>
      ))}
    </div>
  );
}
