import type { Placed } from '@bondledger/legacy';
import type { Action } from '@bondledger/sdk';
import type { Call } from '../command/call.js';
import type { ExitCode } from '../exit-code.js';
import { withActing } from './with-acting.js';
import type { StepInput } from './input.js';
import { needsBook, plan, planMerges, type Actor } from './plan.js';
import { readInputs } from './read-inputs.js';
import { answerSteps } from './report.js';
import { take, type Planned } from './take.js';
import type { Verb } from './verb.js';

/** Takes a verb's step on what the command line or a file names. */
export async function runVerb(call: Call, verb: Verb): Promise<ExitCode> {
  const { good, faults } = await readInputs(call, verb);
  const { step } = verb;
  const rows = {
    step,
    faults,
    good: good.map(({ place, value }) => ({ place, value: nameOf(value) })),
  };
  if (faults.length > 0 && !call.flag('skipBad')) {
    return answerSteps(call, { ...rows, taken: [], leftAside: 0 });
  }
  const asks = step !== 'MERGE' && good.some(({ value }) => needsBook(step, value));
  return withActing(call, asks, async (acting) => {
    const own = good.filter(({ value }) => isFor(verb, value, acting.participant));
    const planned = step === 'MERGE' ? mergesOf(own) : plannedOf(acting, verb, own);
    const taken = await take(call, acting, step, planned);
    return answerSteps(call, { ...rows, taken, leftAside: good.length - own.length });
  });
}

/** What a row is known by. */
const nameOf = (input: StepInput): Readonly<Record<string, string>> => {
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
  actor: Actor,
  { step }: Verb,
  inputs: readonly Placed<StepInput>[],
): readonly Planned[] {
  return inputs.flatMap(({ place, value }): Planned[] => {
    const subject = nameOf(value);
    const found = plan(actor, step, value);
    if (!found.ok) return [{ ...place, subject, plan: found.rejection }];
    return found.value.map((action) => ({
      ...place,
      subject: { ...subject, ...sideOf(action) },
      plan: action,
    }));
  });
}

const sideOf = (action: Action): Readonly<Record<string, string>> =>
  'side' in action ? { side: action.side } : {};

const mergesOf = (inputs: readonly Placed<StepInput>[]): readonly Planned[] =>
  planMerges(inputs.map(({ value }) => value)).map((plan) => ({
    subject: 'tradeIds' in plan ? { tradeIds: plan.tradeIds } : {},
    plan,
  }));
