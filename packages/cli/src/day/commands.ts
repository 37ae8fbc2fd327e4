import { referenceDayToJson, ticketsToCsv } from '@bondledger/consortium';
import { extname } from 'node:path';
import type { Call } from '../command/call.js';
import type { CommandSpec } from '../command/spec.js';
import { UsageError } from '../command/usage-error.js';
import { shownPath } from '../commands/data-directory.js';
import { DATA, DATE, SEED, TRADES } from '../commands/options.js';
import { writeResult } from '../commands/write-result.js';
import { DONE, type ExitCode } from '../exit-code.js';
import { grouped } from '../output/number.js';
import { DAY_TEXTS } from '../texts/day.js';
import { HELP_TEXTS } from '../texts/help.js';
import { speak } from '../texts/language.js';
import { USAGE_TEXTS } from '../texts/usage.js';
import { makeDay, prepareDay, wantedDay } from './day-options.js';
import { settleDay } from './settle.js';

const DAY_OPTIONS = [TRADES, SEED, DATE];
const NEW_DATA = { flags: '--data <dir>', text: HELP_TEXTS.newData };

export const START: CommandSpec = {
  name: 'start',
  text: HELP_TEXTS.start,
  options: [...DAY_OPTIONS, NEW_DATA],
  examples: ['start', 'start --trades 15480'],
  run: (call) => settleDay(call, true),
};

export const DAY: CommandSpec = {
  name: 'day',
  text: HELP_TEXTS.day,
  options: [...DAY_OPTIONS, NEW_DATA],
  examples: ['day --trades 200 --seed 7 --data demo', 'day --json > day.json'],
  run: (call) => settleDay(call, false),
};

export const INIT: CommandSpec = {
  name: 'init',
  text: HELP_TEXTS.init,
  options: [...DAY_OPTIONS, NEW_DATA],
  examples: ['init --trades 20 --data demo'],
  run: runInit,
};

async function runInit(call: Call): Promise<ExitCode> {
  const { directory, day } = await prepareDay(call);
  const { seed, tradeDate, settlementDate, tickets, participants } = day;
  const result = {
    directory,
    seed,
    tradeDate,
    settlementDate,
    trades: tickets.length,
    participants: participants.map(({ code }) => code),
  };
  call.answer(result, () => {
    const say = speak(DAY_TEXTS, call.language);
    return `${say.ready(shownPath(call, directory), tradeDate)}\n`;
  });
  return DONE;
}

export const REFERENCE_DAY: CommandSpec = {
  name: 'reference-day',
  text: HELP_TEXTS.referenceDay,
  options: [
    ...DAY_OPTIONS,
    { flags: '-o, --output <file>', text: HELP_TEXTS.dayOutput, required: true },
  ],
  examples: ['reference-day -o day.csv', 'reference-day --trades 200 --seed 7 -o day.json'],
  run: runReferenceDay,
};

async function runReferenceDay(call: Call): Promise<ExitCode> {
  const output = call.need('output');
  const kind = extname(output).toLowerCase();
  if (kind !== '.csv' && kind !== '.json') {
    throw new UsageError(speak(USAGE_TEXTS, call.language).outputKind(output));
  }
  const day = makeDay(call, wantedDay(call));
  const text = kind === '.csv' ? ticketsToCsv(day.tickets) : referenceDayToJson(day);
  await writeResult(call.path(output), text);
  const { seed, tradeDate, settlementDate, tickets } = day;
  const result = { file: call.path(output), trades: tickets.length, seed, tradeDate, settlementDate };
  call.answer(result, () => {
    const say = speak(DAY_TEXTS, call.language);
    return `${say.written(grouped(tickets.length), shownPath(call, call.path(output)))}\n`;
  });
  return DONE;
}
