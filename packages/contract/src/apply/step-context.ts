import type { Calendar, Rejection, Terms } from '@bondledger/domain';
import type { BatchHeader } from '../batch/batch.js';
import { join } from '../bytes/join.js';
import { toBase64 } from '../bytes/text.js';
import type { CorePart } from '../instruction/core-part.js';
import type { SidePart } from '../instruction/side-part.js';
import type { CoreEvidence, SideHalf, SideWhole } from '../record/evidence.js';
import type { DayRecord, ParticipantRecord } from '../registry/records.js';
import type { Environment } from './environment.js';
import type { PreparedBatch, PreparedInstruction } from './prepare.js';
import type { Workspace } from './workspace.js';

/** Everything that the rules of one step look at. */
export interface StepContext {
  readonly environment: Environment;
  readonly workspace: Workspace;
  readonly batch: PreparedBatch;
  readonly header: BatchHeader;
  readonly index: number;
  readonly instruction: PreparedInstruction;
  readonly core: CorePart;
  readonly side: SidePart;
  /** With SUBMIT. */
  readonly terms?: Terms;
  readonly participant: ParticipantRecord;
  readonly day: DayRecord;
  readonly calendar: Calendar;
}

/** What a step answers: the new revision, or the one reason why it was refused. */
export type StepAnswer =
  | { readonly ok: true; readonly revision: number; readonly replayed?: boolean }
  | { readonly ok: false; readonly rejection: Rejection };

export type StepHandler = (context: StepContext) => StepAnswer;

const headerEvidence = (
  context: StepContext,
): Pick<CoreEvidence, 'header' | 'index' | 'path' | 'signature'> => ({
  header: context.batch.submission.batch.header,
  index: context.index,
  path: toBase64(join(...(context.batch.tree?.path(context.index) ?? []))),
  signature: toBase64(context.batch.submission.batch.signature),
});

/** Evidence for a core box: members in canonical order. */
export const coreEvidence = (context: StepContext): CoreEvidence => ({
  core: context.instruction.parts.core,
  coreSalt: toBase64(context.instruction.parts.coreSalt),
  ...headerEvidence(context),
  sideHash: context.instruction.sideHash,
});

export const sideHalf = ({ instruction }: StepContext): SideHalf => ({
  kind: 'half',
  leaf: instruction.leaf,
  side: instruction.parts.side,
  sideSalt: toBase64(instruction.parts.sideSalt),
});

export const sideWhole = (context: StepContext): SideWhole => {
  const { header, index, path, signature } = headerEvidence(context);
  const { leaf, parts } = context.instruction;
  return {
    core: parts.core,
    coreSalt: toBase64(parts.coreSalt),
    header,
    index,
    kind: 'whole',
    leaf,
    path,
    side: parts.side,
    sideSalt: toBase64(parts.sideSalt),
    signature,
  };
};
