import type { Phase } from '@bondledger/domain';
import { BondledgerError, KSD } from '@bondledger/domain';
import { openAs, type OpenedAs } from '@bondledger/consortium';
import { dataDirectory } from '../data/data-directory.js';
import { engineOf } from '../fabric/engine-of.js';
import type { Call } from '../command/call.js';
import { DONE, type ExitCode } from '../exit-code.js';
import { openOwn } from '../remote/own-keys.js';
import { remoteOf } from '../remote/remote.js';
import { speak } from '../texts/language.js';
import { LEDGER_TEXTS } from '../texts/ledger.js';

const PHASES: readonly Phase[] = ['OPEN', 'CUT_OFF', 'CLOSED'];

/** `ledger set-day`: KSD moves the ledger's day on, the one administrative step that work needs. */
export async function setDay(call: Call): Promise<ExitCode> {
  const phase = call.choice('phase', PHASES) ?? 'OPEN';
  const date = call.date('date');
  const remote = await remoteOf(call);
  const opened = await (remote === undefined ? openKsd(call) : openOwn(call, remote, true));
  try {
    const { institution } = opened;
    const businessDate = date ?? institution.book.day?.businessDate ?? '';
    const [result] = await institution.take([{ step: 'SET_DAY', data: { businessDate, phase } }]);
    if (result === undefined || result.status === 'REFUSED') {
      throw new BondledgerError(result ?? { code: 'RECEIPT_UNREADABLE' });
    }
    call.answer({ businessDate, phase }, () => {
      const say = speak(LEDGER_TEXTS, call.language);
      return `${say.daySet(businessDate, phase)}\n`;
    });
    return DONE;
  } finally {
    await opened.close();
  }
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
