import { randomUUID } from 'node:crypto';
import { BondledgerError, KSD, type Phase } from '@bondledger/domain';
import { openAs, type OpenedAs } from '@bondledger/consortium';
import type { ApiClient } from '@bondledger/sdk/api';
import { dataDirectory } from '../data/data-directory.js';
import { engineOf } from '../fabric/engine-of.js';
import type { Call } from '../command/call.js';
import { DONE, type ExitCode } from '../exit-code.js';
import { openOwn } from '../remote/own-keys.js';
import { apiOf, remoteOf } from '../remote/remote.js';
import { speak } from '../texts/language.js';
import { LEDGER_TEXTS } from '../texts/ledger.js';

const PHASES: readonly Phase[] = ['OPEN', 'CUT_OFF', 'CLOSED'];

/** `ledger set-day`: KSD moves the ledger's day on, the one administrative step that work needs. */
export async function setDay(call: Call): Promise<ExitCode> {
  const phase = call.choice('phase', PHASES) ?? 'OPEN';
  const date = call.date('date');
  const remote = await remoteOf(call);
  if (remote !== undefined && remote.keystore === undefined) {
    return setServedDay(call, apiOf(remote), phase, date);
  }
  const opened = await (remote?.keystore === undefined
    ? openKsd(call)
    : openOwn(call, remote, remote.keystore, true));
  try {
    const { institution } = opened;
    const businessDate = date ?? institution.book.day?.businessDate ?? '';
    const [result] = await institution.take([{ step: 'SET_DAY', data: { businessDate, phase } }]);
    if (result === undefined || result.status === 'REFUSED') {
      throw new BondledgerError(result ?? { code: 'RECEIPT_UNREADABLE' });
    }
    return answerDay(call, businessDate, phase);
  } finally {
    await opened.close();
  }
}

/** By a server that signs for KSD. */
async function setServedDay(
  call: Call,
  api: ApiClient,
  phase: Phase,
  date: string | undefined,
): Promise<ExitCode> {
  const businessDate = date ?? (await api.call('day', {})).businessDate;
  const body = { businessDate, phase };
  const day = await api.call('setDay', { body }, { idempotencyKey: `day-${randomUUID()}` });
  return answerDay(call, day.businessDate, day.phase);
}

function answerDay(call: Call, businessDate: string, phase: Phase): ExitCode {
  call.answer({ businessDate, phase }, () => {
    const say = speak(LEDGER_TEXTS, call.language);
    return `${say.daySet(businessDate, phase)}\n`;
  });
  return DONE;
}

async function openKsd(call: Call): Promise<OpenedAs> {
  const directory = await dataDirectory(call);
  const engine = await engineOf(call, directory);
  return openAs({
    directory,
    participant: KSD,
    write: true,
    ...(engine === undefined ? {} : { engine }),
  });
}
