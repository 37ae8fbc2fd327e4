import type { CommandGroup, CommandSpec } from '../command/spec.js';
import { DAY, INIT, REFERENCE_DAY, START } from '../day/commands.js';
import { DOCTOR } from '../doctor/doctor.js';
import { EXPORT } from '../evidence/export.js';
import { VERIFY as VERIFY_EVIDENCE } from '../evidence/verify.js';
import { BLOCK } from '../ledger/block.js';
import { INFO } from '../ledger/info.js';
import { SET_DAY } from '../ledger/set-day.js';
import { VERIFY as VERIFY_LEDGER } from '../ledger/verify.js';
import { PARTICIPANTS } from '../participant/list.js';
import { verbCommand } from '../steps/verb-command.js';
import { VERBS } from '../steps/verb.js';
import { HELP_TEXTS } from '../texts/help.js';
import { HISTORY } from '../trade/history.js';
import { LIST } from '../trade/list.js';
import { SHOW } from '../trade/show.js';
import { SUBMIT } from '../trade/submit.js';

/** Every command, in the order in which the help lists them. */
export const COMMANDS: readonly (CommandSpec | CommandGroup)[] = [
  START,
  DAY,
  INIT,
  REFERENCE_DAY,
  {
    name: 'trade',
    text: HELP_TEXTS.trade,
    commands: [LIST, SHOW, HISTORY, SUBMIT, ...VERBS.map(verbCommand)],
  },
  { name: 'evidence', text: HELP_TEXTS.evidence, commands: [EXPORT, VERIFY_EVIDENCE] },
  { name: 'ledger', text: HELP_TEXTS.ledger, commands: [INFO, BLOCK, VERIFY_LEDGER, SET_DAY] },
  { name: 'participant', text: HELP_TEXTS.participant, commands: [PARTICIPANTS] },
  DOCTOR,
];
