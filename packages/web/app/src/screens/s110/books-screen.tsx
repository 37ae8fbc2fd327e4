import { useMemo, useState, type ReactElement } from 'react';
import { useNavigate } from 'react-router';
import { API_PATHS } from '../../api/routes.js';
import { Grid } from '../../grid/grid.js';
import { csvText } from '../../grid/table-text.js';
import { useColumnChoice } from '../../grid/preferences.js';
import { useSelection } from '../../grid/selection.js';
import { ConditionBar } from '../../list/condition-bar.js';
import { useConditions } from '../../list/conditions.js';
import { Freshness } from '../../list/freshness.js';
import { Hollow, StaleBand } from '../../list/hollow.js';
import { ListTools } from '../../list/list-tools.js';
import { ScreenHead } from '../../list/screen-head.js';
import { useUrlValue } from '../../list/url.js';
import { chooseToSubmit } from '../../office/chosen.js';
import { officeColumns, officeKey, type OfficeRow } from '../../office/office-columns.js';
import { useIssueNames } from '../../office/use-issue-names.js';
import { OFFICE_PRESETS, officeFilter, useOffice } from '../../office/use-office.js';
import { useOfficeFields } from '../../office/use-office-fields.js';
import { Button } from '../../parts/button.js';
import { useRight, useServices } from '../../session/context.js';
import { useNames } from '../../shell/facts.js';
import { useKey } from '../../shell/use-key.js';
import { useKeyHints } from '../../shell/status-line.js';
import { count } from '../../text/format.js';
import { useText } from '../../text/use-text.js';
import { sumOf, totalRows } from '../../trades/sums.js';
import { ImportPanel } from './import-panel.js';

const isToSubmit = ({ role, state }: OfficeRow): boolean =>
  role === 'seller' && (state === 'NEW' || state === 'REFUSED');

/** What can be done with the picked rows: take them to the screen that submits. */
function BooksBar({ picked }: { picked: readonly OfficeRow[] }): ReactElement {
  const { t } = useText();
  const navigate = useNavigate();
  const { status } = useServices();
  const mayMake = useRight('MAKE');
  const ready = picked.filter(isToSubmit);
  const left = picked.length - ready.length;
  const cannot = !mayMake
    ? t('act.noRight')
    : ready.length === 0
      ? t('s110.nothingToSubmit')
      : undefined;
  const go = (): void => {
    chooseToSubmit(ready.map(officeKey));
    void navigate('/120');
  };
  useKey('act', () => (cannot === undefined ? go() : status.say(cannot)));
  return (
    <div className="act">
      <div className="line">
        <span className="sum bunch">
          <b>{t('totals.picked', { n: count(picked.length) })}</b>
          {left > 0 && <span className="second">{t('s110.left', { n: count(left) })}</span>}
        </span>
        <span className="end">
          <Button large tone="go" shortcut="act" cannot={cannot} onClick={go}>
            {t('s110.submit', { n: count(ready.length) })}
          </Button>
        </span>
      </div>
    </div>
  );
}

function useHints(): void {
  const { t } = useText();
  useKeyHints([
    { keys: 'Space', does: t('keys.select') },
    { keys: 'Ctrl+C', does: t('keys.copy') },
    { keys: 'act', does: t('keys.act') },
  ]);
}

/** 110: the trades of one's own books; some are chosen to be submitted, files are brought in. */
export function BooksScreen(): ReactElement {
  const text = useText();
  const { t, language } = text;
  const nameOf = useNames();
  const issueOf = useIssueNames();
  const mayMake = useRight('MAKE');
  const conditions = useConditions(OFFICE_PRESETS);
  const fields = useOfficeFields(['tradeDateFrom', 'counterparty', 'state']);
  const [sort, setSort] = useUrlValue('sort', 'reference');
  const filter = useMemo(() => officeFilter(conditions.asked), [conditions.asked]);
  const rows = useOffice(filter, sort);
  const selection = useSelection();
  const choice = useColumnChoice('books');
  const [isImporting, setIsImporting] = useState(false);
  const [pasted, setPasted] = useState<File>();
  const columns = useMemo(() => officeColumns(text, nameOf, issueOf), [language, nameOf, issueOf]);
  const items = useMemo(() => rows.rows.map((row) => ({ key: officeKey(row), row })), [rows.rows]);
  const picked = rows.rows.filter((row) => selection.has(officeKey(row)));
  useHints();
  const paste = (table: readonly (readonly string[])[]): void => {
    if ((table[0]?.length ?? 0) < 2) return;
    setPasted(new File([csvText(table)], 'pasted.csv', { type: 'text/csv' }));
    setIsImporting(true);
  };
  const tools = (
    <>
      {mayMake && <Button onClick={() => setIsImporting(true)}>{t('s110.import')}</Button>}
      <ListTools columns={columns} choice={choice} path={API_PATHS.exportOffice} filter={filter} />
    </>
  );
  return (
    <div className="column">
      <ScreenHead screen="s110" tools={tools} />
      <ConditionBar
        conditions={conditions}
        fields={fields}
        onRefresh={rows.refresh}
        freshness={<Freshness rows={rows} onRefresh={rows.refresh} />}
      />
      <StaleBand rows={rows} onRefresh={rows.refresh} />
      <Grid
        label={t('screens.s110.title')}
        columns={columns}
        choice={choice}
        items={items}
        selection={selection}
        sort={sort}
        onSort={setSort}
        totals={totalRows(text, rows.totals, sumOf(picked), 'settlementDate')}
        {...(mayMake ? { onPaste: (table) => paste(table) } : {})}
        hollow={<Hollow rows={rows} onRefresh={rows.refresh} title={t('s110.nothing')} />}
      />
      {isImporting && (
        <ImportPanel
          pasted={pasted}
          onClose={() => {
            setIsImporting(false);
            setPasted(undefined);
            rows.refresh();
          }}
        />
      )}
      <BooksBar picked={picked} />
    </div>
  );
}
