import type { CommandGroup } from '../command/spec.js';
import { HELP_TEXTS } from '../texts/help.js';
import { DATA, TOPOLOGY } from './options.js';

export const FABRIC_COMMANDS: CommandGroup = {
  name: 'fabric',
  text: HELP_TEXTS.fabric,
  commands: [
    {
      name: 'up',
      text: HELP_TEXTS.fabricUp,
      options: [DATA, TOPOLOGY],
      examples: ['fabric up --data demo', 'fabric up --data demo --topology consortium.yaml'],
      load: async () => (await import('../fabric/up.js')).up,
    },
    {
      name: 'down',
      text: HELP_TEXTS.fabricDown,
      options: [DATA],
      examples: ['fabric down --data demo'],
      load: async () => (await import('../fabric/down.js')).down,
    },
    {
      name: 'status',
      text: HELP_TEXTS.fabricStatus,
      options: [DATA],
      examples: ['fabric status --data demo', 'fabric status --json'],
      load: async () => (await import('../fabric/status.js')).showStatus,
    },
    {
      name: 'logs',
      text: HELP_TEXTS.fabricLogs,
      arguments: [{ name: '[node...]', text: HELP_TEXTS.nodeArgument }],
      options: [DATA, { flags: '--lines <n>', text: HELP_TEXTS.logLines }],
      examples: ['fabric logs --data demo', 'fabric logs peer0.ksd chaincode.ksd --lines 100'],
      load: async () => (await import('../fabric/logs.js')).showLogs,
    },
    {
      name: 'reset',
      text: HELP_TEXTS.fabricReset,
      options: [DATA, { flags: '--yes', text: HELP_TEXTS.yes }],
      examples: ['fabric reset --yes --data demo'],
      load: async () => (await import('../fabric/down.js')).reset,
    },
    {
      name: 'doctor',
      text: HELP_TEXTS.fabricDoctor,
      options: [DATA],
      examples: ['fabric doctor --data demo'],
      load: async () => (await import('../fabric/doctor.js')).examine,
    },
  ],
};
