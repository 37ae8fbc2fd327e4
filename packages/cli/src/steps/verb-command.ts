import type { Action, Institution } from '@bondledger/sdk';
import type { Call } from '../command/call.js';
import type { CommandSpec, OptionSpec } from '../command/spec.js';
import { AS, DATA, ENCODING } from '../commands/options.js';
import type { ExitCode } from '../exit-code.js';
import type { Placed } from '../files/fault.js';
import { HELP_TEXTS } from '../texts/help.js';
import { withInstitution } from '../trade/with-institution.js';
import type { InputPart, StepInput } from './input.js';
import { plan, planMerges, type Actor } from './plan.js';
import { readInputs } from './read-inputs.js';
import { answerSteps } from './report.js';
import { take, type Planned } from './take.js';
import type { Verb } from './verb.js';

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
    arguments: [{ name: '<subject...>', text: verb.step === 'MERGE' ? HELP_TEXTS.mergeArgument : text }],
    options: [
      AS,
      DATA,
      ...verb.parts.flatMap((part) => PART_OPTIONS[part]),
      { flags: '--skip-bad', text: HELP_TEXTS.skipBad },
      ENCODING,
    ],
    examples: [`trade ${verb.name} ${verb.example}`],
    run: (call) => runVerb(call, verb),
  };
};

async function runVerb(call: Call, verb: Verb): Promise<ExitCode> {
  const { good, faults } = await readInputs(call, verb);
  const { step } = verb;
  const rows = { step, faults, good: good.map(({ place, value }) => ({ place, value: nameOf(value) })) };
  if (faults.length > 0 && !call.flag('skipBad')) {
    return answerSteps(call, { ...rows, taken: [], leftAside: 0 });
  }
  return withInstitution(call, true, async ({ institution }) => {
    const own = good.filter(({ value }) => isFor(verb, value, institution.participant));
    const planned = step === 'MERGE' ? mergesOf(own) : plannedOf(institution, verb, own);
    const taken = await take(call, institution, step, planned);
    return answerSteps(call, { ...rows, taken, leftAside: good.length - own.length });
  });
}

/** What a row is known by. */
export const nameOf = (input: StepInput): Readonly<Record<string, string>> => {
  const { tradeId, chainId, paymentNo, ticket } = input;
  return {
    ...(tradeId === undefined ? {} : { tradeId }),
    ...(chainId === undefined ? {} : { chainId }),
    ...(paymentNo === undefined ? {} : { paymentNo }),
    ...(ticket === undefined ? {} : { reference: ticket.terms.reference }),
  };
};

/** A file of tickets has all that an institution traded: each step is for one of its roles. */
function isFor({ step }: Verb, { ticket }: StepInput, participant: string): boolean {
  if (ticket === undefined) return true;
  if (step === 'CONFIRM') return ticket.terms.buyer === participant;
  const funds = [ticket.sellerSide?.fund, ticket.buyerSide?.fund];
  return funds.some((fund) => fund?.assetManager === participant);
}

function plannedOf(
  institution: Institution,
  { step }: Verb,
  inputs: readonly Placed<StepInput>[],
): readonly Planned[] {
  const actor: Actor = { participant: institution.participant, book: institution.book };
  return inputs.flatMap(({ place, value }): Planned[] => {
    const subject = nameOf(value);
    const found = plan(actor, step, value);
    if (!found.ok) return [{ ...place, subject, plan: found.rejection }];
    return found.value.map((action) => ({ ...place, subject: { ...subject, ...sideOf(action) }, plan: action }));
  });
}

const sideOf = (action: Action): Readonly<Record<string, string>> =>
  'side' in action ? { side: action.side } : {};

const mergesOf = (inputs: readonly Placed<StepInput>[]): readonly Planned[] =>
  planMerges(inputs.map(({ value }) => value)).map((plan) => ({
    subject: 'tradeIds' in plan ? { tradeIds: plan.tradeIds } : {},
    plan,
  }));
