import { useMemo, useState, type ReactElement } from 'react';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { Participant } from '@bondledger/sdk/api';
import { API_PATHS } from '../../api/routes.js';
import type { Column } from '../../grid/column.js';
import { useSelection } from '../../grid/selection.js';
import { ExportButtons } from '../../list/list-tools.js';
import { ScreenHead } from '../../list/screen-head.js';
import { useUrlValue } from '../../list/url.js';
import { List, textColumn } from '../../manage/list.js';
import { ShownOnce, type Secret } from '../../manage/shown-once.js';
import { useWork } from '../../manage/use-work.js';
import { WorkSummary } from '../../manage/work-summary.js';
import { Tabs } from '../../parts/tabs.js';
import { useServices, useSession } from '../../session/context.js';
import { ActionBar } from '../../steps/action-bar.js';
import { dateOf } from '../../text/format.js';
import { useText, type Text } from '../../text/use-text.js';
import { GatewayTokensTab } from './gateway-tokens-tab.js';
import { useJoining, useStatusActions } from './participant-actions.js';

const codeOf = ({ code }: Participant): string => code;

const columnsOf = ({ t, say }: Text): readonly Column<Participant>[] => [
  textColumn('code', t('participants.code'), 90, codeOf, { pin: 'start', rank: 0 }),
  textColumn('name', t('participants.name'), 180, ({ name }) => say(name), { rank: 1, grow: 1 }),
  textColumn('roles', t('participants.roles'), 180, ({ roles }) =>
    roles.map((role) => t(`participants.kinds.${role}`)).join(', '),
  ),
  textColumn('status', t('participants.status'), 70, ({ status }) =>
    t(`participants.statuses.${status}`),
  ),
  textColumn('peer', t('participants.peer'), 90, ({ peer }) =>
    t(peer ? 'manage.yes' : 'manage.no'),
  ),
  textColumn('coEndorser', t('participants.coEndorser'), 100, ({ coEndorser }) => coEndorser),
  textColumn('served', t('participants.served'), 80, ({ served }) =>
    t(served ? 'manage.yes' : 'manage.no'),
  ),
  textColumn('expires', t('participants.expires'), 110, ({ keys }) => {
    const ends = keys.filter(({ status }) => status === 'ACTIVE');
    const [first] = ends.map(({ certificate }) => certificate.notAfter).sort();
    return first === undefined ? '–' : dateOf(first);
  }),
];

/** The keys of the participant whose row is current. */
function Keys({ participant }: { participant: Participant }): ReactElement {
  const { t, say } = useText();
  return (
    <section
      className="panel"
      aria-label={t('participants.keysOf', { name: say(participant.name) })}
    >
      <h2>{t('participants.keysOf', { name: say(participant.name) })}</h2>
      {participant.keys.map(({ keyId, status, registeredOn, certificate }) => (
        <dl key={keyId} className="pairs">
          <dt>{t(`participants.keyStatuses.${status}`)}</dt>
          <dd className="hash">{keyId}</dd>
          <dt>{t('participants.registeredOn')}</dt>
          <dd className="num">{registeredOn}</dd>
          <dt>{t('participants.subject')}</dt>
          <dd>{certificate.subject}</dd>
          <dt>{t('participants.issuer')}</dt>
          <dd>{certificate.issuer}</dd>
          <dt>{t('participants.expires')}</dt>
          <dd className="num">{dateOf(certificate.notAfter)}</dd>
        </dl>
      ))}
    </section>
  );
}

/** Who takes part, with which keys. */
function ParticipantsTab({ query }: { query: ReturnType<typeof useParticipants> }): ReactElement {
  const text = useText();
  const { t, language } = text;
  const session = useSession();
  const rows = query.data?.participants ?? [];
  const selection = useSelection();
  const [current, setCurrent] = useState<string>();
  const [secrets, setSecrets] = useState<readonly Secret[]>([]);
  const columns = useMemo(() => columnsOf(text), [language]);
  const work = useWork('participants');
  const joining = useJoining(work, setSecrets);
  const changing = useStatusActions(
    work,
    rows.filter(({ code }) => selection.has(code)),
  );
  const isOperator = session.institution === 'KSD' && session.rights.includes('OPERATE');
  const shown = rows.find(({ code }) => code === current);
  return (
    <>
      <List
        name="participants"
        label={t('screens.s920.title')}
        columns={columns}
        rows={rows}
        keyOf={codeOf}
        query={query}
        {...(isOperator ? { selection } : {})}
        onCurrent={({ code }) => setCurrent(code)}
        onOpen={({ code }) => setCurrent(code)}
        empty={t('manage.none')}
      />
      {secrets.length > 0 && <ShownOnce secrets={secrets} onDone={() => setSecrets([])} />}
      {shown !== undefined && secrets.length === 0 && <Keys participant={shown} />}
      {isOperator && (
        <ActionBar
          summary={<WorkSummary work={work} idle={t('participants.idle')} />}
          actions={[...changing, ...(session.demo ? [joining] : [])]}
        />
      )}
    </>
  );
}

function useParticipants(): UseQueryResult<{ readonly participants: readonly Participant[] }> {
  const { api } = useServices();
  return useQuery({
    queryKey: ['participants'],
    queryFn: () => api.call('participants', {}),
    staleTime: Infinity,
  });
}

/** 920: who takes part in the ledger, and how those without a peer reach it. */
export function Participants(): ReactElement {
  const { t } = useText();
  const { institution, rights } = useSession();
  const query = useParticipants();
  const [tab, setTab] = useUrlValue('tab', 'participants');
  const givesTokens = institution === 'KSD' && rights.includes('ADMINISTER');
  const tabs = (['participants', 'tokens'] as const).map((value) => ({
    value,
    label: t(`participants.tabs.${value}`),
  }));
  return (
    <div className="column">
      <ScreenHead
        screen="s920"
        tools={
          tab === 'tokens' ? null : (
            <ExportButtons path={API_PATHS.exportParticipants} filter={{}} />
          )
        }
      >
        {givesTokens && (
          <Tabs label={t('screens.s920.title')} value={tab} onChange={setTab} tabs={tabs} />
        )}
      </ScreenHead>
      {givesTokens && tab === 'tokens' ? (
        <GatewayTokensTab all={query.data?.participants ?? []} />
      ) : (
        <ParticipantsTab query={query} />
      )}
    </div>
  );
}
