import { useRef, useState, type ReactElement, type ReactNode } from 'react';
import { Symbol } from './symbol.js';
import { useOutside } from './use-outside.js';

interface MenuProps {
  readonly label: ReactNode;
  readonly name: string;
  readonly bare?: boolean;
  readonly side?: 'left' | 'right';
  /** Drawn while open; `close` ends it. */
  readonly children: (close: () => void) => ReactNode;
}

/** A button that unfolds a small panel under it. */
export function Menu(props: MenuProps): ReactElement {
  const [isOpen, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const close = (): void => setOpen(false);
  useOutside(place, isOpen, close);
  return (
    <div className="menu-anchor" ref={place}>
      <button
        type="button"
        className={props.bare === true ? 'button bare' : 'button'}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {props.label}
        {props.bare !== true && <Symbol name="down" />}
      </button>
      {isOpen && (
        <div
          className={props.side === 'left' ? 'menu left' : 'menu'}
          role="group"
          aria-label={props.name}
        >
          {props.children(close)}
        </div>
      )}
    </div>
  );
}
