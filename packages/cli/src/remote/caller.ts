import { BondledgerError } from '@bondledger/domain';
import type { ApiClient } from '@bondledger/sdk/api';
import type { Call } from '../command/call.js';
import { UsageError } from '../command/usage-error.js';
import { REMOTE_TEXTS } from '../texts/remote.js';
import { speak } from '../texts/language.js';
import { apiOf, type Remote } from './remote.js';

/** Whoever a server answers: its API, and the institution that acts. */
export interface Caller {
  readonly api: ApiClient;
  readonly participant: string;
}

/**
 * The institution of a token or of a person who signed in.
 *
 * @throws UsageError where the command line names another one with --as
 */
export async function callerOf(call: Call, remote: Remote): Promise<Caller> {
  const api = apiOf(remote);
  const { institution: participant } = await api.call('session', {});
  const code = call.text('as')?.toUpperCase();
  if (code !== undefined && code !== participant) {
    throw new UsageError(speak(REMOTE_TEXTS, call.language).notYours(code, participant));
  }
  return { api, participant };
}

/** What a server answered where it is no answer of one. */
export const unreadable = ({ url }: Remote): BondledgerError =>
  new BondledgerError({ code: 'ANSWER_UNREADABLE', params: { url } });
