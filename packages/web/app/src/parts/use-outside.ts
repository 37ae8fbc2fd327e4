import { useEffect, type RefObject } from 'react';

/** Closes what unfolded when a person turns elsewhere: a press outside, or Escape. */
export function useOutside(
  place: RefObject<HTMLElement | null>,
  isOpen: boolean,
  close: () => void,
): void {
  useEffect(() => {
    if (!isOpen) return;
    const press = (event: PointerEvent): void => {
      if (event.target instanceof Node && place.current?.contains(event.target) === false) close();
    };
    const key = (event: KeyboardEvent): void => {
      if (event.code === 'Escape') close();
    };
    document.addEventListener('pointerdown', press);
    document.addEventListener('keydown', key);
    return () => {
      document.removeEventListener('pointerdown', press);
      document.removeEventListener('keydown', key);
    };
  });
}
