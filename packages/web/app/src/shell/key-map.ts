import { useSyncExternalStore } from 'react';

export interface Chord {
  /** The key's place, as KeyboardEvent.code has it: with Hangul on, KeyS arrives as ㄴ. */
  readonly code: string;
  readonly alt?: boolean;
  readonly ctrl?: boolean;
  readonly shift?: boolean;
}

/** What a key can be given to, and the key that it has at first; in the order of the help. */
const PRESETS = {
  query: { code: 'KeyQ', alt: true },
  act: { code: 'KeyS', alt: true },
  reject: { code: 'KeyR', alt: true },
  merge: { code: 'KeyM', alt: true },
  split: { code: 'KeyB', alt: true },
  export: { code: 'KeyE', ctrl: true },
  find: { code: 'KeyK', ctrl: true },
  download: { code: 'KeyD' },
  verify: { code: 'KeyV' },
  table: { code: 'KeyT' },
  tab1: { code: 'Digit1' },
  tab2: { code: 'Digit2' },
  tab3: { code: 'Digit3' },
  tab4: { code: 'Digit4' },
  tab5: { code: 'Digit5' },
  help: { code: 'Slash', shift: true },
} as const satisfies Readonly<Record<string, Chord>>;

export type KeyId = keyof typeof PRESETS;
export const KEY_IDS = Object.keys(PRESETS) as readonly KeyId[];
export const isKeyId = (text: string): text is KeyId => text in PRESETS;

type Mapped = Readonly<Partial<Record<KeyId, Chord>>>;
const STORED = 'bondledger.keys';

function read(): Mapped {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORED) ?? '{}');
    const pairs = Object.entries(stored as Record<string, unknown>).filter(
      ([id, chord]) => isKeyId(id) && isStoredChord(chord),
    );
    return Object.fromEntries(pairs);
  } catch {
    return {};
  }
}

const isStoredChord = (value: unknown): value is Chord =>
  typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string';

let mapped: Mapped | undefined;
const watchers = new Set<() => void>();
const watch = (watcher: () => void): (() => void) => {
  watchers.add(watcher);
  return () => {
    watchers.delete(watcher);
  };
};

function keep(next: Mapped): void {
  mapped = next;
  localStorage.setItem(STORED, JSON.stringify(next));
  for (const watcher of watchers) watcher();
}

const current = (): Mapped => (mapped ??= read());

export const chordOf = (id: KeyId): Chord => current()[id] ?? PRESETS[id];

const same = (one: Chord, other: Chord): boolean =>
  one.code === other.code &&
  (one.alt ?? false) === (other.alt ?? false) &&
  (one.ctrl ?? false) === (other.ctrl ?? false) &&
  (one.shift ?? false) === (other.shift ?? false);

/** Keys that tables, fields and every browser page need for themselves. */
const TAKEN = /^(?:Arrow\w+|Tab|Enter|Space|Escape|Home|End|Page\w+|F5|Backspace|Delete)$/;
const isTypingChord = ({ code, alt = false, ctrl = false }: Chord): boolean =>
  ctrl && !alt && /^Key[ACVXZ]$/.test(code);

/** Who has a chord already; `fixed` where tables or the browser do. */
export function ownerOf(chord: Chord, except: KeyId): KeyId | 'fixed' | undefined {
  if (TAKEN.test(chord.code) || isTypingChord(chord)) return 'fixed';
  return KEY_IDS.find((id) => id !== except && same(chordOf(id), chord));
}

/** Gives a command another key; remembered on this computer. */
export const mapKey = (id: KeyId, chord: Chord): void => keep({ ...current(), [id]: chord });
export const resetKeys = (): void => keep({});
export const useAreKeysMapped = (): boolean =>
  useSyncExternalStore(watch, () => Object.keys(current()).length > 0);

/** The key of a command; follows when it is changed. */
export function useChord(id: KeyId): Chord {
  return useSyncExternalStore(watch, () => chordOf(id));
}

const NAMES: Readonly<Record<string, string>> = {
  Slash: '/',
  Backslash: '\\',
  Comma: ',',
  Period: '.',
  Semicolon: ';',
  Quote: "'",
  Minus: '-',
  Equal: '=',
  BracketLeft: '[',
  BracketRight: ']',
  Backquote: '`',
};

/** A chord as people write it: Alt+S. */
export function chordText({ code, alt, ctrl, shift }: Chord): string {
  if (code === 'Slash' && shift === true && alt !== true && ctrl !== true) return '?';
  const key = NAMES[code] ?? code.replace(/^(?:Key|Digit|Numpad)/, '');
  const parts = [ctrl === true && 'Ctrl', alt === true && 'Alt', shift === true && 'Shift', key];
  return parts.filter((part) => part !== false).join('+');
}

/** All keys as text, anew whenever one is changed. */
export function useKeyTexts(): (id: KeyId) => string {
  useSyncExternalStore(watch, current);
  return (id) => chordText(chordOf(id));
}

/** The chord that an event is; undefined while only Alt, Ctrl or Shift is held. */
export function chordOfEvent(event: KeyboardEvent | React.KeyboardEvent): Chord | undefined {
  const { code, altKey: alt, shiftKey: shift } = event;
  if (/^(?:Alt|Control|Shift|Meta)/.test(code) || code === '') return undefined;
  return { code, alt, ctrl: event.ctrlKey || event.metaKey, shift };
}
