import { BondledgerError } from '@bondledger/domain';
import { credentialHeaders, type Credentials } from '@bondledger/sdk';
import { ROUTES } from '@bondledger/sdk/api';
import type { Call } from '../command/call.js';
import { UsageError } from '../command/usage-error.js';
import { REMOTE_TEXTS } from '../texts/remote.js';
import { speak } from '../texts/language.js';
import { answeringFetch } from './answering-fetch.js';

/**
 * Signs a person in for this one command, with the password in BONDLEDGER_PASSWORD, and out again
 * at its end.
 *
 * @throws UsageError without a password; BondledgerError SIGN_IN_WRONG and what the server answers
 */
export async function signIn(call: Call, url: string, user: string): Promise<Credentials> {
  const password = call.io.env['BONDLEDGER_PASSWORD'];
  if (password === undefined || password === '') {
    throw new UsageError(speak(REMOTE_TEXTS, call.language).passwordMissing);
  }
  const { path } = ROUTES.signIn;
  const response = await answeringFetch(url)(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user, password }),
  });
  const { csrfToken }: { csrfToken?: unknown } = Object(await response.json()) as object;
  const [cookie] = response.headers.getSetCookie().map((each) => each.split(';')[0]);
  if (typeof csrfToken !== 'string' || cookie === undefined) {
    throw new BondledgerError({ code: 'ANSWER_UNREADABLE', params: { url } });
  }
  const credentials = { cookie, csrfToken };
  const leave = answeringFetch(url, credentialHeaders(credentials));
  // Whatever becomes of it: the session also ends by itself.
  call.atEnd(() => leave(url + path, { method: 'DELETE' }).catch(() => undefined));
  return credentials;
}
