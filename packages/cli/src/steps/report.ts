import type { Fault, Placed, Place } from '@bondledger/legacy';
import type { Call } from '../command/call.js';
import { DONE, FAILED, type ExitCode } from '../exit-code.js';
import { FAULTS_SHOWN_MAX, ROWS_SHOWN_MAX } from '../limits.js';
import { stepName } from '../day/step-name.js';
import { grouped } from '../output/number.js';
import { speak, type Spoken } from '../texts/language.js';
import { REMOTE_TEXTS } from '../texts/remote.js';
import { STEP_TEXTS } from '../texts/steps.js';
import type { Taken } from './take.js';

type Say = Spoken<typeof STEP_TEXTS>;
type Subject = Readonly<Record<string, string | readonly string[]>>;

/** What a file or command line asked for, and what became of it. */
export interface StepsReport {
  readonly step: string;
  readonly taken: readonly Taken[];
  /** Rows that are for another institution to do. */
  readonly leftAside: number;
  readonly faults: readonly Fault[];
  /** The rows that are good although others are not. */
  readonly good: readonly Placed<Subject>[];
}

/** Answers, and says by the exit code whether all was done. */
export function answerSteps(call: Call, report: StepsReport): ExitCode {
  const { step, taken, leftAside, faults, good } = report;
  const counted = countsOf(taken);
  const { accepted, refused, waiting } = counted;
  const result = {
    step,
    accepted,
    refused,
    ...(waiting === 0 ? {} : { waiting }),
    leftAside,
    results: taken.map((each) => takenJson(call, each)),
    faults: faults.map((fault) => faultJson(call, fault)),
    good: good.map(({ place, value }) => ({ ...place, ...value })),
  };
  call.answer(result, () => reportText(call, report, counted));
  return refused === 0 && faults.length === 0 && taken.length > 0 ? DONE : FAILED;
}

interface Counts {
  readonly accepted: number;
  /** With those of which nobody knows what became of them. */
  readonly refused: number;
  readonly waiting: number;
}

function countsOf(taken: readonly Taken[]): Counts {
  const accepted = taken.filter(({ result }) => result.status === 'ACCEPTED').length;
  const waiting = taken.filter(({ result }) => result.status === 'WAITING').length;
  return { accepted, waiting, refused: taken.length - accepted - waiting };
}

function takenJson(call: Call, { subject, result, ...place }: Taken): object {
  const base = { ...place, ...subject, ...result };
  return 'code' in result ? { ...base, sentence: call.sentence(result) } : base;
}

function faultJson(call: Call, { rejection, ...place }: Fault): object {
  const { code, params = {} } = rejection;
  return { ...place, code, params, sentence: call.sentence(rejection) };
}

function reportText(call: Call, report: StepsReport, counts: Counts): string {
  const say = speak(STEP_TEXTS, call.language);
  const { taken, faults, good, leftAside, step } = report;
  const lines: string[] = faults
    .slice(0, FAULTS_SHOWN_MAX)
    .map((fault) => call.paint.red(faultLine(call, say, fault)));
  if (faults.length > FAULTS_SHOWN_MAX) {
    lines.push(say.moreFaults(grouped(faults.length - FAULTS_SHOWN_MAX)));
  }
  if (faults.length > 0 && taken.length === 0) lines.push(...goodLines(say, good));
  const done = taken.filter(({ result }) => result.status === 'ACCEPTED');
  if (done.length <= ROWS_SHOWN_MAX) lines.push(...done.map((each) => acceptedLine(say, each)));
  for (const each of taken) {
    if ('code' in each.result) lines.push(call.paint.red(refusedLine(call, say, each)));
  }
  const { accepted, refused, waiting } = counts;
  if (accepted + refused > 0 || (waiting === 0 && faults.length === 0)) {
    const name = stepName(step, call.language);
    lines.push(call.paint.bold(say.summary(name, grouped(accepted), grouped(refused))));
  }
  lines.push(...waitingLines(call, taken));
  if (leftAside > 0) lines.push(say.leftAside(grouped(leftAside)));
  return `${lines.join('\n')}\n`;
}

/** What a maker prepared, by the approvals that it waits for. */
function waitingLines(call: Call, taken: readonly Taken[]): string[] {
  const approvals = new Map<string, number>();
  for (const { result } of taken) {
    if (result.status !== 'WAITING') continue;
    approvals.set(result.approvalId, (approvals.get(result.approvalId) ?? 0) + 1);
  }
  const say = speak(REMOTE_TEXTS, call.language);
  return [...approvals].map(([approval, items]) => say.waitsForChecker(grouped(items), approval));
}

const placeText = (say: Say, { line, item }: Place, column?: number): string => {
  if (line !== undefined) {
    return column === undefined
      ? say.line(grouped(line))
      : say.cell(grouped(line), grouped(column));
  }
  return item === undefined ? '' : say.item(grouped(item));
};

/** The place stands in front, so a sentence that has it too is told without it. */
function faultLine(call: Call, say: Say, fault: Fault): string {
  const { rejection, field, column } = fault;
  const { code, params = {} } = rejection;
  const words = Object.entries(params).filter(([name]) => name !== 'line' && name !== 'column');
  const sentence = call.sentence({ code, params: Object.fromEntries(words) });
  const isNamed = field === undefined || sentence.includes(field);
  return [placeText(say, fault, column), code, ...(isNamed ? [] : [field]), sentence]
    .filter((part) => part !== '')
    .join('  ');
}

function goodLines(say: Say, good: readonly Placed<Subject>[]): string[] {
  const lines = [say.good(grouped(good.length))];
  for (const { place, value } of good.slice(0, FAULTS_SHOWN_MAX)) {
    lines.push(`  ${placeText(say, place)}  ${Object.values(value).flat().join('  ')}`);
  }
  if (good.length > FAULTS_SHOWN_MAX) {
    lines.push(`  ${say.moreGood(grouped(good.length - FAULTS_SHOWN_MAX))}`);
  }
  if (good.length > 0) lines.push(say.skipBad);
  return lines;
}

/** What a step was about: the ledger's number of it, and the submitter's own where there is one. */
function subjectText({ subject, result }: Taken): string {
  const { tradeId, chainId } = result;
  const known = new Set([chainId ?? tradeId ?? '', ...Object.values(subject).flat()]);
  return [...known].filter((text) => text !== '').join('  ');
}

const acceptedLine = (say: Say, taken: Taken): string => {
  const { result } = taken;
  const revision = result.status === 'ACCEPTED' ? result.revision.toString() : '';
  return `${say.accepted(revision)}  ${subjectText(taken)}`;
};

const refusedLine = (call: Call, say: Say, taken: Taken): string => {
  const { result } = taken;
  const said = 'code' in result ? [result.code, subjectText(taken), call.sentence(result)] : [];
  return [placeText(say, taken), ...said].filter((part) => part !== '').join('  ');
};
