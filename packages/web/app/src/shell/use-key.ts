import { useLayoutEffect, useRef } from 'react';
import { useChord, type Chord, type KeyId } from './key-map.js';

const isChord = (event: KeyboardEvent, chord: Chord): boolean =>
  event.code === chord.code &&
  event.altKey === (chord.alt ?? false) &&
  (event.ctrlKey || event.metaKey) === (chord.ctrl ?? false) &&
  event.shiftKey === (chord.shift ?? false);

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.matches('input:not([type="checkbox"]), textarea, select, [contenteditable]');

/** Where single letters work: in a table, a drawer, a figure that has the focus. */
const LETTER_PLACES = '.grid, .drawer, [data-letters]';

function mayWork(event: KeyboardEvent, { alt = false, ctrl = false, code }: Chord): boolean {
  if (alt || ctrl || /^F\d/.test(code)) return true;
  if (isTyping(event.target)) return false;
  if (!code.startsWith('Key')) return true;
  return event.target instanceof Element && event.target.closest(LETTER_PLACES) !== null;
}

/**
 * The key of a command; not while a syllable is being composed. It listens as soon as its screen is
 * drawn: whoever is fast is not asked to press twice.
 */
export function useKey(id: KeyId, act: () => void, isOn = true): void {
  const newest = useRef(act);
  useLayoutEffect(() => {
    newest.current = act;
  });
  const chord = useChord(id);
  useLayoutEffect(() => {
    if (!isOn) return;
    const listen = (event: KeyboardEvent): void => {
      if (event.isComposing || event.defaultPrevented || !isChord(event, chord)) return;
      if (!mayWork(event, chord)) return;
      event.preventDefault();
      newest.current();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [chord, isOn]);
}
