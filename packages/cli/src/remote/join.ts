import { writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { BondledgerError, ROLES, type Role } from '@bondledger/domain';
import { createKeyStore, generateKeys, joinKeysOf } from '@bondledger/sdk';
import type { Call } from '../command/call.js';
import { UsageError } from '../command/usage-error.js';
import { shownPath } from '../data/data-directory.js';
import { DONE, type ExitCode } from '../exit-code.js';
import { REMOTE_TEXTS } from '../texts/remote.js';
import { speak } from '../texts/language.js';
import { USAGE_TEXTS } from '../texts/usage.js';
import { apiOf, needRemote } from './remote.js';

/**
 * `participant join`: keys are made here and stay here. The server is told their public halves, and
 * answers a certificate and a token for its gateway.
 */
export async function join(call: Call): Promise<ExitCode> {
  const remote = await needRemote(call);
  const keystore = call.path(call.need('keystore'));
  const roles = rolesOf(call);
  const passphrase = call.io.env['BONDLEDGER_PASSPHRASE'];
  if (passphrase === undefined) {
    throw new BondledgerError({ code: 'PASSPHRASE_MISSING', params: { path: keystore } });
  }
  if (existsSync(keystore)) {
    throw new BondledgerError({ code: 'KEYSTORE_EXISTS', params: { path: keystore } });
  }
  const code = call.operand(0).toUpperCase();
  const name = { ko: call.need('nameKo'), en: call.need('nameEn') };
  const api = apiOf(remote);
  const { ledgerId } = await api.call('info', {});
  const own = generateKeys(code);
  const keys = joinKeysOf(own, ledgerId);
  const joined = await api.call(
    'addParticipant',
    { body: { code, name, roles, keys } },
    { idempotencyKey: `join-${own.signing.keyId}` },
  );
  const { certificate, token } = joined;
  if (certificate === undefined || token === undefined) {
    throw new BondledgerError({ code: 'ANSWER_UNREADABLE', params: { url: remote.url } });
  }
  await createKeyStore(keystore, passphrase, own, certificate);
  await writeFile(`${keystore}.token`, `${token}\n`, { mode: 0o600 });
  const result = { participant: joined.participant, keystore, token: `${keystore}.token` };
  call.answer(result, () => {
    const say = speak(REMOTE_TEXTS, call.language);
    return `${say.joined(code, shownPath(call, keystore))}\n`;
  });
  return DONE;
}

function rolesOf(call: Call): Role[] {
  return call
    .need('role')
    .split(',')
    .map((text) => {
      const found = ROLES.find((role) => role === text.trim().toUpperCase());
      if (found !== undefined) return found;
      const say = speak(USAGE_TEXTS, call.language);
      throw new UsageError(say.notAChoice('--role', text, ROLES.join(', ')));
    });
}
