import type { StepAnswer, StepContext } from '../apply/step-context.js';
import { acceptedKey, encodeRegistry, readRegistry, type AcceptedRecord } from './records.js';
import type { RegistryStep } from './instruction.js';
import { addHolidays, setDay } from './calendar-steps.js';
import { openHolding } from './holding-steps.js';
import { registerIssue } from './issue-steps.js';
import { registerKey, revokeKey } from './key-steps.js';
import { registerParticipant, resumeParticipant, suspendParticipant } from './participant-steps.js';
import type { RegistryHandler } from './registry-handler.js';

const NOT_OFFERED: RegistryHandler = () => ({ code: 'STEP_NOT_OFFERED' });

const HANDLERS: Readonly<Record<RegistryStep, RegistryHandler>> = {
  REGISTER_PARTICIPANT: registerParticipant,
  SUSPEND_PARTICIPANT: suspendParticipant,
  RESUME_PARTICIPANT: resumeParticipant,
  REGISTER_KEY: registerKey,
  REVOKE_KEY: revokeKey,
  REGISTER_ISSUE: registerIssue,
  OPEN_HOLDING: openHolding,
  ADD_HOLIDAYS: addHolidays,
  SET_DAY: setDay,
  REPLACE_SEALING_KEY: NOT_OFFERED,
  REKEY_HOLDINGS: NOT_OFFERED,
  DELEGATE: NOT_OFFERED,
  END_DELEGATION: NOT_OFFERED,
};

/** Administration: what was accepted once is answered alike for ever, by its leaf. */
export function runRegistryStep(context: StepContext, step: RegistryStep): StepAnswer {
  const { workspace, instruction } = context;
  const key = acceptedKey(instruction.leaf);
  const accepted = workspace.get(key, undefined, (bytes) => readRegistry<AcceptedRecord>(bytes));
  if (accepted.ok && accepted.value !== undefined) return { ok: true, revision: 1, replayed: true };
  const { tradeId, chainId } = context.core;
  if (tradeId !== undefined || chainId !== undefined) {
    const field = tradeId === undefined ? 'chainId' : 'tradeId';
    return { ok: false, rejection: { code: 'FIELD_UNKNOWN', params: { field } } };
  }
  const rejection = HANDLERS[step](context);
  if (rejection !== undefined) return { ok: false, rejection };
  workspace.put(key, undefined, { step }, () => encodeRegistry({ step }));
  return { ok: true, revision: 1 };
}
