import { useEffect, useMemo, useState, type ReactElement, type ReactNode } from 'react';
import { API_PATHS } from '../../api/routes.js';
import type { Column } from '../../grid/column.js';
import { Grid } from '../../grid/grid.js';
import type { GridItem } from '../../grid/item.js';
import { useColumnChoice } from '../../grid/preferences.js';
import { useSelection } from '../../grid/selection.js';
import { ConditionBar } from '../../list/condition-bar.js';
import { useConditions } from '../../list/conditions.js';
import { Freshness } from '../../list/freshness.js';
import { Hollow, StaleBand } from '../../list/hollow.js';
import { ListTools } from '../../list/list-tools.js';
import { ScreenHead } from '../../list/screen-head.js';
import { useUrlValue } from '../../list/url.js';
import { chooseToSubmit, chosenToSubmit } from '../../office/chosen.js';
import { officeColumns, officeKey, type OfficeRow } from '../../office/office-columns.js';
import { useIssueNames } from '../../office/use-issue-names.js';
import { useOfficeFields } from '../../office/use-office-fields.js';
import { OFFICE_PRESETS, officeFilter, useOffice } from '../../office/use-office.js';
import { Choice } from '../../parts/button.js';
import { useNames } from '../../shell/facts.js';
import { useKeyHints } from '../../shell/status-line.js';
import { ActionBar, type Action } from '../../steps/action-bar.js';
import { useAmounts, useSigns } from '../../steps/facts.js';
import { useObstacle } from '../../steps/obstacle.js';
import { isRefused, PickedSummary } from '../../steps/picked-summary.js';
import { refusalOf, resultColumn } from '../../steps/result-cell.js';
import { useStepRun, type StepRun } from '../../steps/step-run.js';
import { count } from '../../text/format.js';
import { useText, type Text } from '../../text/use-text.js';
import { sumOf, totalRows } from '../../trades/sums.js';

/** What is not on the ledger yet, or was refused by it. */
const FILTER = { role: 'seller', state: 'NEW,REFUSED' };
const PRESETS = Object.fromEntries(
  Object.entries(OFFICE_PRESETS).filter(([name]) => !(name in FILTER)),
);
const SCOPES = ['chosen', 'all'] as const;
type Scope = (typeof SCOPES)[number];

function useSubmit(picked: readonly OfficeRow[], run: StepRun): Action {
  const { t } = useText();
  const obstacle = useObstacle(run);
  const signs = useSigns();
  const amounts = useAmounts(picked);
  const n = count(picked.length);
  return {
    id: 'submit',
    label: t('s120.submit', { n }),
    key: 'act',
    tone: 'go',
    cannot: obstacle(picked.length),
    title: t('s120.will', { n }),
    facts: [amounts, { label: t('act.next'), text: t('s120.after') }, signs],
    run: (decision) => {
      const officeIds = picked.map(officeKey);
      run.run({ officeIds, keys: officeIds }, decision);
      chooseToSubmit([]);
    },
  };
}

/** A row, and under it why it was refused: now, or when it was sent before. */
function itemOf(row: OfficeRow, run: StepRun, text: Text): GridItem<OfficeRow> {
  const key = officeKey(row);
  const now = refusalOf(run.results.get(key), text);
  const before =
    row.state === 'REFUSED' && row.sentence !== undefined
      ? `${row.code ?? ''} ${text.say(row.sentence)}`
      : undefined;
  const why = now ?? before;
  return why === undefined ? { key, row } : { key, row, line: { refusal: why } };
}

function useColumns(run: StepRun): readonly Column<OfficeRow>[] {
  const text = useText();
  const { language } = text;
  const nameOf = useNames();
  const issueOf = useIssueNames();
  return useMemo(() => {
    const plain = officeColumns(text, nameOf, issueOf);
    if (run.results.size === 0) return plain;
    return [resultColumn<OfficeRow>(officeKey, run.results, text), ...plain];
  }, [language, nameOf, issueOf, run.results]);
}

interface ScopeProps {
  readonly chosen: number;
  readonly scope: Scope;
  readonly onScope: (scope: Scope) => void;
}

/** Only what was chosen on the screen of one's books, or all that is not submitted. */
function ScopeChoice({ chosen, scope, onScope }: ScopeProps): ReactElement | null {
  const { t } = useText();
  if (chosen === 0) return null;
  return (
    <Choice
      label={t('s120.scope')}
      value={scope}
      options={SCOPES.map((value) => ({
        value,
        label: t(`s120.scopes.${value}`, { n: count(chosen) }),
      }))}
      onChange={onScope}
    />
  );
}

function useHints(): void {
  const { t } = useText();
  useKeyHints([
    { keys: 'Space', does: t('keys.select') },
    { keys: 'Ctrl+A', does: t('keys.selectAll') },
    { keys: 'act', does: t('keys.act') },
  ]);
}

/** Trades of one's own books that are submitted now. */
export function SubmitTab({ tabs }: { tabs: ReactNode }): ReactElement {
  const text = useText();
  const { t } = text;
  const [chosen] = useState(() => new Set(chosenToSubmit()));
  const [scope, setScope] = useState<Scope>(chosen.size > 0 ? 'chosen' : 'all');
  const [sort, setSort] = useUrlValue('sort', 'reference');
  const conditions = useConditions(PRESETS);
  const fields = useOfficeFields(['tradeDateFrom', 'counterparty']);
  const filter = useMemo(
    () => ({ ...officeFilter(conditions.asked), ...FILTER }),
    [conditions.asked],
  );
  const rows = useOffice(filter, sort);
  const selection = useSelection();
  const choice = useColumnChoice('submit');
  const run = useStepRun();
  const [only, setOnly] = useState(false);
  const { only: pick } = selection;
  useEffect(() => {
    if (chosen.size > 0) pick(chosen);
  }, [chosen, pick]);
  const columns = useColumns(run);
  const wanted = rows.rows.filter((row) => scope === 'all' || chosen.has(officeKey(row)));
  const items = wanted
    .filter((row) => !only || isRefused(run, officeKey(row)))
    .map((row) => itemOf(row, run, text));
  const picked = wanted.filter((row) => selection.has(officeKey(row)));
  const submit = useSubmit(picked, run);
  const list = { columns, choice, filter, path: API_PATHS.exportOffice };
  const told = { run, selection, onlyRefused: only, onOnlyRefused: setOnly };
  useHints();
  return (
    <div className="column">
      <ScreenHead screen="s120" tools={<ListTools {...list} />}>
        {tabs}
      </ScreenHead>
      <ConditionBar
        conditions={conditions}
        fields={fields.filter(({ name }) => name in PRESETS)}
        onRefresh={rows.refresh}
        freshness={<Freshness rows={rows} onRefresh={rows.refresh} />}
      >
        <ScopeChoice chosen={chosen.size} scope={scope} onScope={setScope} />
      </ConditionBar>
      <StaleBand rows={rows} onRefresh={rows.refresh} />
      <Grid
        label={t('screens.s120.title')}
        columns={columns}
        choice={choice}
        items={items}
        selection={selection}
        sort={sort}
        onSort={setSort}
        totals={totalRows(text, sumOf(wanted), sumOf(picked), 'settlementDate')}
        hollow={<Hollow rows={rows} onRefresh={rows.refresh} title={t('s120.nothing')} />}
      />
      <ActionBar summary={<PickedSummary {...told} picked={picked.length} />} actions={[submit]} />
    </div>
  );
}
