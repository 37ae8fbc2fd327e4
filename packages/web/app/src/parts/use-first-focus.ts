import { useEffect, type RefObject } from 'react';

/**
 * Takes the focus when its screen opens and nobody has it: whoever came by a key goes on by keys,
 * and whoever pressed a link keeps the focus there.
 */
export function useFirstFocus(place: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    if (document.activeElement === document.body) place.current?.focus({ preventScroll: true });
  }, [place]);
}

/** Gives the focus to a button where it can be pressed, else to the rows. */
export function focusOrRows(id: string): void {
  const button = document.getElementById(id);
  if (button instanceof HTMLButtonElement && !button.disabled) button.focus();
  else document.querySelector<HTMLElement>('.grid')?.focus({ preventScroll: true });
}
