import { useId, useState, type ReactElement, type ReactNode } from 'react';
import { parseWon, shortWon, won } from '../text/format.js';
import { useText } from '../text/use-text.js';
import { Symbol } from './symbol.js';

interface FrameProps {
  readonly id: string;
  readonly label: string;
  readonly above?: boolean | undefined;
  readonly fault?: string | undefined;
  readonly children: ReactNode;
}

/** A label, its input and, under or beside it, what is wrong with what was typed. */
function FieldFrame({ id, label, above = false, fault, children }: FrameProps): ReactElement {
  return (
    <span className={above ? 'field above' : 'field'}>
      <label htmlFor={id}>{label}</label>
      {children}
      {fault !== undefined && (
        <span className="fault" id={`${id}-fault`} role="alert">
          {fault}
        </span>
      )}
    </span>
  );
}

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly above?: boolean;
  /** Told at once. */
  readonly fault?: string | undefined;
  /** What is wrong with the value as it is; told once the field was left. */
  readonly wrong?: string | undefined;
  readonly type?: 'text' | 'password';
  readonly autoComplete?: string;
  readonly size?: number;
  readonly autoFocus?: boolean;
  readonly readOnly?: boolean;
}

export function TextField(props: TextFieldProps): ReactElement {
  const id = useId();
  const [isLeft, setLeft] = useState(false);
  const fault = props.fault ?? (isLeft ? props.wrong : undefined);
  return (
    <FieldFrame id={id} label={props.label} above={props.above} fault={fault}>
      <input
        id={id}
        className="input"
        type={props.type ?? 'text'}
        size={props.size ?? 16}
        value={props.value}
        readOnly={props.readOnly}
        autoComplete={props.autoComplete ?? 'off'}
        autoFocus={props.autoFocus}
        spellCheck={false}
        aria-invalid={fault !== undefined}
        aria-describedby={fault === undefined ? undefined : `${id}-fault`}
        onBlur={() => setLeft(true)}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </FieldFrame>
  );
}

interface SelectFieldProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string) => void;
  readonly above?: boolean;
  readonly fault?: string | undefined;
}

export function SelectField(props: SelectFieldProps): ReactElement {
  const id = useId();
  return (
    <FieldFrame id={id} label={props.label} above={props.above} fault={props.fault}>
      <span className="select">
        <select
          id={id}
          className="input"
          value={props.value}
          onChange={(event) => props.onChange(event.target.value)}
        >
          {props.options.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
        <Symbol name="down" />
      </span>
    </FieldFrame>
  );
}

interface AmountFieldProps {
  readonly label: string;
  /** What is wrong with the value as it is; told once the field was left. */
  readonly wrong?: string | undefined;
  /** As typed: `120억` is kept until it is left, then written out. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly above?: boolean;
  readonly fault?: string | undefined;
}

/** Won: takes 120억 and 1.2조, writes out what it understood and says it short beside. */
export function AmountField(props: AmountFieldProps): ReactElement {
  const id = useId();
  const { t, language } = useText();
  const amount = parseWon(props.value);
  const [isLeft, setLeft] = useState(false);
  const isWrong = props.value.trim() !== '' && amount === undefined;
  const late = isLeft ? props.wrong : undefined;
  const fault = props.fault ?? (isWrong ? t('field.notAmount') : late);
  return (
    <FieldFrame id={id} label={props.label} above={props.above} fault={fault}>
      <input
        id={id}
        className="input amount"
        inputMode="numeric"
        autoComplete="off"
        value={props.value}
        aria-invalid={fault !== undefined}
        aria-describedby={fault === undefined ? undefined : `${id}-fault`}
        onChange={(event) => props.onChange(event.target.value)}
        onBlur={() => {
          setLeft(true);
          if (amount !== undefined) props.onChange(won(amount));
        }}
      />
      {amount !== undefined && <span className="second">{shortWon(amount, language)}</span>}
    </FieldFrame>
  );
}
