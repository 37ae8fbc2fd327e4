import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/** Whether the page is being printed: what is only for paper is drawn before it is taken. */
export function usePrinting(): boolean {
  const [isPrinting, setPrinting] = useState(false);
  useEffect(() => {
    const before = (): void => flushSync(() => setPrinting(true));
    const after = (): void => setPrinting(false);
    window.addEventListener('beforeprint', before);
    window.addEventListener('afterprint', after);
    return () => {
      window.removeEventListener('beforeprint', before);
      window.removeEventListener('afterprint', after);
    };
  }, []);
  return isPrinting;
}

/** Prints the screen: its list, or only the drawer beside it. */
export function printPage(what: 'list' | 'drawer'): void {
  const { dataset } = document.documentElement;
  if (what === 'drawer') dataset['print'] = 'drawer';
  window.print();
  delete dataset['print'];
}
