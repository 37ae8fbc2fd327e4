import type { CommandGroup, CommandSpec } from '../command/spec.js';
import { REMOTE_TEXTS } from '../texts/remote.js';
import { AS, DATA, SERVER } from './options.js';

export const STATUS_COMMAND: CommandSpec = {
  name: 'status',
  text: REMOTE_TEXTS.status,
  options: [...SERVER, { flags: '--watch', text: REMOTE_TEXTS.watch }],
  examples: ['status --url http://127.0.0.1:8420', 'status --watch --url http://127.0.0.1:8420'],
  load: async () => (await import('../remote/status.js')).showStatus,
};

export const READ_MODEL_COMMANDS: CommandGroup = {
  name: 'read-model',
  text: REMOTE_TEXTS.readModelGroup,
  commands: [
    {
      name: 'rebuild',
      text: REMOTE_TEXTS.rebuild,
      options: [AS, DATA, ...SERVER],
      examples: [
        'read-model rebuild --data demo',
        'read-model rebuild --url http://127.0.0.1:8420 --user hbsec-admin',
      ],
      load: async () => (await import('../read-model/rebuild.js')).rebuildReadModel,
    },
  ],
};

const SPEED = { flags: '--speed <n>', text: REMOTE_TEXTS.driveSpeed };

const ACTIONS = [
  { name: 'start', text: REMOTE_TEXTS.driveStart, action: 'START' },
  { name: 'pause', text: REMOTE_TEXTS.drivePause, action: 'PAUSE' },
  { name: 'resume', text: REMOTE_TEXTS.driveResume, action: 'RESUME' },
  { name: 'status', text: REMOTE_TEXTS.driveStatus, action: undefined },
] as const;

export const DRIVE_COMMANDS: CommandGroup = {
  name: 'drive',
  text: REMOTE_TEXTS.drive,
  commands: ACTIONS.map(({ name, text, action }) => ({
    name,
    text,
    options: [...SERVER, ...(action === 'START' || action === 'RESUME' ? [SPEED] : [])],
    examples: [`drive ${name} --url http://127.0.0.1:8420`],
    load: async () => (await import('../remote/drive.js')).driveCommand(action),
  })),
};
