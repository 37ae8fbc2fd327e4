import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FirstAccount } from '@bondledger/server';
import type { Call } from '../command/call.js';
import { shownPath } from '../data/data-directory.js';
import { decimal, measured } from '../output/number.js';
import { NO_PAINT } from '../output/paint.js';
import { pairsText, tableText } from '../output/table.js';
import { SERVER_TEXTS } from '../texts/server.js';
import { speak, type Spoken } from '../texts/language.js';
import { FABRIC } from '../fabric/places.js';
import type { Served } from './served.js';

/** Who a newcomer signs in as first: it sold something. */
const FIRST_USER = 'hbsec-maker';

/** What is served and where, the accounts that were made, and what to try. */
export async function sayServing(call: Call, served: Served, seconds: number): Promise<void> {
  const { server, directory, logFile } = served;
  const { url, accounts, services } = server;
  const isDemo = services.demo !== undefined;
  const path = join(directory, 'demo-accounts.txt');
  // A demo is looked up again; an institution's first password is nowhere but on the screen.
  if (isDemo && accounts.length > 0) await keepAccounts(path, accounts);
  const result = { url, directory, seconds: measured(seconds), accounts };
  call.answer(result, () => {
    const say = speak(SERVER_TEXTS, call.language);
    const document = `${url}/api/docs`;
    const pairs: (readonly [string, string])[] = [
      [say.address, url],
      [say.document, document],
      [say.directory, shownPath(call, directory)],
    ];
    if (logFile !== undefined) pairs.push([say.log, shownPath(call, logFile)]);
    const head = `${call.paint.bold(say.serving)} (${say.inSeconds(decimal(seconds, 1))})\n`;
    const text = head + pairsText(pairs, call.paint);
    if (!isDemo) return `${text}${firstText(call, say, accounts)}\n${say.stopWith}\n`;
    const isOnFabric = services.engine === FABRIC;
    const lines = [
      say.openPage(url, FIRST_USER),
      say.openDocument(document),
      ...(isOnFabric ? [say.askNetwork(shownPath(call, directory))] : []),
      say.stopWith,
    ];
    const next = `\n${call.paint.bold(say.next)}\n${lines.map((line) => `  ${line}\n`).join('')}`;
    return text + accountsText(call, say, path, accounts) + next;
  });
}

function accountsText(
  call: Call,
  say: Spoken<typeof SERVER_TEXTS>,
  path: string,
  accounts: readonly FirstAccount[],
): string {
  const shown = shownPath(call, path);
  if (accounts.length === 0) return existsSync(path) ? `\n${say.accountsEarlier(shown)}\n` : '';
  const head = call.paint.bold(say.accounts);
  return `\n${head}\n${accountTable(call, say, accounts)}${say.accountsIn(shown)}\n`;
}

/** The administrator of an institution, where this is the first start. */
function firstText(
  call: Call,
  say: Spoken<typeof SERVER_TEXTS>,
  accounts: readonly FirstAccount[],
): string {
  if (accounts.length === 0) return '';
  return `\n${call.paint.bold(say.firstAccount)}\n${accountTable(call, say, accounts)}`;
}

function accountTable(
  call: Call,
  say: Spoken<typeof SERVER_TEXTS>,
  accounts: readonly FirstAccount[],
): string {
  const columns = [say.user, say.password, say.institution, say.rights].map((title) => ({ title }));
  const rows = accounts.map(({ user, password, name, rights }) => [
    user,
    password,
    name[call.language],
    rights.join(' '),
  ]);
  return tableText({ columns, rows }, call.paint);
}

/** Readable by its owner alone. */
async function keepAccounts(path: string, accounts: readonly FirstAccount[]): Promise<void> {
  const columns = ['user', 'password', 'institution', 'rights'].map((title) => ({ title }));
  const rows = accounts.map(({ user, password, institution, rights }) => [
    user,
    password,
    institution,
    rights.join(' '),
  ]);
  await writeFile(path, tableText({ columns, rows }, NO_PAINT), { mode: 0o600, flag: 'a' });
}
