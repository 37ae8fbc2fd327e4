import { openConsortium, runDay, type DayReport } from '@bondledger/consortium';
import type { Call } from '../command/call.js';
import { shownPath } from '../data/data-directory.js';
import { DONE, FAILED, type ExitCode } from '../exit-code.js';
import { measured } from '../output/number.js';
import { createProgress } from '../progress/progress.js';
import { FABRIC_TEXTS } from '../texts/fabric.js';
import { speak } from '../texts/language.js';
import { prepareDay, type Prepared } from './day-options.js';
import { exampleOf, type Example } from './example.js';
import { nextText, quoted } from './next-text.js';
import { reportText } from './report-text.js';

/** `day`: settles a reference day and answers how it went. */
export async function day(call: Call): Promise<ExitCode> {
  const prepared = await prepareDay(call);
  const { report, example } = await run(call, prepared);
  const { directory } = prepared;
  if (prepared.engine !== undefined) {
    call.note(speak(FABRIC_TEXTS, call.language).staysUp(quoted(shownPath(call, directory))));
  }
  const isWhole = report.conserved.securities && report.conserved.cash;
  const settled = report.byState.SETTLED ?? 0;
  const { seed, tradeDate } = prepared.day;
  const result = { ...timesRounded(report), seed, tradeDate, directory };
  call.answer(result, () => {
    const next = example !== undefined ? nextText(call, directory, example) : '';
    return reportText(call, directory, report) + next;
  });
  return isWhole && settled === report.trades ? DONE : FAILED;
}

/** Seconds to the millisecond, and milliseconds to the microsecond. */
const timesRounded = (report: DayReport): DayReport => ({
  ...report,
  seconds: measured(report.seconds),
  steps: report.steps.map((step) => ({
    ...step,
    seconds: measured(step.seconds),
    p50Milliseconds: measured(step.p50Milliseconds),
    p99Milliseconds: measured(step.p99Milliseconds),
  })),
});

interface Ran {
  readonly report: DayReport;
  readonly example: Example | undefined;
}

async function run(call: Call, prepared: Prepared): Promise<Ran> {
  const { directory, engine } = prepared;
  const consortium = await openConsortium({
    directory,
    ...(engine === undefined ? {} : { engine }),
  });
  const progress = createProgress(call);
  try {
    const { signal } = call.io;
    const report = await runDay(consortium, prepared.day, {
      onProgress: progress.update,
      ...(signal === undefined ? {} : { signal }),
    });
    return { report, example: exampleOf(consortium) };
  } finally {
    progress.stop();
    await consortium.close();
  }
}
