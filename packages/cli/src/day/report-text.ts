import type { DayReport } from '@bondledger/consortium';
import { STATE_NAMES, STATES } from '@bondledger/domain';
import type { Call } from '../command/call.js';
import { shownPath } from '../data/data-directory.js';
import { bytesText, decimal, grouped } from '../output/number.js';
import { pairsText, tableText } from '../output/table.js';
import { DAY_TEXTS } from '../texts/day.js';
import { speak } from '../texts/language.js';
import { stepName } from './step-name.js';

/** What became of a day: its steps, its trades by state, what was conserved, what lies on disk. */
export const reportText = (call: Call, directory: string, report: DayReport): string =>
  [
    '',
    ...stepsText(call, report),
    statesText(call, report),
    factsText(call, directory, report),
  ].join('\n');

/** Nothing where no step was left to take. */
function stepsText(call: Call, { steps }: DayReport): readonly string[] {
  if (steps.length === 0) return [];
  const say = speak(DAY_TEXTS, call.language);
  const right = (title: string): { title: string; align: 'right' } => ({ title, align: 'right' });
  const columns = [
    { title: say.step },
    right(say.count),
    right(say.batches),
    right(say.seconds),
    right(say.p50),
    right(say.p99),
  ];
  const rows = steps.map((each) => [
    stepName(each.step, call.language),
    grouped(each.count),
    grouped(each.batches),
    decimal(each.seconds, 3),
    decimal(each.p50Milliseconds, 1),
    decimal(each.p99Milliseconds, 1),
  ]);
  const sum = (of: (step: DayReport['steps'][number]) => number): number =>
    steps.reduce((total, step) => total + of(step), 0);
  const foot = [
    say.total,
    grouped(sum(({ count }) => count)),
    grouped(sum(({ batches }) => batches)),
    decimal(
      sum(({ seconds }) => seconds),
      3,
    ),
  ];
  return [tableText({ columns, rows, foot }, call.paint)];
}

function statesText(call: Call, { byState, trades }: DayReport): string {
  const say = speak(DAY_TEXTS, call.language);
  const rows = STATES.flatMap((state) => {
    const count = byState[state] ?? 0;
    return count === 0 ? [] : [[STATE_NAMES[state][call.language], grouped(count)]];
  });
  const columns = [{ title: say.state }, { title: say.trades, align: 'right' as const }];
  return tableText({ columns, rows, foot: [say.total, grouped(trades)] }, call.paint);
}

function factsText(call: Call, directory: string, report: DayReport): string {
  const say = speak(DAY_TEXTS, call.language);
  const { conserved, blocks, bytes, stateHash } = report;
  const verdict = (isSound: boolean, text: string): string =>
    isSound ? `${call.paint.green('✔')} ${text}` : `${call.paint.red('✘')} ${text}`;
  const issues = grouped(conserved.issues);
  const pairs = [
    [say.wholeDay, timeText(call, report)],
    [
      say.securities,
      verdict(
        conserved.securities,
        conserved.securities ? say.securitiesSound(issues) : say.securitiesWrong,
      ),
    ],
    [say.cash, verdict(conserved.cash, conserved.cash ? say.cashSound : say.cashWrong)],
    [say.blocks, grouped(blocks)],
    [say.size, bytesText(bytes)],
    [say.stateHash, stateHash],
    [say.directory, shownPath(call, directory)],
  ] as const;
  return pairsText(pairs, call.paint);
}

/** A rate only of a whole day: one that was gone on with had a part of its steps taken before. */
function timeText(call: Call, { seconds, steps, trades }: DayReport): string {
  const say = speak(DAY_TEXTS, call.language);
  if (steps.length === 0) return say.nothingLeft;
  const submitted = steps.find(({ step }) => step === 'SUBMIT')?.count;
  return submitted === trades
    ? say.inSeconds(decimal(seconds, 2), grouped(Math.round(trades / seconds)))
    : say.restInSeconds(decimal(seconds, 2));
}
