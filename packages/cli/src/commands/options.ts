import { HELP_TEXTS as TEXTS } from '../texts/help.js';
import type { OptionSpec } from '../command/spec.js';

/** Options that several commands share. */
export const DATA: OptionSpec = { flags: '--data <dir>', text: TEXTS.data };
export const AS: OptionSpec = { flags: '--as <institution>', text: TEXTS.as, required: true };
export const ENCODING: OptionSpec = { flags: '--encoding <name>', text: TEXTS.encoding };
export const TRADES: OptionSpec = { flags: '--trades <n>', text: TEXTS.trades };
export const SEED: OptionSpec = { flags: '--seed <text>', text: TEXTS.seed };
export const DATE: OptionSpec = { flags: '--date <date>', text: TEXTS.tradeDate };
