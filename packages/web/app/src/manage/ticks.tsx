import type { ReactElement } from 'react';
import { useText } from '../text/use-text.js';

interface TicksProps<V extends string> {
  readonly legend: string;
  readonly options: readonly { readonly value: V; readonly label: string }[];
  readonly chosen: readonly V[];
  readonly onChange: (chosen: readonly V[]) => void;
  /** Whether one of them has to be chosen. */
  readonly needed?: boolean;
}

/** Any of a few. */
export function Ticks<V extends string>(props: TicksProps<V>): ReactElement {
  const { legend, options, chosen, onChange, needed = false } = props;
  const { t } = useText();
  return (
    <fieldset className="ticks">
      <legend>{legend}</legend>
      {options.map(({ value, label }) => (
        <label key={value}>
          <input
            type="checkbox"
            className="tick"
            checked={chosen.includes(value)}
            onChange={(event) =>
              onChange(
                event.target.checked ? [...chosen, value] : chosen.filter((each) => each !== value),
              )
            }
          />
          {label}
        </label>
      ))}
      {chosen.length === 0 && needed && (
        <span className="fault" role="alert">
          {t('field.chooseOne')}
        </span>
      )}
    </fieldset>
  );
}
