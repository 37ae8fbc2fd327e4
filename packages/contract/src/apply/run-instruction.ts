import {
  firstRejection,
  mayTrade,
  STEP_RULES,
  STEPS,
  type Actor,
  type Rejection,
  type Role,
  type Step,
} from '@bondledger/domain';
import { refuseNamed } from '../instruction/members.js';
import { isRegistryStep } from '../registry/instruction.js';
import { runRegistryStep } from '../registry/run-registry-step.js';
import { formOf } from '../step/form.js';
import { HANDLERS } from '../step/handlers.js';
import type { StepAnswer, StepContext } from './step-context.js';

const STEP_NAMES: ReadonlySet<string> = new Set(STEPS);
const isStep = (step: string): step is Step => STEP_NAMES.has(step);

const roleFits = (actor: Actor, roles: readonly Role[]): boolean => {
  switch (actor) {
    case 'SELLER':
    case 'BUYER':
    case 'PARTY':
      return mayTrade(roles);
    case 'ASSET_MANAGER':
      return roles.includes('ASSET_MANAGER');
    case 'CUSTODIAN':
      return roles.includes('CUSTODIAN');
    case 'KSD':
      return roles.includes('DEPOSITORY');
    case 'BOK':
      return roles.includes('CENTRAL_BANK');
  }
};

const stop = (rejection: Rejection): StepAnswer => ({ ok: false, rejection });

/**
 * The rules that hold for every instruction, then those of its step. Every rule is asked, and the
 * rejection that comes first in the catalogue is the answer; what a refused step changed is undone
 * by the caller.
 */
export function runInstruction(context: StepContext, guarded: ReadonlySet<string>): StepAnswer {
  const { core, header, instruction, participant } = context;
  const isOwn = core.participant === header.participant;
  const early: Early = {
    alien: isOwn ? undefined : { code: 'PARTICIPANT_MISMATCH' },
    agent: core.onBehalfOf === undefined ? undefined : { code: 'AGENT_NOT_OFFERED' },
    guard: guarded.has(instruction.leaf) ? { code: 'GUARD_REFUSED' } : undefined,
  };
  if (isRegistryStep(core.step)) {
    const role = roleFits('KSD', participant.roles) ? undefined : notInRole(core.step);
    return judge(runRegistryStep(context, core.step), early, role, undefined);
  }
  if (!isStep(core.step)) {
    const unknown = refuseNamed('STEP_UNKNOWN', 'step', core.step);
    return stop(firstRejection(early.alien, unknown) ?? unknown);
  }
  const rule = STEP_RULES[core.step];
  const { phase } = context.day;
  return judge(
    runStep(context, core.step),
    early,
    roleFits(rule.actor, participant.roles) ? undefined : notInRole(core.step),
    rule.phases.includes(phase) ? undefined : { code: 'PHASE_NOT_ALLOWED', params: { phase } },
  );
}

interface Early {
  readonly alien: Rejection | undefined;
  readonly agent: Rejection | undefined;
  readonly guard: Rejection | undefined;
}

const notInRole = (step: string): Rejection => ({ code: 'ROLE_NOT_ALLOWED', params: { step } });

/** Outside its phase a step is refused, but what was accepted before keeps its receipt. */
function judge(
  answer: StepAnswer,
  { alien, agent, guard }: Early,
  role: Rejection | undefined,
  phase: Rejection | undefined,
): StepAnswer {
  const own = answer.ok ? undefined : answer.rejection;
  const late = answer.ok && answer.replayed === true ? undefined : phase;
  const wrong = firstRejection(alien, agent, role, guard, late, own);
  return wrong === undefined ? answer : stop(wrong);
}

function runStep(context: StepContext, step: Step): StepAnswer {
  const { rejection, terms } = formOf(step, context.core, context.side);
  if (rejection !== undefined) return stop(rejection);
  return HANDLERS[step](terms === undefined ? context : { terms, ...context });
}
