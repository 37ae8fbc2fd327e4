import type { OptionSpec } from '../command/spec.js';
import { HELP_TEXTS } from '../texts/help.js';

/** Options that several commands share. */
export const DATA: OptionSpec = { flags: '--data <dir>', text: HELP_TEXTS.data };
export const AS: OptionSpec = {
  flags: '--as <institution>',
  text: HELP_TEXTS.as,
  required: true,
};
export const TOPOLOGY: OptionSpec = { flags: '--topology <file>', text: HELP_TEXTS.topology };
export const ENCODING: OptionSpec = { flags: '--encoding <name>', text: HELP_TEXTS.encoding };
export const SKIP_BAD: OptionSpec = { flags: '--skip-bad', text: HELP_TEXTS.skipBad };
