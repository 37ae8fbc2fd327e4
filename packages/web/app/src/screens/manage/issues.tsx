import { useMemo, useState, type ReactElement } from 'react';
import { useQuery } from '@tanstack/react-query';
import { INSTRUMENT_TYPES, type InstrumentType } from '@bondledger/domain';
import type { Issue } from '@bondledger/sdk/api';
import { API_PATHS } from '../../api/routes.js';
import type { Column } from '../../grid/column.js';
import { ExportButtons } from '../../list/list-tools.js';
import { ScreenHead } from '../../list/screen-head.js';
import { useTypedUrlValue } from '../../list/url.js';
import { List, textColumn } from '../../manage/list.js';
import { useWork, type Work } from '../../manage/use-work.js';
import { WorkSummary } from '../../manage/work-summary.js';
import { SelectField, TextField } from '../../parts/field.js';
import { useChecks } from '../../parts/use-checks.js';
import { useServices, useSession } from '../../session/context.js';
import { ActionBar, type Action } from '../../steps/action-bar.js';
import { count } from '../../text/format.js';
import { useText, type Text } from '../../text/use-text.js';

const isinOf = ({ isin }: Issue): string => isin;

const columnsOf = ({ t, say }: Text): readonly Column<Issue>[] => [
  textColumn('isin', t('issues.isin'), 130, isinOf, { pin: 'start', rank: 0 }),
  textColumn('name', t('issues.name'), 260, ({ name }) => say(name), { rank: 0, grow: 1 }),
  textColumn('kind', t('issues.kind'), 160, (issue) => t(`kinds.${issue.instrumentType}`)),
  textColumn('maturityDate', t('issues.maturityDate'), 110, ({ maturityDate }) => maturityDate),
];

const NAME_MOST = 60;
const NOTHING = {
  isin: '',
  ko: '',
  en: '',
  instrumentType: 'KTB' as InstrumentType,
  maturityDate: '',
};

function useAdding(work: Work): Action {
  const { t } = useText();
  const { api } = useServices();
  const [form, setForm] = useState(NOTHING);
  const put = (change: Partial<typeof NOTHING>): void => setForm({ ...form, ...change });
  const checks = useChecks();
  const wrong = {
    isin: checks.isin(form.isin),
    ko: checks.text(form.ko, NAME_MOST),
    en: checks.text(form.en, NAME_MOST),
    maturityDate: checks.date(form.maturityDate),
  };
  const isWhole = Object.values(wrong).every((each) => each === undefined);
  return {
    id: 'add',
    label: t('issues.add'),
    key: 'act',
    title: t('issues.addTitle'),
    facts: [],
    fields: (
      <div className="fields">
        <TextField
          label={t('issues.isin')}
          value={form.isin}
          size={14}
          wrong={wrong.isin}
          onChange={(isin) => put({ isin: isin.toUpperCase() })}
        />
        <TextField
          label={t('issues.nameKo')}
          value={form.ko}
          wrong={wrong.ko}
          onChange={(ko) => put({ ko })}
        />
        <TextField
          label={t('issues.nameEn')}
          value={form.en}
          wrong={wrong.en}
          onChange={(en) => put({ en })}
        />
        <SelectField
          label={t('issues.kind')}
          value={form.instrumentType}
          options={INSTRUMENT_TYPES.map((value) => ({ value, label: t(`kinds.${value}`) }))}
          onChange={(kind) => put({ instrumentType: kind as InstrumentType })}
        />
        <TextField
          label={t('issues.maturityDate')}
          value={form.maturityDate}
          size={12}
          wrong={wrong.maturityDate}
          onChange={(maturityDate) => put({ maturityDate })}
        />
      </div>
    ),
    unfinished: isWhole ? undefined : t('manage.fill'),
    run: (decision) =>
      work.run(async (idempotencyKey) => {
        const { ko, en, ...issue } = form;
        const body = { ...issue, name: { ko, en } };
        await api.call('addIssue', { body }, { idempotencyKey });
        setForm(NOTHING);
        return t('issues.added', { isin: form.isin });
      }, decision),
  };
}

/** 930: the issues of the ledger's registry. */
export function Issues(): ReactElement {
  const text = useText();
  const { t, language } = text;
  const { api } = useServices();
  const session = useSession();
  const { typed: wanted, type: setWanted } = useTypedUrlValue('text');
  const query = useQuery({
    queryKey: ['issues'],
    queryFn: () => api.call('issues', { query: {} }),
  });
  const rows = useMemo(() => {
    const found = wanted.trim().toLowerCase();
    return (query.data?.issues ?? []).filter(({ isin, name }) =>
      `${isin} ${name.ko} ${name.en}`.toLowerCase().includes(found),
    );
  }, [query.data, wanted]);
  const columns = useMemo(() => columnsOf(text), [language]);
  const work = useWork('issues');
  const adding = useAdding(work);
  const isOperator = session.institution === 'KSD' && session.rights.includes('OPERATE');
  return (
    <div className="column">
      <ScreenHead
        screen="s930"
        tools={<ExportButtons path={API_PATHS.exportIssues} filter={{ text: wanted }} />}
      />
      <div className="conditions" role="search">
        <TextField label={t('issues.find')} value={wanted} size={28} onChange={setWanted} />
        <span className="end second num">{t('issues.found', { n: count(rows.length) })}</span>
      </div>
      <List
        name="issues"
        label={t('screens.s930.title')}
        columns={columns}
        rows={rows}
        keyOf={isinOf}
        query={query}
        empty={t('issues.none')}
      />
      {isOperator && (
        <ActionBar
          summary={<WorkSummary work={work} idle={t('issues.idle')} />}
          actions={[adding]}
        />
      )}
    </div>
  );
}
