import { useState, type ReactElement, type SubmitEvent } from 'react';
import { useQuery } from '@tanstack/react-query';
import { asProblem } from '../api/problem.js';
import { Button } from '../parts/button.js';
import { TextField } from '../parts/field.js';
import { useServices } from '../session/context.js';
import { chooseLanguage } from '../text/i18n.js';
import { useText } from '../text/use-text.js';

/** Sign in. On a server of the demo it says whom one may be. */
export function Login(): ReactElement {
  const { t, language } = useText();
  const { api, sessions } = useServices();
  const [user, setUser] = useState('');
  const [password, setPassword] = useState('');
  const [fault, setFault] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const enter = async (): Promise<void> => {
    setBusy(true);
    try {
      sessions.open(await api.call('signIn', { body: { user: user.trim(), password } }));
    } catch (error) {
      setFault(asProblem(error).sentence[language]);
      setBusy(false);
    }
  };
  const send = (event: SubmitEvent): void => {
    event.preventDefault();
    if (user.trim() === '' || password === '') setFault(t('login.bothNeeded'));
    else void enter();
  };
  return (
    <main className="login">
      <form onSubmit={send} aria-labelledby="login-title" noValidate>
        <p className="brand-line">bondledger</p>
        <h1 id="login-title">{t('login.title')}</h1>
        <p className="second">{t('login.lead')}</p>
        <TextField
          above
          label={t('login.user')}
          value={user}
          autoComplete="username"
          autoFocus
          onChange={setUser}
        />
        <TextField
          above
          label={t('session.password')}
          type="password"
          autoComplete="current-password"
          value={password}
          fault={fault}
          onChange={setPassword}
        />
        <Button type="submit" tone="go" large cannot={isBusy ? t('act.busy') : undefined}>
          {t('login.enter')}
        </Button>
        <p className="bunch">
          <button
            type="button"
            className="link"
            lang={language === 'ko' ? 'en' : 'ko'}
            onClick={() => chooseLanguage(language === 'ko' ? 'en' : 'ko')}
          >
            {t('login.otherLanguage')}
          </button>
        </p>
      </form>
      <Where />
    </main>
  );
}

/** What this server is, so that nobody enters a password at the wrong one. */
function Where(): ReactElement | null {
  const { t, say } = useText();
  const { api } = useServices();
  const { data } = useQuery({ queryKey: ['info'], queryFn: () => api.call('info', {}) });
  if (data === undefined) return null;
  return (
    <aside className="where">
      <h2>{t('login.serves')}</h2>
      <ul>
        {data.institutions.map(({ code, name }) => (
          <li key={code}>
            <span className="id second">{code}</span> {say(name)}
          </li>
        ))}
      </ul>
      {data.demo && <p className="second">{t('login.demo')}</p>}
      <p className="quiet">{t('login.version', { version: data.version, engine: data.engine })}</p>
      <p className="mono quiet">{data.ledgerId}</p>
    </aside>
  );
}
