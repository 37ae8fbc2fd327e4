import type { MouseEvent, ReactElement, ReactNode } from 'react';
import { useKeyTexts, type KeyId } from '../shell/key-map.js';

interface ButtonProps {
  readonly children: ReactNode;
  readonly onClick?: (event: MouseEvent) => void;
  readonly tone?: 'go' | 'stop' | 'stop go' | 'bare' | undefined;
  readonly large?: boolean;
  /** Why it cannot be pressed; shown where a pointer rests and read out. */
  readonly cannot?: string | undefined;
  /** The command whose key does the same. */
  readonly shortcut?: KeyId | undefined;
  readonly type?: 'button' | 'submit';
  readonly id?: string | undefined;
}

export function Button(props: ButtonProps): ReactElement {
  const { children, onClick, tone, large = false, cannot, shortcut, type = 'button' } = props;
  const keyText = useKeyTexts();
  const keys = shortcut === undefined ? undefined : keyText(shortcut);
  const classes = ['button', tone, large ? 'large' : undefined].filter(Boolean).join(' ');
  return (
    <button
      type={type}
      id={props.id}
      className={classes}
      disabled={cannot !== undefined}
      title={cannot}
      onClick={onClick}
      aria-keyshortcuts={keys?.replace('Ctrl', 'Control')}
    >
      {children}
      {keys !== undefined && <kbd aria-hidden="true">{keys.replaceAll('+', ' ')}</kbd>}
    </button>
  );
}

/** Text that acts: underlined, in the colour of links. */
export function LinkButton({
  children,
  onClick,
}: {
  children: ReactNode;
  onClick: () => void;
}): ReactElement {
  return (
    <button type="button" className="link" onClick={onClick}>
      {children}
    </button>
  );
}

interface ChoiceProps<V extends string> {
  readonly label: string;
  readonly value: V;
  readonly options: readonly { readonly value: V; readonly label: string }[];
  readonly onChange: (value: V) => void;
}

/** One of a few, side by side. */
export function Choice<V extends string>(props: ChoiceProps<V>): ReactElement {
  const { label, value, options, onChange } = props;
  return (
    <span className="choice" role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          role="radio"
          aria-checked={option.value === value}
          onClick={() => onChange(option.value)}
        >
          {option.label}
        </button>
      ))}
    </span>
  );
}
