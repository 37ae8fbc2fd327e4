import type { CommandGroup } from '../command/spec.js';
import { HELP_TEXTS } from '../texts/help.js';
import { AS, DATA, OWN_KEYS } from './options.js';

export const EVIDENCE_COMMANDS: CommandGroup = {
  name: 'evidence',
  text: HELP_TEXTS.evidence,
  commands: [
    {
      name: 'export',
      text: HELP_TEXTS.evidenceExport,
      arguments: [{ name: '<trade>', text: HELP_TEXTS.tradeArgument }],
      options: [
        AS,
        DATA,
        ...OWN_KEYS,
        { flags: '-o, --output <file>', text: HELP_TEXTS.evidenceOutput, required: true },
        { flags: '--without-sides', text: HELP_TEXTS.withoutSides },
      ],
      examples: ['evidence export 20260921-4C0R1VM8T5XQWJ2Z7K9P3NDHAB --as HBSEC -o evidence.json'],
      load: async () => (await import('../evidence/export.js')).exportEvidence,
    },
    {
      name: 'verify',
      text: HELP_TEXTS.evidenceVerify,
      arguments: [{ name: '<file>', text: HELP_TEXTS.evidenceFile }],
      options: [{ flags: '--genesis <file>', text: HELP_TEXTS.genesis, required: true }],
      examples: ['evidence verify evidence.json --genesis day-2026-09-21-1/genesis.json'],
      load: async () => (await import('../evidence/verify.js')).verifyFile,
    },
  ],
};
