import type { CommandSpec, OptionSpec } from '../command/spec.js';
import { HELP_TEXTS } from '../texts/help.js';
import { TOPOLOGY } from './options.js';

export const DAY_OPTIONS: readonly OptionSpec[] = [
  { flags: '--trades <n>', text: HELP_TEXTS.trades },
  { flags: '--seed <text>', text: HELP_TEXTS.seed },
  { flags: '--date <date>', text: HELP_TEXTS.tradeDate },
];
export const ENGINE_OPTIONS: readonly OptionSpec[] = [
  { flags: '--engine <name>', text: HELP_TEXTS.engine },
  TOPOLOGY,
];
export const NEW_DATA: OptionSpec = { flags: '--data <dir>', text: HELP_TEXTS.newData };

export const DAY_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'day',
    text: HELP_TEXTS.day,
    options: [...DAY_OPTIONS, NEW_DATA, ...ENGINE_OPTIONS],
    examples: ['day --trades 200 --seed 7 --data demo', 'day --json > day.json'],
    load: async () => (await import('../day/settle.js')).day,
  },
  {
    name: 'init',
    text: HELP_TEXTS.init,
    options: [...DAY_OPTIONS, NEW_DATA, ...ENGINE_OPTIONS],
    examples: ['init --trades 20 --data demo'],
    load: async () => (await import('../day/init.js')).init,
  },
  {
    name: 'reference-day',
    text: HELP_TEXTS.referenceDay,
    options: [
      ...DAY_OPTIONS,
      { flags: '-o, --output <file>', text: HELP_TEXTS.dayOutput, required: true },
    ],
    examples: ['reference-day -o day.csv', 'reference-day --trades 200 --seed 7 -o day.json'],
    load: async () => (await import('../day/reference-day.js')).writeReferenceDay,
  },
];
