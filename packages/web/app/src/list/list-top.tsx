import type { ReactElement, ReactNode } from 'react';
import { API_PATHS } from '../api/routes.js';
import type { Column } from '../grid/column.js';
import type { ColumnChoice } from '../grid/preferences.js';
import type { Versioned } from '../grid/rows-store.js';
import type { Rows } from '../grid/use-rows.js';
import type { ScreenKey } from '../screens/screen.js';
import { ConditionBar, type ConditionField } from './condition-bar.js';
import type { Conditions, Values } from './conditions.js';
import { Freshness } from './freshness.js';
import { StaleBand } from './hollow.js';
import { ListTools } from './list-tools.js';
import { ScreenHead } from './screen-head.js';

interface ListTopProps<R, V extends Versioned> {
  readonly screen: ScreenKey;
  readonly tabs?: ReactNode;
  readonly columns: readonly Column<R>[];
  readonly choice: ColumnChoice;
  readonly filter: Values;
  readonly conditions: Conditions;
  readonly fields: readonly ConditionField[];
  readonly rows: Rows<V>;
}

/** What stands above a table of trades: title, tools, conditions, and what went wrong. */
export function ListTop<R, V extends Versioned>(props: ListTopProps<R, V>): ReactElement {
  const { columns, choice, conditions, rows } = props;
  const tools = (
    <ListTools
      columns={columns}
      choice={choice}
      path={API_PATHS.exportTrades}
      filter={props.filter}
    />
  );
  return (
    <>
      <ScreenHead screen={props.screen} tools={tools}>
        {props.tabs}
      </ScreenHead>
      <ConditionBar
        conditions={conditions}
        fields={props.fields.filter(({ name }) => name in conditions.asked)}
        onRefresh={rows.refresh}
        freshness={<Freshness rows={rows} onRefresh={rows.refresh} />}
      />
      <StaleBand rows={rows} onRefresh={rows.refresh} />
    </>
  );
}
