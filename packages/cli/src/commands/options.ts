import type { OptionSpec } from '../command/spec.js';
import { HELP_TEXTS } from '../texts/help.js';
import { REMOTE_TEXTS } from '../texts/remote.js';

/** Options that several commands share. */
export const DATA: OptionSpec = { flags: '--data <dir>', text: HELP_TEXTS.data };
export const AS: OptionSpec = { flags: '--as <institution>', text: HELP_TEXTS.as };
export const TOPOLOGY: OptionSpec = { flags: '--topology <file>', text: HELP_TEXTS.topology };
export const ENCODING: OptionSpec = { flags: '--encoding <name>', text: HELP_TEXTS.encoding };
export const SKIP_BAD: OptionSpec = { flags: '--skip-bad', text: HELP_TEXTS.skipBad };

/** A server instead of a directory. */
export const SERVER: readonly OptionSpec[] = [
  { flags: '--url <url>', text: REMOTE_TEXTS.url },
  { flags: '--token <token>', text: REMOTE_TEXTS.token },
  { flags: '--user <name>', text: REMOTE_TEXTS.user },
];
/** The same for what an institution does with keys of its own. */
export const OWN_KEYS: readonly OptionSpec[] = [
  ...SERVER,
  { flags: '--keystore <file>', text: REMOTE_TEXTS.keystore },
];
