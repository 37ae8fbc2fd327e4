import { useState, type ReactElement } from 'react';
import { ScreenHead } from '../../list/screen-head.js';
import { useWork, type Work } from '../../manage/use-work.js';
import { WorkSummary } from '../../manage/work-summary.js';
import { TextField } from '../../parts/field.js';
import { Page } from '../../parts/page.js';
import { useServices, useSession } from '../../session/context.js';
import { ActionBar, type Action } from '../../steps/action-bar.js';
import { clock, dateOf } from '../../text/format.js';
import { useText } from '../../text/use-text.js';

const NOTHING = { current: '', next: '', again: '' };
const PASSWORD_LEAST = 8;

/** One's own password, typed twice. */
function useChangePassword(work: Work): Action {
  const { t } = useText();
  const { api } = useServices();
  const [form, setForm] = useState(NOTHING);
  const put = (change: Partial<typeof NOTHING>): void => setForm({ ...form, ...change });
  const differ = form.again !== '' && form.again !== form.next;
  const isShort = form.next.length < PASSWORD_LEAST;
  const isWhole = form.current !== '' && form.next !== '' && form.next === form.again && !isShort;
  return {
    id: 'change',
    label: t('account.change'),
    key: 'act',
    title: t('account.changeTitle'),
    facts: [],
    fields: (
      <div className="fields">
        <TextField
          label={t('account.current')}
          type="password"
          autoComplete="current-password"
          value={form.current}
          wrong={form.current === '' ? t('field.needed') : undefined}
          onChange={(current) => put({ current })}
        />
        <TextField
          label={t('account.next')}
          type="password"
          autoComplete="new-password"
          value={form.next}
          wrong={isShort ? t('people.passwordShort') : undefined}
          onChange={(next) => put({ next })}
        />
        <TextField
          label={t('account.again')}
          type="password"
          autoComplete="new-password"
          value={form.again}
          fault={differ ? t('account.differ') : undefined}
          onChange={(again) => put({ again })}
        />
      </div>
    ),
    unfinished: isWhole ? undefined : t('manage.fill'),
    run: (decision) =>
      work.run(async (idempotencyKey) => {
        const body = { current: form.current, next: form.next };
        await api.call('changePassword', { body }, { idempotencyKey });
        setForm(NOTHING);
        return t('account.changed');
      }, decision),
  };
}

/** 990: who is signed in here, and one's own password. */
export function Account(): ReactElement {
  const { t, say } = useText();
  const { api, sessions } = useServices();
  const session = useSession();
  const work = useWork('session');
  const change = useChangePassword(work);
  const leave: Action = {
    id: 'leave',
    label: t('account.leave'),
    title: t('account.leaveTitle'),
    facts: [],
    run: () => {
      const gone = (): void => sessions.none();
      api.call('signOut', {}).then(gone, gone);
    },
  };
  return (
    <div className="column">
      <ScreenHead screen="s990" />
      <Page label={t('screens.s990.title')}>
        <dl className="figures">
          <div>
            <dt>{t('account.who')}</dt>
            <dd>{session.name}</dd>
          </div>
          <div>
            <dt>{t('account.institution')}</dt>
            <dd>{say(session.institutionName)}</dd>
          </div>
          <div>
            <dt>{t('account.expires')}</dt>
            <dd>
              {dateOf(session.expiresAt)} {clock(session.expiresAt)}
            </dd>
          </div>
        </dl>
        <h2>{t('account.rights')}</h2>
        <p className="second indent">
          {session.rights.map((right) => t(`rights.${right}`)).join(', ')}
        </p>
      </Page>
      <ActionBar
        summary={<WorkSummary work={work} idle={t('account.idle')} />}
        actions={[leave, change]}
      />
    </div>
  );
}
