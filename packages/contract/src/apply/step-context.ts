import type { Calendar, Rejection, Terms } from '@bondledger/domain';
import type { BatchHeader } from '../batch/batch.js';
import type { CorePart } from '../instruction/core-part.js';
import type { SidePart } from '../instruction/side-part.js';
import {
  writeCoreEvidence,
  writeSideHalf,
  writeSideWhole,
  type BatchEvidence,
  type InstructionEvidence,
  type WriteEvidence,
} from '../record/evidence-codec.js';
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

const own = ({ batch, index, instruction }: StepContext): InstructionEvidence => ({
  core: instruction.parts.core,
  coreSalt: instruction.parts.coreSalt,
  index,
  path: batch.tree?.path(index) ?? [],
});

const ofBatch = ({ batch }: StepContext): BatchEvidence => ({
  header: batch.headerBytes,
  signature: batch.submission.batch.signature,
});

/** Evidence for a core box. */
export const coreEvidence =
  (context: StepContext): WriteEvidence =>
  (to) => {
    writeCoreEvidence(to, ofBatch(context), own(context), context.instruction.sideHash);
  };

/** Evidence for a side box beside a core box that holds the rest. */
export const sideHalf =
  ({ instruction: { leafBytes, parts } }: StepContext): WriteEvidence =>
  (to) => {
    writeSideHalf(to, leafBytes, parts.side, parts.sideSalt);
  };

/** Evidence for a side box that holds all of it. */
export const sideWhole =
  (context: StepContext): WriteEvidence =>
  (to) => {
    const { leafBytes, parts } = context.instruction;
    writeSideWhole(to, ofBatch(context), own(context), leafBytes, parts.side, parts.sideSalt);
  };
