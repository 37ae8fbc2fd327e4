import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { apiClient, type ApiClient } from '@bondledger/sdk/api';
import {
  credentialHeaders,
  remoteTransport,
  serverAddress,
  type Credentials,
  type RemoteOptions,
  type Transport,
} from '@bondledger/sdk';
import type { Call } from '../command/call.js';
import { UsageError } from '../command/usage-error.js';
import { REMOTE_TEXTS } from '../texts/remote.js';
import { speak } from '../texts/language.js';
import { answeringFetch } from './answering-fetch.js';
import { signIn } from './sign-in.js';

/** A server that a command works through, instead of a directory's ledger. */
export interface Remote {
  readonly url: string;
  readonly credentials: Credentials;
  /** The institution's own key store; undefined where its server has the keys. */
  readonly keystore: string | undefined;
}

/** The server that the caller named with --url; undefined where it named none. */
export async function remoteOf(call: Call): Promise<Remote | undefined> {
  const named = call.text('url');
  if (named === undefined) return undefined;
  const url = serverAddress(named);
  const file = call.text('keystore');
  const keystore = file === undefined ? undefined : call.path(file);
  return { url, credentials: await credentialsOf(call, url, keystore), keystore };
}

/** @throws UsageError where the caller named no server */
export async function needRemote(call: Call): Promise<Remote> {
  const remote = await remoteOf(call);
  if (remote !== undefined) return remote;
  throw new UsageError(speak(REMOTE_TEXTS, call.language).urlMissing);
}

/** A person where one is named, else a token: of the command line, the environment, the keys. */
async function credentialsOf(
  call: Call,
  url: string,
  keystore: string | undefined,
): Promise<Credentials> {
  const user = call.text('user');
  if (user !== undefined) return signIn(call, url, user);
  const given = call.text('token') ?? call.io.env['BONDLEDGER_TOKEN'];
  if (given !== undefined && given !== '') return given;
  if (keystore !== undefined && existsSync(`${keystore}.token`)) {
    return (await readFile(`${keystore}.token`, 'utf8')).trim();
  }
  throw new UsageError(speak(REMOTE_TEXTS, call.language).tokenMissing);
}

/** The server's API, as whoever was signed in or has the token. */
export const apiOf = ({ url, credentials }: Remote): ApiClient =>
  apiClient({ baseUrl: url, fetch: answeringFetch(url, credentialHeaders(credentials)) });

/** The ledger behind the server, by its gateway. */
export const transportOf = (
  { url, credentials }: Remote,
  more: Partial<RemoteOptions> = {},
): Promise<Transport> => remoteTransport({ url, credentials, ...more });
