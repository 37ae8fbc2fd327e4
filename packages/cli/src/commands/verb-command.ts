import type { CommandSpec, OptionSpec } from '../command/spec.js';
import type { InputPart } from '../steps/input.js';
import type { Verb } from '../steps/verb.js';
import { HELP_TEXTS } from '../texts/help.js';
import { AS, DATA, ENCODING, OWN_KEYS, SKIP_BAD } from './options.js';

const PART_OPTIONS: Readonly<Record<InputPart, readonly OptionSpec[]>> = {
  own: [
    { flags: '--account <number>', text: HELP_TEXTS.account },
    { flags: '--capacity <capacity>', text: HELP_TEXTS.capacity },
    { flags: '--fund <code>', text: HELP_TEXTS.fund },
    { flags: '--asset-manager <institution>', text: HELP_TEXTS.assetManager },
    { flags: '--custodian <institution>', text: HELP_TEXTS.custodian },
  ],
  lots: [{ flags: '--lots <lots>', text: HELP_TEXTS.lots }],
  side: [{ flags: '--side <side>', text: HELP_TEXTS.side }],
  reject: [{ flags: '--reason <reason>', text: HELP_TEXTS.rejectReason }],
  decline: [{ flags: '--reason <reason>', text: HELP_TEXTS.declineReason }],
  cancel: [{ flags: '--reason <reason>', text: HELP_TEXTS.cancelReason }],
  fields: [{ flags: '--fields <names>', text: HELP_TEXTS.fields }],
};

const SUBJECT_TEXT = {
  tradeId: HELP_TEXTS.tradesArgument,
  chainId: HELP_TEXTS.chainsArgument,
  paymentNo: HELP_TEXTS.paymentsArgument,
} as const;

/** The command of a verb: the same for all but its words. */
export const verbCommand = (verb: Verb): CommandSpec => {
  const isEither = verb.subjects.length === 2;
  const text = isEither ? HELP_TEXTS.tradesOrChainsArgument : SUBJECT_TEXT[verb.subjects[0]];
  return {
    name: verb.name,
    text: verb.text,
    arguments: [
      { name: '<subject...>', text: verb.step === 'MERGE' ? HELP_TEXTS.mergeArgument : text },
    ],
    options: [
      AS,
      DATA,
      ...OWN_KEYS,
      ...verb.parts.flatMap((part) => PART_OPTIONS[part]),
      SKIP_BAD,
      ENCODING,
    ],
    examples: [`trade ${verb.name} ${verb.example}`],
    load: async () => {
      const { runVerb } = await import('../steps/run-verb.js');
      return (call) => runVerb(call, verb);
    },
  };
};
