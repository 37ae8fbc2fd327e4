import type { Phase } from '@bondledger/domain';
import { BondledgerError, KSD } from '@bondledger/domain';
import { openAs } from '@bondledger/consortium';
import type { CommandSpec } from '../command/spec.js';
import { dataDirectory } from '../commands/data-directory.js';
import { DATA } from '../commands/options.js';
import { DONE } from '../exit-code.js';
import { HELP_TEXTS } from '../texts/help.js';
import { speak } from '../texts/language.js';
import { LEDGER_TEXTS } from '../texts/ledger.js';

const PHASES: readonly Phase[] = ['OPEN', 'CUT_OFF', 'CLOSED'];

/** KSD moves the ledger's day on: the one administrative step that a day's work needs. */
export const SET_DAY: CommandSpec = {
  name: 'set-day',
  text: HELP_TEXTS.setDay,
  options: [
    { flags: '--date <date>', text: HELP_TEXTS.setDayDate },
    { flags: '--phase <phase>', text: HELP_TEXTS.setDayPhase, required: true },
    DATA,
  ],
  examples: ['ledger set-day --date 2026-09-23 --phase OPEN', 'ledger set-day --phase CUT_OFF'],
  run: async (call) => {
    const phase = call.choice('phase', PHASES) ?? 'OPEN';
    const date = call.date('date');
    const directory = await dataDirectory(call);
    const opened = await openAs({ directory, participant: KSD, write: true });
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
  },
};
