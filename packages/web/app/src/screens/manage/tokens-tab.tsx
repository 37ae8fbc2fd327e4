import { useMemo, useState, type ReactElement } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { Token } from '@bondledger/sdk/api';
import type { Column } from '../../grid/column.js';
import { useSelection } from '../../grid/selection.js';
import { List, textColumn } from '../../manage/list.js';
import { ShownOnce, type Secret } from '../../manage/shown-once.js';
import { Ticks } from '../../manage/ticks.js';
import { useWork, type Work } from '../../manage/use-work.js';
import { WorkSummary } from '../../manage/work-summary.js';
import { TextField } from '../../parts/field.js';
import { useChecks } from '../../parts/use-checks.js';
import { useServices } from '../../session/context.js';
import { ActionBar, type Action } from '../../steps/action-bar.js';
import { clock, dateOf } from '../../text/format.js';
import { useText, type Text } from '../../text/use-text.js';
import { MACHINE_RIGHTS, type MachineRight } from './rights.js';

const tokenKey = ({ tokenId }: Token): string => tokenId;
const moment = (at: string | undefined): string =>
  at === undefined ? '–' : `${dateOf(at)} ${clock(at)}`;

const tokenColumns = ({ t }: Text): readonly Column<Token>[] => [
  textColumn('name', t('people.name'), 180, ({ name }) => name, { pin: 'start', rank: 0, grow: 1 }),
  textColumn('rights', t('people.rights'), 260, ({ rights }) =>
    rights.map((right) => t(`rights.${right}`)).join(', '),
  ),
  textColumn('createdBy', t('people.createdBy'), 140, ({ createdBy }) => createdBy),
  textColumn('createdAt', t('people.createdAt'), 150, ({ createdAt }) => moment(createdAt)),
  textColumn('expiresAt', t('people.expiresAt'), 150, ({ expiresAt }) => moment(expiresAt)),
  textColumn('lastUsedAt', t('people.lastUsedAt'), 150, (token) => moment(token.lastUsedAt)),
];

const DAYS = '90';
const MOST_DAYS = 366;
const NAME_MOST = 60;

function useMaking(work: Work, onMade: (secret: Secret) => void): Action {
  const { t } = useText();
  const { api } = useServices();
  const options = MACHINE_RIGHTS.map((value) => ({ value, label: t(`rights.${value}`) }));
  const [name, setName] = useState('');
  const [days, setDays] = useState(DAYS);
  const [rights, setRights] = useState<readonly MachineRight[]>(['READ', 'MAKE']);
  const wrongName = useChecks().text(name, NAME_MOST);
  const isDays = /^[1-9]\d{0,2}$/.test(days) && Number(days) <= MOST_DAYS;
  return {
    id: 'add',
    label: t('people.addToken'),
    key: 'act',
    title: t('people.addTokenTitle'),
    facts: [],
    fields: (
      <div className="fields">
        <TextField label={t('people.name')} value={name} wrong={wrongName} onChange={setName} />
        <TextField
          label={t('people.days')}
          value={days}
          size={4}
          wrong={isDays ? undefined : t('people.daysForm')}
          onChange={setDays}
        />
        <Ticks
          needed
          legend={t('people.rights')}
          options={options}
          chosen={rights}
          onChange={setRights}
        />
      </div>
    ),
    unfinished:
      wrongName === undefined && isDays && rights.length > 0 ? undefined : t('manage.fill'),
    run: (decision) =>
      work.run(async (idempotencyKey) => {
        const body = { name, rights: [...rights], days: Number(days) };
        const { secret } = await api.call('addToken', { body }, { idempotencyKey });
        onMade({ label: name, text: secret });
        setName('');
        return t('people.addedToken', { name });
      }, decision),
  };
}

/** The tokens of the institution's programs. */
export function TokensTab(): ReactElement {
  const text = useText();
  const { t, language } = text;
  const { api } = useServices();
  const tokens = useQuery({ queryKey: ['tokens'], queryFn: () => api.call('tokens', {}) });
  const rows = tokens.data?.tokens ?? [];
  const selection = useSelection();
  const columns = useMemo(() => tokenColumns(text), [language]);
  const work = useWork('tokens');
  const [secret, setSecret] = useState<Secret>();
  const making = useMaking(work, setSecret);
  const picked = rows.filter(({ tokenId }) => selection.has(tokenId));
  const n = picked.length;
  const removing: Action = {
    id: 'remove',
    label: t('people.removeToken', { n }),
    tone: 'stop',
    cannot: n === 0 ? t('act.nothingPicked') : undefined,
    title: t('people.removeTokenTitle', { n }),
    facts: [{ label: t('act.will'), text: picked.map(({ name }) => name).join(', ') }],
    run: (decision) =>
      work.run(async (key) => {
        for (const { tokenId } of picked) {
          const idempotencyKey = `${key}-${tokenId}`;
          await api.call('removeToken', { params: { tokenId } }, { idempotencyKey });
        }
        selection.clear();
        return t('people.removedToken', { n });
      }, decision),
  };
  return (
    <>
      <List
        name="tokens"
        label={t('people.tabs.tokens')}
        columns={columns}
        rows={rows}
        keyOf={tokenKey}
        query={tokens}
        selection={selection}
        empty={t('people.noToken')}
      />
      {secret !== undefined && <ShownOnce secrets={[secret]} onDone={() => setSecret(undefined)} />}
      <ActionBar
        summary={<WorkSummary work={work} idle={t('people.tokenIdle')} />}
        actions={[removing, making]}
      />
    </>
  );
}
