import { BondledgerError } from '@bondledger/domain';
import { existsSync, readdirSync } from 'node:fs';
import type { Call } from '../command/call.js';
import { shownPath } from '../data/data-directory.js';
import { FABRIC } from '../fabric/places.js';
import { openLedger } from '../ledger/with-ledger.js';
import { grouped } from '../output/number.js';
import { DOCTOR_TEXTS } from '../texts/doctor.js';
import { speak } from '../texts/language.js';
import type { Finding } from './check.js';

/** What lies in a data directory: a ledger that opens, one that is owned, half written, or none. */
export async function checkData(call: Call, directory: string | undefined): Promise<Finding> {
  const say = speak(DOCTOR_TEXTS, call.language);
  if (directory === undefined) {
    return { check: 'data', status: 'ok', found: say.noData, remedy: say.noDataRemedy };
  }
  const shown = shownPath(call, directory);
  if (isEmpty(directory)) {
    return { check: 'data', status: 'ok', found: say.emptyData(shown) };
  }
  try {
    const ledger = await openLedger(call, directory);
    try {
      const height = grouped((await ledger.head()).height);
      const isShared = ledger.engine === FABRIC;
      const found = isShared ? say.networkOpens(shown, height) : say.ledgerOpens(shown, height);
      return { check: 'data', status: 'ok', found };
    } finally {
      await ledger.close();
    }
  } catch (error) {
    if (!(error instanceof BondledgerError)) throw error;
    const found = `${error.code}  ${call.sentence(error.rejection)}`;
    // A network that was stopped is well; nothing can be asked of it.
    if (error.code === 'NETWORK_DOWN') return { check: 'data', status: 'warning', found };
    // A ledger that works belongs to the process that works with it.
    if (error.code !== 'DIRECTORY_LOCKED') return { check: 'data', status: 'failed', found };
    const { pid = '?', host = '?' } = error.params;
    return { check: 'data', status: 'ok', found: say.owned(shown, pid, host) };
  }
}

/** Whether anything can be made there. What cannot be listed says so when it is opened. */
function isEmpty(directory: string): boolean {
  try {
    return !existsSync(directory) || readdirSync(directory).length === 0;
  } catch {
    return false;
  }
}
