import type { CommandGroup, CommandSpec } from '../command/spec.js';
import { DAY_COMMANDS } from './day-commands.js';
import { EVIDENCE_COMMANDS } from './evidence-commands.js';
import { FABRIC_COMMANDS } from './fabric-commands.js';
import { DOCTOR_COMMAND, LEDGER_COMMANDS, PARTICIPANT_COMMANDS } from './ledger-commands.js';
import { START_COMMAND, USER_COMMANDS } from './server-commands.js';
import { DRIVE_COMMANDS, READ_MODEL_COMMANDS, STATUS_COMMAND } from './remote-commands.js';
import { TRADE_COMMANDS } from './trade-commands.js';

/** Every command, in the order in which the help lists them. */
export const COMMANDS: readonly (CommandSpec | CommandGroup)[] = [
  START_COMMAND,
  ...DAY_COMMANDS,
  TRADE_COMMANDS,
  EVIDENCE_COMMANDS,
  LEDGER_COMMANDS,
  PARTICIPANT_COMMANDS,
  STATUS_COMMAND,
  DRIVE_COMMANDS,
  READ_MODEL_COMMANDS,
  USER_COMMANDS,
  FABRIC_COMMANDS,
  DOCTOR_COMMAND,
];
