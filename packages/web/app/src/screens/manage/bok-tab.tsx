import { useMemo, useState, type ReactElement } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { Bok } from '@bondledger/sdk/api';
import type { Column } from '../../grid/column.js';
import { List, textColumn } from '../../manage/list.js';
import { useWork, type Work } from '../../manage/use-work.js';
import { WorkSummary } from '../../manage/work-summary.js';
import { TextField } from '../../parts/field.js';
import { Won } from '../../parts/won.js';
import { useRight, useServices } from '../../session/context.js';
import { useNames } from '../../shell/facts.js';
import { ActionBar, type Action } from '../../steps/action-bar.js';
import { count } from '../../text/format.js';
import { useText, type Text } from '../../text/use-text.js';

type Account = Bok['accounts'][number];
type Faults = Readonly<Record<'slow' | 'loseAnswers' | 'doubleAnswers', string>>;

const codeOf = ({ institution }: Account): string => institution;

const columnsOf = ({ t }: Text, nameOf: (code: string) => string): readonly Column<Account>[] => [
  textColumn('institution', t('drive.account'), 220, (row) => nameOf(row.institution), {
    pin: 'start',
    rank: 0,
  }),
  {
    id: 'balance',
    title: t('drive.balance'),
    unit: t('units.won'),
    width: 200,
    end: true,
    rank: 0,
    draw: ({ balance }) => <Won value={balance} />,
    text: ({ balance }) => balance,
  },
];

const isCount = (text: string): boolean => /^(0|[1-9]\d{0,2}|1000)$/.test(text);

/** What goes wrong at the simulator, as it is typed. */
function useFaults(work: Work, now: Bok['faults'] | undefined): Action {
  const { t } = useText();
  const { api } = useServices();
  const [edited, setEdited] = useState<Partial<Faults>>({});
  const form: Faults = {
    slow: edited.slow ?? (now?.slow ?? 0).toString(),
    loseAnswers: edited.loseAnswers ?? (now?.loseAnswers ?? 0).toString(),
    doubleAnswers: edited.doubleAnswers ?? (now?.doubleAnswers ?? 0).toString(),
  };
  const field = (name: keyof Faults, label: string): ReactElement => (
    <TextField
      label={label}
      value={form[name]}
      size={5}
      fault={isCount(form[name]) ? undefined : t('drive.notNumber')}
      onChange={(value) => setEdited({ ...edited, [name]: value })}
    />
  );
  return {
    id: 'set',
    label: t('drive.bokSet'),
    key: 'act',
    cannot: useRight('OPERATE') ? undefined : t('manage.noRight'),
    title: t('drive.bokTitle'),
    facts: [
      { label: t('drive.slow'), text: t('drive.slowHelp') },
      { label: t('drive.lose'), text: t('drive.loseHelp') },
      { label: t('drive.double'), text: t('drive.doubleHelp') },
    ],
    fields: (
      <div className="fields">
        {field('slow', t('drive.slow'))}
        {field('loseAnswers', t('drive.lose'))}
        {field('doubleAnswers', t('drive.double'))}
      </div>
    ),
    unfinished: Object.values(form).every(isCount) ? undefined : t('drive.notNumber'),
    run: (decision) =>
      work.run(async (idempotencyKey) => {
        const body = {
          slow: Number(form.slow),
          loseAnswers: Number(form.loseAnswers),
          doubleAnswers: Number(form.doubleAnswers),
        };
        await api.call('setBok', { body }, { idempotencyKey });
        setEdited({});
        return t('drive.bokDone');
      }, decision),
  };
}

/** The simulator of BOK-Wire+: its accounts, and what goes wrong on request. */
export function BokTab(): ReactElement {
  const text = useText();
  const { t, language } = text;
  const { api } = useServices();
  const nameOf = useNames();
  const query = useQuery({ queryKey: ['bok'], queryFn: () => api.call('bok', {}) });
  const columns = useMemo(() => columnsOf(text, nameOf), [language, nameOf]);
  const work = useWork('bok');
  const set = useFaults(work, query.data?.faults);
  return (
    <>
      <dl className="figures">
        <div>
          <dt>{t('drive.queued')}</dt>
          <dd>{count(query.data?.queued ?? 0)}</dd>
        </div>
      </dl>
      <List
        name="bok"
        label={t('drive.tabs.bok')}
        columns={columns}
        rows={query.data?.accounts ?? []}
        keyOf={codeOf}
        query={query}
        empty={t('drive.noAccount')}
      />
      <ActionBar summary={<WorkSummary work={work} idle={t('drive.bokIdle')} />} actions={[set]} />
    </>
  );
}
