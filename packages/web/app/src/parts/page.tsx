import { useRef, type ReactElement, type ReactNode } from 'react';
import { useFirstFocus } from './use-first-focus.js';

/** What a screen without a table shows; scrolled by keys. */
export function Page({ label, children }: { label: string; children: ReactNode }): ReactElement {
  const place = useRef<HTMLDivElement>(null);
  useFirstFocus(place);
  return (
    <div ref={place} className="page" tabIndex={0} role="region" aria-label={label}>
      {children}
    </div>
  );
}
