import { useState, type SubmitEvent, type ReactElement } from 'react';
import { asProblem } from '../api/problem.js';
import { Button } from '../parts/button.js';
import { TextField } from '../parts/field.js';
import { useText } from '../text/use-text.js';
import { useServices, useSession, useSessionState } from './context.js';

/** The session ended in mid-work: the same person signs in again, and nothing typed is lost. */
export function SignInAgain(): ReactElement | null {
  const { t, language } = useText();
  const { api, sessions } = useServices();
  const { kind } = useSessionState();
  const { user } = useSession();
  const [password, setPassword] = useState('');
  const [fault, setFault] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  if (kind !== 'ended') return null;
  const submit = async (): Promise<void> => {
    setBusy(true);
    try {
      sessions.open(await api.call('signIn', { body: { user, password } }));
      setPassword('');
      setFault(undefined);
    } catch (error) {
      setFault(asProblem(error).sentence[language]);
    } finally {
      setBusy(false);
    }
  };
  const send = (event: SubmitEvent): void => {
    event.preventDefault();
    void submit();
  };
  return (
    <form className="band again" aria-label={t('session.endedTitle')} onSubmit={send}>
      <b>{t('session.endedTitle')}</b>
      <span className="second">{t('session.endedNext', { user })}</span>
      <TextField
        label={t('session.password')}
        type="password"
        autoComplete="current-password"
        autoFocus
        value={password}
        fault={fault}
        onChange={setPassword}
      />
      <Button type="submit" tone="go" cannot={isBusy ? t('act.busy') : undefined}>
        {t('session.enterAgain')}
      </Button>
    </form>
  );
}
