import { useMemo, useState, type ReactElement } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { Right, User } from '@bondledger/sdk/api';
import type { Column } from '../../grid/column.js';
import { useSelection } from '../../grid/selection.js';
import { List, textColumn } from '../../manage/list.js';
import { Ticks } from '../../manage/ticks.js';
import { useWork, type Work } from '../../manage/use-work.js';
import { WorkSummary } from '../../manage/work-summary.js';
import { TextField } from '../../parts/field.js';
import { useChecks } from '../../parts/use-checks.js';
import { useServices } from '../../session/context.js';
import { ActionBar, type Action } from '../../steps/action-bar.js';
import { clock, dateOf } from '../../text/format.js';
import { useText, type Text } from '../../text/use-text.js';
import { useRightOptions } from './rights.js';

const userKey = ({ user }: User): string => user;
const moment = (at: string | undefined): string =>
  at === undefined ? '–' : `${dateOf(at)} ${clock(at)}`;

const userColumns = ({ t }: Text): readonly Column<User>[] => [
  textColumn('user', t('people.user'), 150, ({ user }) => user, { pin: 'start', rank: 0 }),
  textColumn('name', t('people.name'), 130, ({ name }) => name, { rank: 1 }),
  textColumn(
    'rights',
    t('people.rights'),
    280,
    ({ rights }) => rights.map((right) => t(`rights.${right}`)).join(', '),
    { rank: 2, grow: 1 },
  ),
  textColumn('status', t('people.status'), 80, ({ status }) => t(`people.statuses.${status}`)),
  textColumn('createdAt', t('people.createdAt'), 150, ({ createdAt }) => moment(createdAt)),
  textColumn('lastSignInAt', t('people.lastSignInAt'), 150, (user) => moment(user.lastSignInAt)),
];

interface NewUser {
  readonly user: string;
  readonly name: string;
  readonly password: string;
  readonly rights: readonly Right[];
}

const NOBODY: NewUser = { user: '', name: '', password: '', rights: ['READ', 'MAKE'] };
const PASSWORD_LEAST = 8;
const NAME_MOST = 60;
const USER_FORM = /^[a-z][a-z0-9.-]{1,39}$/;

/** A form for a user who is to be added. */
function useAdding(work: Work): Action {
  const { t } = useText();
  const { api } = useServices();
  const options = useRightOptions();
  const [form, setForm] = useState(NOBODY);
  const put = (change: Partial<NewUser>): void => setForm({ ...form, ...change });
  const checks = useChecks();
  const wrong = {
    user: checks.form(form.user, USER_FORM, t('people.userForm')),
    name: checks.text(form.name, NAME_MOST),
    password: form.password.length < PASSWORD_LEAST ? t('people.passwordShort') : undefined,
  };
  const isWhole =
    Object.values(wrong).every((each) => each === undefined) && form.rights.length > 0;
  return {
    id: 'add',
    label: t('people.add'),
    key: 'act',
    title: t('people.addTitle'),
    facts: [],
    fields: (
      <div className="fields">
        <TextField
          label={t('people.user')}
          value={form.user}
          wrong={wrong.user}
          onChange={(user) => put({ user: user.toLowerCase() })}
        />
        <TextField
          label={t('people.name')}
          value={form.name}
          wrong={wrong.name}
          onChange={(name) => put({ name })}
        />
        <TextField
          label={t('people.password')}
          type="password"
          autoComplete="new-password"
          value={form.password}
          wrong={wrong.password}
          onChange={(password) => put({ password })}
        />
        <Ticks
          needed
          legend={t('people.rights')}
          options={options}
          chosen={form.rights}
          onChange={(rights) => put({ rights })}
        />
      </div>
    ),
    run: (decision) =>
      work.run(async (idempotencyKey) => {
        const body = { ...form, rights: [...form.rights] };
        await api.call('addUser', { body }, { idempotencyKey });
        setForm(NOBODY);
        return t('people.added', { user: form.user });
      }, decision),
    unfinished: isWhole ? undefined : t('manage.fill'),
  };
}

/** Locking, unlocking and changing who is picked. */
function useChanging(work: Work, picked: readonly User[]): readonly Action[] {
  const { t } = useText();
  const { api } = useServices();
  const options = useRightOptions();
  const [only] = picked;
  const [edited, setEdited] = useState<{ user: string; rights: readonly Right[] }>();
  const rights = edited !== undefined && edited.user === only?.user ? edited.rights : only?.rights;
  const change =
    (status: 'ACTIVE' | 'LOCKED') =>
    async (key: string): Promise<void> => {
      for (const { user } of picked) {
        const idempotencyKey = `${key}-${user}`;
        await api.call('changeUser', { params: { user }, body: { status } }, { idempotencyKey });
      }
    };
  const n = picked.length;
  const nobody = n === 0 ? t('act.nothingPicked') : undefined;
  const setStatus = (id: 'lock' | 'unlock', status: 'ACTIVE' | 'LOCKED'): Action => ({
    id,
    label: t(`people.${id}`, { n }),
    ...(id === 'lock' ? { tone: 'stop' as const } : {}),
    cannot: nobody,
    title: t(`people.${id}Title`, { n }),
    facts: [{ label: t('act.will'), text: picked.map(({ user }) => user).join(', ') }],
    run: (decision) =>
      work.run(async (key) => {
        await change(status)(key);
        return t(id === 'lock' ? 'people.locked' : 'people.unlocked', { n });
      }, decision),
  });
  const user = only?.user ?? '';
  return [
    {
      id: 'rights',
      label: t('people.change'),
      cannot: n === 1 ? undefined : t('manage.onlyOne'),
      title: t('people.changeTitle', { user }),
      facts: [],
      fields: (
        <div className="fields">
          <Ticks
            needed
            legend={t('people.rights')}
            options={options}
            chosen={rights ?? []}
            onChange={(next) => setEdited({ user, rights: next })}
          />
        </div>
      ),
      unfinished: (rights ?? []).length > 0 ? undefined : t('manage.fill'),
      run: (decision) =>
        work.run(async (idempotencyKey) => {
          const body = { rights: [...(rights ?? [])] };
          await api.call('changeUser', { params: { user }, body }, { idempotencyKey });
          return t('people.changed', { user });
        }, decision),
    },
    setStatus('lock', 'LOCKED'),
    setStatus('unlock', 'ACTIVE'),
  ];
}

/** The users of the institution. */
export function UsersTab(): ReactElement {
  const text = useText();
  const { t, language } = text;
  const { api } = useServices();
  const users = useQuery({ queryKey: ['users'], queryFn: () => api.call('users', {}) });
  const rows = users.data?.users ?? [];
  const selection = useSelection();
  const columns = useMemo(() => userColumns(text), [language]);
  const work = useWork('users');
  const adding = useAdding(work);
  const changing = useChanging(
    work,
    rows.filter((row) => selection.has(row.user)),
  );
  return (
    <>
      <List
        name="users"
        label={t('people.tabs.users')}
        columns={columns}
        rows={rows}
        keyOf={userKey}
        query={users}
        selection={selection}
        empty={t('people.nobody')}
      />
      <ActionBar
        summary={<WorkSummary work={work} idle={t('people.idle')} />}
        actions={[...changing, adding]}
      />
    </>
  );
}
