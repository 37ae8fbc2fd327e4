import { useEffect, useRef } from 'react';

export interface Chord {
  /** The key's place, as KeyboardEvent.code has it: with Hangul on, KeyS arrives as ㄴ. */
  readonly code: string;
  readonly alt?: boolean;
  readonly ctrl?: boolean;
  readonly shift?: boolean;
}

export const isChord = (event: KeyboardEvent | React.KeyboardEvent, chord: Chord): boolean =>
  event.code === chord.code &&
  event.altKey === (chord.alt ?? false) &&
  (event.ctrlKey || event.metaKey) === (chord.ctrl ?? false) &&
  event.shiftKey === (chord.shift ?? false);

/** A key that works anywhere on the screen; not while a syllable is being composed. */
export function useKey(chord: Chord, act: () => void, isOn = true): void {
  const newest = useRef(act);
  useEffect(() => {
    newest.current = act;
  });
  const { code, alt, ctrl, shift } = chord;
  useEffect(() => {
    if (!isOn) return;
    const listen = (event: KeyboardEvent): void => {
      const { isComposing, defaultPrevented } = event;
      const wanted = {
        code,
        alt: alt ?? false,
        ctrl: ctrl ?? false,
        shift: shift ?? false,
      };
      if (isComposing || defaultPrevented || !isChord(event, wanted)) return;
      event.preventDefault();
      newest.current();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [code, alt, ctrl, shift, isOn]);
}
