import type { Call } from '../command/call.js';
import { shownPath } from '../data/data-directory.js';
import { DONE, type ExitCode } from '../exit-code.js';
import { DAY_TEXTS } from '../texts/day.js';
import { speak } from '../texts/language.js';
import { prepareDay } from './day-options.js';

/** `init` */
export async function init(call: Call): Promise<ExitCode> {
  const { directory, day, created } = await prepareDay(call);
  const { seed, tradeDate, settlementDate, tickets, participants } = day;
  const result = {
    directory,
    created,
    seed,
    tradeDate,
    settlementDate,
    trades: tickets.length,
    participants: participants.map(({ code }) => code),
  };
  call.answer(result, () => {
    const say = speak(DAY_TEXTS, call.language);
    const shown = shownPath(call, directory);
    return `${created ? say.ready(shown, tradeDate) : say.exists(shown, tradeDate)}\n`;
  });
  return DONE;
}
