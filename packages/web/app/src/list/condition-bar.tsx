import { useRef, useState, type ReactElement, type ReactNode } from 'react';
import { Button } from '../parts/button.js';
import { DateField } from '../parts/date-field.js';
import { AmountField, SelectField, TextField } from '../parts/field.js';
import { Menu } from '../parts/menu.js';
import { Symbol } from '../parts/symbol.js';
import { useChecks } from '../parts/use-checks.js';
import { usePrinting } from '../print/use-printing.js';
import { useServices } from '../session/context.js';
import { useKey } from '../shell/use-key.js';
import { parseWon } from '../text/format.js';
import { useText } from '../text/use-text.js';
import type { Conditions, Values } from './conditions.js';

const TEXT_MOST = 35;
const FUND_MOST = 12;

/** One condition that a screen offers. */
export interface ConditionField {
  readonly name: string;
  readonly label: string;
  readonly kind: 'date' | 'text' | 'amount' | 'select';
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  /** Always there; the others are added by `+ 조건`. */
  readonly fixed?: boolean;
}

interface BarProps {
  readonly conditions: Conditions;
  readonly fields: readonly ConditionField[];
  /** What stands before the button that asks: how many rows changed since. */
  readonly freshness?: ReactNode;
  /** Further controls after the conditions. */
  readonly children?: ReactNode;
  /** Asks the same anew where nothing was edited. */
  readonly onRefresh: () => void;
}

interface FieldProps {
  readonly field: ConditionField;
  readonly value: string;
  readonly wrong: string | undefined;
  readonly onChange: (value: string) => void;
}

function Field({ field, value, wrong, onChange }: FieldProps): ReactElement {
  const { label, kind, options = [] } = field;
  switch (kind) {
    case 'date':
      return <DateField label={label} value={value} onChange={onChange} />;
    case 'amount':
      return <AmountField label={label} value={value} onChange={onChange} />;
    case 'select':
      return <SelectField label={label} value={value} options={options} onChange={onChange} />;
    case 'text':
      return <TextField label={label} value={value} size={18} wrong={wrong} onChange={onChange} />;
  }
}

/** What is wrong with a condition: the server would refuse all of the question for it. */
function useWrongCondition(draft: Values): (field: ConditionField) => string | undefined {
  const { t } = useText();
  const checks = useChecks();
  return ({ name, kind }) => {
    const value = (draft[name] ?? '').trim();
    if (value === '') return undefined;
    if (kind === 'amount') {
      return parseWon(value) === undefined ? t('field.notAmount') : undefined;
    }
    if (kind !== 'text') return undefined;
    if (name === 'isin') return checks.isin(value.toUpperCase());
    return checks.short(value, name === 'fund' ? FUND_MOST : TEXT_MOST);
  };
}

/** What was asked, for paper: the names that readers know, not the fields. */
function AskedOnPaper({ conditions, fields }: Pick<BarProps, 'conditions' | 'fields'>): ReactNode {
  const { t } = useText();
  if (!usePrinting()) return null;
  const asked = fields.flatMap(({ name, label, options = [] }) => {
    const value = conditions.asked[name] ?? '';
    if (value === '') return [];
    const shown = options.find((option) => option.value === value)?.label ?? value;
    return [`${label} ${shown}`];
  });
  return (
    <p className="paper second">
      {asked.length === 0 ? t('print.noCondition') : asked.join(' · ')}
    </p>
  );
}

interface ShownProps {
  readonly field: ConditionField;
  readonly value: string;
  readonly wrong: string | undefined;
  readonly onChange: (value: string) => void;
  readonly onDrop: () => void;
}

/** One condition; what was added can be dropped again. */
function Condition({ field, value, wrong, onChange, onDrop }: ShownProps): ReactElement {
  const { t } = useText();
  return (
    <span className={field.fixed === true ? 'condition' : 'condition chip'}>
      <Field field={field} value={value} wrong={wrong} onChange={onChange} />
      {field.fixed !== true && (
        <button
          type="button"
          aria-label={t('conditions.drop', { name: field.label })}
          onClick={onDrop}
        >
          <Symbol name="cross" />
        </button>
      )}
    </span>
  );
}

interface MoreProps {
  readonly more: readonly ConditionField[];
  readonly onAdd: (name: string) => void;
}

/** The conditions that are not shown yet. */
function MoreConditions({ more, onAdd }: MoreProps): ReactElement | null {
  const { t } = useText();
  if (more.length === 0) return null;
  return (
    <Menu bare side="left" name={t('conditions.add')} label={t('conditions.add')}>
      {(close) =>
        more.map(({ name, label }) => (
          <button
            key={name}
            type="button"
            className="item"
            onClick={() => {
              onAdd(name);
              close();
            }}
          >
            {label}
          </button>
        ))
      }
    </Menu>
  );
}

/** The conditions of a table, and the button that asks. */
export function ConditionBar(props: BarProps): ReactElement {
  const { conditions, fields } = props;
  const { draft, edit, isEdited } = conditions;
  const { t } = useText();
  const { status } = useServices();
  const place = useRef<HTMLFormElement>(null);
  const [added, setAdded] = useState<readonly string[]>([]);
  const wrongOf = useWrongCondition(draft);
  const query = (): void => {
    if (fields.some((field) => wrongOf(field) !== undefined)) {
      status.say(t('field.mend'));
      place.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    } else if (isEdited) conditions.query();
    else props.onRefresh();
  };
  useKey('query', query);
  const isShown = ({ name, fixed = false }: ConditionField): boolean =>
    fixed || added.includes(name) || (draft[name] ?? '') !== '';
  const more = fields.filter((field) => !isShown(field));
  const drop = (name: string): void => {
    setAdded(added.filter((each) => each !== name));
    conditions.ask({ [name]: '' });
  };
  return (
    <>
      <AskedOnPaper conditions={conditions} fields={fields} />
      <form
        ref={place}
        className="conditions"
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          query();
        }}
      >
        {fields.filter(isShown).map((field) => (
          <Condition
            key={field.name}
            field={field}
            value={draft[field.name] ?? ''}
            wrong={wrongOf(field)}
            onChange={(value) => edit(field.name, value)}
            onDrop={() => drop(field.name)}
          />
        ))}
        <MoreConditions more={more} onAdd={(name) => setAdded([...added, name])} />
        {props.children}
        <span className="end bunch">
          {isEdited ? <span className="edited">{t('conditions.edited')}</span> : props.freshness}
          <Button type="submit" tone="go" shortcut="query">
            {t('conditions.query')}
          </Button>
        </span>
      </form>
    </>
  );
}
