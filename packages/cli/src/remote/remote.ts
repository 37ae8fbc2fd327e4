import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { apiClient, type ApiClient } from '@bondledger/sdk/api';
import { remoteTransport, type RemoteOptions, type Transport } from '@bondledger/sdk';
import type { Call } from '../command/call.js';
import { UsageError } from '../command/usage-error.js';
import { REMOTE_TEXTS } from '../texts/remote.js';
import { speak } from '../texts/language.js';
import { answeringFetch } from './answering-fetch.js';

/** A server that a command works through, instead of a directory's ledger. */
export interface Remote {
  readonly url: string;
  readonly token: string;
  /** The institution's own key store; undefined where its server has the keys. */
  readonly keystore: string | undefined;
}

/** The server that the caller named with --url; undefined where it named none. */
export async function remoteOf(call: Call): Promise<Remote | undefined> {
  const url = call.text('url');
  if (url === undefined) return undefined;
  const named = call.text('keystore');
  const keystore = named === undefined ? undefined : call.path(named);
  return { url, token: await tokenOf(call, keystore), keystore };
}

/** @throws UsageError where the caller named no server */
export async function needRemote(call: Call): Promise<Remote> {
  const remote = await remoteOf(call);
  if (remote !== undefined) return remote;
  throw new UsageError(speak(REMOTE_TEXTS, call.language).urlMissing);
}

async function tokenOf(call: Call, keystore: string | undefined): Promise<string> {
  const given = call.text('token') ?? call.io.env['BONDLEDGER_TOKEN'];
  if (given !== undefined && given !== '') return given;
  if (keystore !== undefined && existsSync(`${keystore}.token`)) {
    return (await readFile(`${keystore}.token`, 'utf8')).trim();
  }
  throw new UsageError(speak(REMOTE_TEXTS, call.language).tokenMissing);
}

/** The server's API, as whoever has the token. */
export const apiOf = ({ url, token }: Remote): ApiClient =>
  apiClient({ baseUrl: url.replace(/\/+$/, ''), token, fetch: answeringFetch(url) });

/** The ledger behind the server, by its gateway. */
export const transportOf = (
  { url, token }: Remote,
  more: Partial<RemoteOptions> = {},
): Promise<Transport> => remoteTransport({ url, token, ...more });
