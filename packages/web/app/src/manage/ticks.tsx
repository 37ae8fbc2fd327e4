import type { ReactElement } from 'react';

interface TicksProps<V extends string> {
  readonly legend: string;
  readonly options: readonly { readonly value: V; readonly label: string }[];
  readonly chosen: readonly V[];
  readonly onChange: (chosen: readonly V[]) => void;
}

/** Any of a few. */
export function Ticks<V extends string>(props: TicksProps<V>): ReactElement {
  const { legend, options, chosen, onChange } = props;
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
    </fieldset>
  );
}
