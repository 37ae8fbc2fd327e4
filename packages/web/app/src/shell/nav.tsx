import type { ReactElement } from 'react';
import { Link, useLocation } from 'react-router';
import { screensFor } from '../screens/registry.js';
import type { ScreenEntry, ScreenGroup } from '../screens/screen.js';
import { useServices, useSession } from '../session/context.js';
import { count } from '../text/format.js';
import { useText } from '../text/use-text.js';
import { useSummary } from './facts.js';

const GROUPS: readonly ScreenGroup[] = ['work', 'fund', 'settle', 'status', 'manage'];

function Entry({ screen, waiting }: { screen: ScreenEntry; waiting: number }): ReactElement {
  const { t } = useText();
  const { pathname } = useLocation();
  const title = t(`screens.${screen.key}.title`);
  return (
    <li>
      <Link
        to={`/${screen.number}`}
        title={title}
        aria-current={pathname === `/${screen.number}` ? 'page' : undefined}
      >
        <i>{screen.number}</i>
        <span>{title}</span>
        {waiting > 0 && (
          <em>
            <span className="unseen">{t('nav.waiting')} </span>
            {count(waiting)}
          </em>
        )}
      </Link>
    </li>
  );
}

/** The screens of the reader's role, and what waits on each. */
export function Nav(): ReactElement {
  const { t } = useText();
  const session = useSession();
  const summary = useSummary();
  const screens = screensFor(session);
  const waitingFor = (screen: ScreenEntry): number =>
    (summary.data?.waitsForMe ?? [])
      .filter(({ step }) => screen.waits.includes(step))
      .reduce((sum, each) => sum + each.count, 0);
  return (
    <nav className="nav" aria-label={t('nav.label')}>
      <Link className="brand" to="/" aria-label={t('nav.start')}>
        <span className="long">bondledger</span>
        <span className="short">bl</span>
      </Link>
      {GROUPS.map((group) => {
        const entries = screens.filter((screen) => screen.group === group);
        if (entries.length === 0) return null;
        return (
          <section key={group}>
            <h2>{t(`groups.${group}`)}</h2>
            <ul>
              {entries.map((screen) => (
                <Entry key={screen.key} screen={screen} waiting={waitingFor(screen)} />
              ))}
            </ul>
          </section>
        );
      })}
      <Me />
    </nav>
  );
}

function Me(): ReactElement {
  const { t } = useText();
  const { api, sessions } = useServices();
  const session = useSession();
  const leave = async (): Promise<void> => {
    await api.call('signOut', {});
    sessions.none();
  };
  const rights = session.rights
    .filter((right) => right !== 'READ')
    .map((right) => t(`rights.${right}`));
  return (
    <div className="me">
      <b className="face" title={session.name} aria-hidden="true">
        {session.name.slice(0, 1)}
      </b>
      <div className="name">
        <b>{session.name}</b>
        <br />
        <small>{rights.join(' · ')}</small>
        <br />
        <button type="button" className="link" onClick={() => void leave()}>
          {t('session.leave')}
        </button>
      </div>
    </div>
  );
}
