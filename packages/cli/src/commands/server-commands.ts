import type { CommandGroup, CommandSpec } from '../command/spec.js';
import { HELP_TEXTS } from '../texts/help.js';
import { SERVER_TEXTS } from '../texts/server.js';
import { DATA } from './options.js';
import { DAY_OPTIONS, ENGINE_OPTIONS, NEW_DATA } from './day-commands.js';

export const START_COMMAND: CommandSpec = {
  name: 'start',
  text: HELP_TEXTS.start,
  options: [
    { flags: '--port <n>', text: HELP_TEXTS.port },
    { flags: '--host <address>', text: HELP_TEXTS.host },
    { flags: '--tls-cert <file>', text: HELP_TEXTS.tlsCert },
    { flags: '--tls-key <file>', text: HELP_TEXTS.tlsKey },
    { flags: '--institution <code>', text: HELP_TEXTS.servedInstitution },
    { flags: '--config <file>', text: HELP_TEXTS.config },
    ...DAY_OPTIONS,
    NEW_DATA,
    ...ENGINE_OPTIONS,
  ],
  examples: [
    'start',
    'start --trades 200 --data demo --port 9000',
    'start --engine fabric',
    'start --institution HBSEC --config hbsec.yaml',
  ],
  load: async () => (await import('../server/start.js')).start,
};

export const USER_COMMANDS: CommandGroup = {
  name: 'user',
  text: SERVER_TEXTS.userGroup,
  commands: [
    {
      name: 'reset',
      text: SERVER_TEXTS.userReset,
      arguments: [{ name: '<user>', text: SERVER_TEXTS.userName }],
      options: [
        DATA,
        { flags: '--institution <code>', text: SERVER_TEXTS.userInstitution },
        { flags: '--config <file>', text: SERVER_TEXTS.userConfig },
      ],
      examples: [
        'user reset hbsec-maker --data demo',
        'user reset hbsec-admin --institution HBSEC --config hbsec.yaml',
      ],
      load: async () => (await import('../user/reset.js')).resetUser,
    },
  ],
};
