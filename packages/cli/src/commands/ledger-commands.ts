import type { CommandGroup, CommandSpec } from '../command/spec.js';
import { HELP_TEXTS } from '../texts/help.js';
import { REMOTE_TEXTS } from '../texts/remote.js';
import { DATA, OWN_KEYS, SERVER } from './options.js';

export const LEDGER_COMMANDS: CommandGroup = {
  name: 'ledger',
  text: HELP_TEXTS.ledger,
  commands: [
    {
      name: 'info',
      text: HELP_TEXTS.ledgerInfo,
      options: [DATA, ...SERVER],
      examples: ['ledger info --data day-2026-09-21-1'],
      load: async () => (await import('../ledger/info.js')).showInfo,
    },
    {
      name: 'block',
      text: HELP_TEXTS.ledgerBlock,
      arguments: [{ name: '[height]', text: HELP_TEXTS.heightArgument }],
      options: [DATA, ...SERVER],
      examples: ['ledger block 17 --data day-2026-09-21-1', 'ledger block --json'],
      load: async () => (await import('../ledger/block.js')).showBlock,
    },
    {
      name: 'verify',
      text: HELP_TEXTS.ledgerVerify,
      options: [
        DATA,
        { flags: '--as <institution>', text: HELP_TEXTS.verifyAs },
        ...OWN_KEYS,
        { flags: '--genesis <file>', text: REMOTE_TEXTS.ownGenesis },
      ],
      examples: [
        'ledger verify --data day-2026-09-21-1',
        'ledger verify --as HBSEC --json',
        'ledger verify --url http://127.0.0.1:8420 --genesis genesis.json',
      ],
      load: async () => (await import('../ledger/verify.js')).verifyLedger,
    },
    {
      name: 'set-day',
      text: HELP_TEXTS.setDay,
      options: [
        { flags: '--date <date>', text: HELP_TEXTS.setDayDate },
        { flags: '--phase <phase>', text: HELP_TEXTS.setDayPhase, required: true },
        DATA,
        ...OWN_KEYS,
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
      options: [DATA, ...SERVER],
      examples: ['participant list --data day-2026-09-21-1'],
      load: async () => (await import('../participant/list.js')).listParticipants,
    },
    {
      name: 'join',
      text: REMOTE_TEXTS.join,
      arguments: [{ name: '<code>', text: REMOTE_TEXTS.code }],
      options: [
        { flags: '--url <url>', text: REMOTE_TEXTS.url, required: true },
        { flags: '--keystore <file>', text: REMOTE_TEXTS.newKeystore, required: true },
        { flags: '--role <role>', text: REMOTE_TEXTS.role, required: true },
        { flags: '--name-ko <name>', text: REMOTE_TEXTS.nameKo, required: true },
        { flags: '--name-en <name>', text: REMOTE_TEXTS.nameEn, required: true },
        { flags: '--token <token>', text: REMOTE_TEXTS.operatorToken },
        { flags: '--user <name>', text: REMOTE_TEXTS.user },
      ],
      examples: [
        'participant join INSUR --role INSURER --name-ko Hanbit --name-en Hanbit ' +
          '--url http://127.0.0.1:8420 --keystore insurer.keys',
      ],
      load: async () => (await import('../remote/join.js')).join,
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
