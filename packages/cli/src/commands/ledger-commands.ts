import type { CommandGroup, CommandSpec } from '../command/spec.js';
import { HELP_TEXTS } from '../texts/help.js';
import { DATA } from './options.js';

export const LEDGER_COMMANDS: CommandGroup = {
  name: 'ledger',
  text: HELP_TEXTS.ledger,
  commands: [
    {
      name: 'info',
      text: HELP_TEXTS.ledgerInfo,
      options: [DATA],
      examples: ['ledger info --data day-2026-09-21-1'],
      load: async () => (await import('../ledger/info.js')).showInfo,
    },
    {
      name: 'block',
      text: HELP_TEXTS.ledgerBlock,
      arguments: [{ name: '[height]', text: HELP_TEXTS.heightArgument }],
      options: [DATA],
      examples: ['ledger block 17 --data day-2026-09-21-1', 'ledger block --json'],
      load: async () => (await import('../ledger/block.js')).showBlock,
    },
    {
      name: 'verify',
      text: HELP_TEXTS.ledgerVerify,
      options: [DATA, { flags: '--as <institution>', text: HELP_TEXTS.verifyAs }],
      examples: ['ledger verify --data day-2026-09-21-1', 'ledger verify --as HBSEC --json'],
      load: async () => (await import('../ledger/verify.js')).verifyLedger,
    },
    {
      name: 'set-day',
      text: HELP_TEXTS.setDay,
      options: [
        { flags: '--date <date>', text: HELP_TEXTS.setDayDate },
        { flags: '--phase <phase>', text: HELP_TEXTS.setDayPhase, required: true },
        DATA,
      ],
      examples: ['ledger set-day --date 2026-09-23 --phase OPEN', 'ledger set-day --phase CUT_OFF'],
      load: async () => (await import('../ledger/set-day.js')).setDay,
    },
  ],
};

export const PARTICIPANT_COMMANDS: CommandGroup = {
  name: 'participant',
  text: HELP_TEXTS.participant,
  commands: [
    {
      name: 'list',
      text: HELP_TEXTS.participantList,
      options: [DATA],
      examples: ['participant list --data day-2026-09-21-1'],
      load: async () => (await import('../participant/list.js')).listParticipants,
    },
  ],
};

export const DOCTOR_COMMAND: CommandSpec = {
  name: 'doctor',
  text: HELP_TEXTS.doctor,
  options: [DATA],
  examples: ['doctor', 'doctor --data day-2026-09-21-1 --json'],
  load: async () => (await import('../doctor/doctor.js')).doctor,
};
