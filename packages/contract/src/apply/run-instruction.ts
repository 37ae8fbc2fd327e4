import {
  mayTrade,
  STEP_RULES,
  STEPS,
  type Actor,
  type Rejection,
  type Role,
  type Step,
} from '@bondledger/domain';
import { isRegistryStep, REGISTRY_NOT_OFFERED } from '../registry/instruction.js';
import { runRegistryStep } from '../registry/run-registry-step.js';
import { checkData, checkSidePart } from '../step/data.js';
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

/** The rules that hold for every instruction, then those of its step. */
export function runInstruction(context: StepContext, guarded: ReadonlySet<string>): StepAnswer {
  const { core, header, instruction } = context;
  if (core.participant !== header.participant) return stop({ code: 'PARTICIPANT_MISMATCH' });
  if (isRegistryStep(core.step)) {
    if (REGISTRY_NOT_OFFERED.has(core.step)) return stop({ code: 'STEP_NOT_OFFERED' });
    if (core.onBehalfOf !== undefined) return stop({ code: 'AGENT_NOT_OFFERED' });
    if (!roleFits('KSD', context.participant.roles)) return stop({ code: 'ROLE_NOT_ALLOWED' });
    if (guarded.has(instruction.leaf)) return stop({ code: 'GUARD_REFUSED' });
    return runRegistryStep(context, core.step);
  }
  if (!isStep(core.step)) return stop({ code: 'STEP_UNKNOWN', params: { step: core.step } });
  const rule = STEP_RULES[core.step];
  const data = checkData(core.step, core.data) ?? checkSidePart(core.step, context.side);
  if (data !== undefined) return stop(data);
  if (!rule.offered) return stop({ code: 'STEP_NOT_OFFERED' });
  if (core.onBehalfOf !== undefined) return stop({ code: 'AGENT_NOT_OFFERED' });
  if (!roleFits(rule.actor, context.participant.roles)) {
    return stop({ code: 'ROLE_NOT_ALLOWED', params: { step: core.step } });
  }
  if (guarded.has(instruction.leaf)) return stop({ code: 'GUARD_REFUSED' });
  return inPhase(context, core.step);
}

/** Outside its phase a step is refused, but what was accepted before keeps its receipt. */
function inPhase(context: StepContext, step: Step): StepAnswer {
  const { phase } = context.day;
  const answer = HANDLERS[step](context);
  if (STEP_RULES[step].phases.includes(phase)) return answer;
  if (answer.ok && answer.replayed === true) return answer;
  if (!answer.ok && BEFORE_PHASE.has(answer.rejection.code)) return answer;
  return stop({ code: 'PHASE_NOT_ALLOWED', params: { phase } });
}

/** What stands before PHASE_NOT_ALLOWED in the catalogue and is found by the step's own rules. */
const BEFORE_PHASE: ReadonlySet<string> = new Set([
  'FIELD_MISSING',
  'FIELD_UNKNOWN',
  'FIELD_INVALID',
  'TEXT_NOT_NFC',
  'AMOUNT_INVALID',
  'ISIN_INVALID',
  'DATE_INVALID',
  'AGENT_NOT_OFFERED',
  'TRADE_TWICE_IN_TRANSACTION',
]);
