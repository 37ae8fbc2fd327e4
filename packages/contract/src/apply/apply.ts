import { createCalendar, type Calendar, type Rejection } from '@bondledger/domain';
import type { LoggedBatch } from '../block/block.js';
import { rememberRoot } from '../block/block-hash.js';
import { join } from '../bytes/join.js';
import { sealReceipts } from '../receipt/receipt.js';
import { CALENDAR_KEY, DAY_KEY, type CalendarRecord, type DayRecord } from '../registry/records.js';
import { registryRecord } from '../registry/registry-handler.js';
import type { Applied, BatchOutcome, InstructionOutcome } from './applied.js';
import { checkBatch, type CheckedBatch } from './check-batch.js';
import type { Environment, Reads } from './environment.js';
import type { Prepared, PreparedBatch, PreparedInstruction } from './prepare.js';
import { runInstruction } from './run-instruction.js';
import type { StepAnswer } from './step-context.js';
import { Workspace } from './workspace.js';

/** The ledger before its genesis block: nothing is allowed. */
const NO_DAY: DayRecord = { businessDate: '1900-01-01', phase: 'CLOSED' };

/** Calendars by their record, which is parsed once: no result depends on it. */
const calendars = new WeakMap<CalendarRecord, Calendar>();
const WITHOUT_HOLIDAYS: CalendarRecord = { holidays: [] };

function calendarOf(record: CalendarRecord): Calendar {
  const known = calendars.get(record);
  if (known !== undefined) return known;
  const calendar = createCalendar(record.holidays);
  calendars.set(record, calendar);
  return calendar;
}

/**
 * Applies a transaction: a pure function of what keysOf named, the transaction and the ledger's
 * identity. Nothing is written for what is refused; what was accepted before is answered again.
 */
export function apply(prepared: Prepared, reads: Reads, environment: Environment): Applied {
  const workspace = new Workspace(environment.crypto, reads);
  const run = { workspace, environment, skip: prepared.skip };
  const batches: BatchOutcome[] = [];
  const logged: LoggedBatch[] = [];
  for (const batch of prepared.batches) {
    const { outcome, accepted } = runBatch(batch, run);
    batches.push(outcome);
    if (accepted.some((bits) => bits !== 0)) logged.push(loggedBatch(batch, outcome, accepted));
  }
  if (logged.length === 0) return { batches, logged: undefined };
  return { batches, logged: { batches: logged, writes: workspace.writes() } };
}

interface Run {
  readonly workspace: Workspace;
  readonly environment: Environment;
  readonly skip: ReadonlySet<string>;
}

/** The day as the instructions so far have left it: a transaction is applied one by one. */
const dayOf = ({ workspace }: Run): DayRecord =>
  registryRecord<DayRecord>({ workspace }, DAY_KEY) ?? NO_DAY;

const calendarNow = ({ workspace }: Run): Calendar =>
  calendarOf(registryRecord<CalendarRecord>({ workspace }, CALENDAR_KEY) ?? WITHOUT_HOLIDAYS);

function runBatch(
  batch: PreparedBatch,
  run: Run,
): { readonly outcome: BatchOutcome; readonly accepted: Uint8Array } {
  const checked = checkBatch(batch, run.workspace, dayOf(run), run.environment);
  const answers =
    checked.hard === undefined
      ? runGroups(batch, checked, run)
      : batch.instructions.map((): StepAnswer => ({ ok: false, rejection: checked.hard ?? LOST }));
  const outcomes = answers.map((answer, at) => outcomeOf(batch.instructions[at], answer));
  const { receiptKey } = batch.submission.opening;
  const receipts =
    receiptKey.length === 32
      ? sealReceipts(run.environment.crypto, receiptKey, batch.header?.root ?? '', outcomes)
      : new Uint8Array(0);
  const rejection = checked.hard;
  return {
    outcome: { outcomes, receipts, ...(rejection === undefined ? {} : { rejection }) },
    accepted: acceptedBits(answers),
  };
}

const LOST: Rejection = { code: 'BATCH_MALFORMED' };

function outcomeOf(
  instruction: PreparedInstruction | undefined,
  answer: StepAnswer,
): InstructionOutcome {
  const leaf = instruction?.leaf ?? '';
  if (answer.ok) return { leaf, status: 'ACCEPTED', revision: answer.revision };
  return { leaf, status: 'REFUSED', ...answer.rejection };
}

/** Linked instructions form a group that stands or falls together; most groups are of one. */
function runGroups(batch: PreparedBatch, checked: CheckedBatch, run: Run): StepAnswer[] {
  const answers: StepAnswer[] = [];
  for (let first = 0; first < batch.instructions.length;) {
    let last = first;
    while (isLinked(batch.instructions[last]) && last + 1 < batch.instructions.length) last += 1;
    const mark = run.workspace.mark();
    const group: StepAnswer[] = [];
    for (let at = first; at <= last; at += 1) group.push(runOne(batch, at, checked, run));
    // A batch that ends in the middle of a group has lost the rest of it.
    const isTorn = isLinked(batch.instructions[last]);
    if (isTorn || group.some((answer) => !answer.ok)) {
      run.workspace.rollback(mark);
      answers.push(...group.map(fallen));
    } else {
      answers.push(...group);
    }
    first = last + 1;
  }
  return answers;
}

const isLinked = (instruction: PreparedInstruction | undefined): boolean =>
  instruction?.read.ok === true && instruction.read.value.core.linked === true;

/** In a group that fell, what was refused keeps its code and the rest fell with it. */
const fallen = (answer: StepAnswer): StepAnswer =>
  answer.ok && answer.replayed !== true
    ? { ok: false, rejection: { code: 'LINKED_FAILED' } }
    : answer;

function runOne(batch: PreparedBatch, index: number, checked: CheckedBatch, run: Run): StepAnswer {
  const instruction = batch.instructions[index];
  const { participant, soft } = checked;
  const { header } = batch;
  if (instruction === undefined || header === undefined || participant === undefined) {
    return { ok: false, rejection: LOST };
  }
  if (!instruction.read.ok) {
    return { ok: false, rejection: soft ?? instruction.read.rejection };
  }
  const { core, side } = instruction.read.value;
  const { workspace, environment } = run;
  const mark = workspace.mark();
  const answer = runInstruction(
    {
      environment,
      workspace,
      batch,
      header,
      index,
      instruction,
      core,
      side,
      participant,
      day: dayOf(run),
      calendar: calendarNow(run),
    },
    run.skip,
  );
  if (answer.ok && (soft === undefined || answer.replayed === true)) return answer;
  workspace.rollback(mark);
  // A batch that may no longer be accepted says so first, except for what was accepted before.
  return soft === undefined ? answer : { ok: false, rejection: soft };
}

/**
 * One bit for each instruction, set where it was accepted anew here. One that was accepted before
 * is answered alike, but its acceptance was logged then: a leaf's bit is set once in the ledger.
 */
function acceptedBits(answers: readonly StepAnswer[]): Uint8Array {
  const accepted = new Uint8Array((answers.length + 7) >> 3);
  for (const [at, answer] of answers.entries()) {
    if (!answer.ok || answer.replayed === true) continue;
    accepted[at >> 3] = (accepted[at >> 3] ?? 0) | (128 >> (at & 7));
  }
  return accepted;
}

function loggedBatch(
  batch: PreparedBatch,
  outcome: BatchOutcome,
  accepted: Uint8Array,
): LoggedBatch {
  const logged = { leaves: join(...batch.leaves), accepted, receipts: outcome.receipts };
  if (batch.tree !== undefined) rememberRoot(logged, batch.tree.root);
  return logged;
}
