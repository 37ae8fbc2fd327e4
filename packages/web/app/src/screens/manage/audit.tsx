import { useMemo, type ReactElement } from 'react';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { AuditEntry } from '@bondledger/sdk/api';
import { API_PATHS } from '../../api/routes.js';
import type { Column } from '../../grid/column.js';
import { ExportButtons } from '../../list/list-tools.js';
import { ScreenHead } from '../../list/screen-head.js';
import { useTypedUrlValue, useUrlValue } from '../../list/url.js';
import { List, textColumn } from '../../manage/list.js';
import { Button } from '../../parts/button.js';
import { SelectField, TextField } from '../../parts/field.js';
import { useServices } from '../../session/context.js';
import { clock, count, dateOf } from '../../text/format.js';
import { actions } from '../../text/ko/actions.js';
import { useText, type Text } from '../../text/use-text.js';

const entryKey = ({ entry }: AuditEntry): string => entry.toString();

/** A newer server may decide about what this program has no name for. */
const isNamed = (action: string): action is keyof typeof actions => Object.hasOwn(actions, action);

const columnsOf = ({ t }: Text): readonly Column<AuditEntry>[] => [
  textColumn('at', t('audit.at'), 150, ({ at }) => `${dateOf(at)} ${clock(at)}`, {
    pin: 'start',
    rank: 0,
  }),
  textColumn('user', t('audit.user'), 150, ({ user }) => user ?? '–', { rank: 1 }),
  textColumn(
    'action',
    t('audit.action'),
    210,
    ({ action }) => (isNamed(action) ? t(`audit.actions.${action}`) : action),
    { rank: 0 },
  ),
  textColumn('decision', t('audit.decision'), 70, ({ decision }) =>
    t(`audit.decisions.${decision}`),
  ),
  textColumn('code', t('audit.code'), 190, ({ code }) => code ?? ''),
  textColumn('subject', t('audit.subject'), 260, ({ subject }) => subject ?? '', { grow: 1 }),
  textColumn('request', t('audit.request'), 290, ({ requestId }) => requestId ?? '', { rank: 6 }),
];

/** 950: what was allowed and refused, newest first. The log only grows. */
export function Audit(): ReactElement {
  const text = useText();
  const { t, language } = text;
  const { api } = useServices();
  const { typed, settled: user, type: setUser } = useTypedUrlValue('user');
  const [decision, setDecision] = useUrlValue('decision', '');
  const query = useInfiniteQuery({
    queryKey: ['audit', user, decision],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      api.call(
        'audit',
        {
          query: {
            ...(pageParam === '' ? {} : { cursor: pageParam }),
            ...(user === '' ? {} : { user }),
            ...(decision === '' ? {} : { decision: decision as AuditEntry['decision'] }),
          },
        },
        { signal },
      ),
    getNextPageParam: ({ next }) => next,
  });
  const rows = useMemo(() => query.data?.pages.flatMap(({ items }) => items) ?? [], [query.data]);
  const columns = useMemo(() => columnsOf(text), [language]);
  return (
    <div className="column">
      <ScreenHead
        screen="s950"
        tools={<ExportButtons path={API_PATHS.exportAudit} filter={{ user, decision }} />}
      />
      <div className="conditions" role="search">
        <TextField label={t('audit.user')} value={typed} onChange={setUser} />
        <SelectField
          label={t('audit.decision')}
          value={decision}
          options={[
            { value: '', label: t('audit.any') },
            { value: 'ALLOWED', label: t('audit.decisions.ALLOWED') },
            { value: 'REFUSED', label: t('audit.decisions.REFUSED') },
          ]}
          onChange={setDecision}
        />
        <span className="end bunch">
          <span className="second num">{t('audit.shown', { n: count(rows.length) })}</span>
          {query.hasNextPage && (
            <Button onClick={() => void query.fetchNextPage()}>{t('audit.more')}</Button>
          )}
        </span>
      </div>
      <List
        name="audit"
        label={t('screens.s950.title')}
        columns={columns}
        rows={rows}
        keyOf={entryKey}
        query={query}
        empty={t('audit.none')}
      />
    </div>
  );
}
