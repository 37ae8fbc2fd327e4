import { referenceDayToJson } from '@bondledger/consortium';
import { ticketsToCsv } from '@bondledger/legacy';
import { extname } from 'node:path';
import type { Call } from '../command/call.js';
import { UsageError } from '../command/usage-error.js';
import { shownPath } from '../data/data-directory.js';
import { DONE, type ExitCode } from '../exit-code.js';
import { writeResult } from '../files/write-result.js';
import { grouped } from '../output/number.js';
import { DAY_TEXTS } from '../texts/day.js';
import { speak } from '../texts/language.js';
import { USAGE_TEXTS } from '../texts/usage.js';
import { makeDay, wantedDay } from './day-options.js';

/** `reference-day` */
export async function writeReferenceDay(call: Call): Promise<ExitCode> {
  const output = call.need('output');
  const kind = extname(output).toLowerCase();
  if (kind !== '.csv' && kind !== '.json') {
    throw new UsageError(speak(USAGE_TEXTS, call.language).outputKind(output));
  }
  const day = makeDay(call, wantedDay(call));
  const text = kind === '.csv' ? ticketsToCsv(day.tickets) : referenceDayToJson(day);
  await writeResult(call.path(output), text);
  const { seed, tradeDate, settlementDate, tickets } = day;
  const result = {
    file: call.path(output),
    trades: tickets.length,
    seed,
    tradeDate,
    settlementDate,
  };
  call.answer(result, () => {
    const say = speak(DAY_TEXTS, call.language);
    return `${say.written(grouped(tickets.length), shownPath(call, call.path(output)))}\n`;
  });
  return DONE;
}
