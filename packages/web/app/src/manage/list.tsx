import { useMemo, type ReactElement, type ReactNode } from 'react';
import type { UseQueryResult } from '@tanstack/react-query';
import { asProblem } from '../api/problem.js';
import type { Column } from '../grid/column.js';
import { Grid } from '../grid/grid.js';
import { useColumnChoice } from '../grid/preferences.js';
import type { Selection } from '../grid/selection.js';
import type { TotalRow } from '../grid/grid-totals.js';
import { LinkButton } from '../parts/button.js';
import { Symbol } from '../parts/symbol.js';
import { useText } from '../text/use-text.js';

interface ListProps<R> {
  /** Under which its columns are remembered. */
  readonly name: string;
  readonly label: string;
  readonly columns: readonly Column<R>[];
  readonly rows: readonly R[];
  readonly keyOf: (row: R) => string;
  /** Where the rows come from: its failure stands in their place. */
  readonly query: Pick<UseQueryResult, 'isPending' | 'error' | 'refetch'>;
  readonly selection?: Selection;
  readonly onOpen?: (row: R) => void;
  readonly onCurrent?: (row: R) => void;
  readonly totals?: readonly TotalRow[];
  readonly empty: string;
}

function Instead({ query, empty }: Pick<ListProps<never>, 'query' | 'empty'>): ReactElement {
  const { t, language } = useText();
  if (query.isPending) {
    return (
      <div className="hollow bones" aria-hidden="true">
        {[1, 2, 3, 4].map((bone) => (
          <i key={bone} className="bone" />
        ))}
      </div>
    );
  }
  if (query.error === null) {
    return (
      <div className="hollow">
        <b>{empty}</b>
      </div>
    );
  }
  const problem = asProblem(query.error);
  return (
    <div className="hollow" role="alert">
      <b className="state stop">
        <Symbol name="short" />
        {t('rows.failed', { code: problem.code })}
      </b>
      <span className="second">{problem.sentence[language]}</span>
      <LinkButton onClick={() => void query.refetch()}>{t('rows.again')}</LinkButton>
    </div>
  );
}

/** A table of what is read in one piece: users, participants, issues. */
export function List<R>(props: ListProps<R>): ReactElement {
  const { rows, keyOf, query, empty } = props;
  const choice = useColumnChoice(props.name);
  const items = useMemo(() => rows.map((row) => ({ key: keyOf(row), row })), [rows, keyOf]);
  const hollow: ReactNode = rows.length > 0 ? null : <Instead query={query} empty={empty} />;
  return (
    <Grid
      label={props.label}
      columns={props.columns}
      choice={choice}
      items={items}
      hollow={hollow}
      {...(props.selection === undefined ? {} : { selection: props.selection })}
      {...(props.onOpen === undefined ? {} : { onOpen: props.onOpen })}
      {...(props.onCurrent === undefined ? {} : { onCurrent: props.onCurrent })}
      {...(props.totals === undefined ? {} : { totals: props.totals })}
    />
  );
}

/** A column of plain text. */
export function textColumn<R>(
  id: string,
  title: string,
  width: number,
  text: (row: R) => string,
  more: Partial<Column<R>> = {},
): Column<R> {
  return { id, title, width, rank: 3, draw: (row) => text(row), text, ...more };
}
