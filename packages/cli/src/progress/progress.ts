import cliProgress from 'cli-progress';
import type { Language } from '@bondledger/domain';
import type { Call } from '../command/call.js';
import { stepName } from '../day/step-name.js';
import { decimal, grouped } from '../output/number.js';
import { paintFor, type Paint } from '../output/paint.js';
import { padEnd, padStart } from '../output/width.js';
import { speak } from '../texts/language.js';
import { PROGRESS_TEXTS } from '../texts/progress.js';
import { StepClock, type Pace } from './step-clock.js';

/** What a step has done, of what is due in it by now. */
export interface StepProgress {
  readonly step: string;
  readonly done: number;
  readonly total: number;
}

/** Shows people on stderr how far the steps are. */
export interface Progress {
  readonly update: (progress: StepProgress) => void;
  /** The last word: the terminal is the caller's again. */
  readonly stop: () => void;
}

/** A bar for each step on a terminal; elsewhere a line for each step that is complete. */
export const createProgress = (call: Call): Progress =>
  call.io.stderr.isTTY === true && call.io.env['TERM'] !== 'dumb' ? bars(call) : lines(call);

class Clocks {
  readonly #clocks = new Map<string, StepClock>();

  pace({ step, done, total }: StepProgress): Pace {
    const now = performance.now();
    const clock = this.#clocks.get(step) ?? new StepClock(now);
    this.#clocks.set(step, clock);
    return clock.update(done, total, now);
  }
}

interface Payload {
  readonly step: string;
  readonly pace: Pace;
}

const REDRAWS_A_SECOND = 12;
const BAR_CELLS = 24;
const NAME_CELLS = 22;

function bars(call: Call): Progress {
  const paint = paintFor(call.io.stderr, call.io.env);
  const clocks = new Clocks();
  const multi = new cliProgress.MultiBar<Payload>({
    stream: call.io.stderr,
    fps: REDRAWS_A_SECOND,
    hideCursor: true,
    linewrap: false,
    clearOnComplete: false,
    format: (_, { progress }, { step, pace }) =>
      barText(step, progress, pace, call.language, paint),
  });
  const shown = new Map<string, ReturnType<typeof multi.create>>();
  let drawn = 0;
  return {
    update: (progress) => {
      const { step, done, total } = progress;
      const payload = { step, pace: clocks.pace(progress) };
      const bar = shown.get(step) ?? multi.create(total, done, payload);
      shown.set(step, bar);
      bar.setTotal(total);
      bar.update(done, payload);
      // The work leaves timers little room, so the bars are redrawn with what they are told.
      const now = performance.now();
      if (now - drawn < 1000 / REDRAWS_A_SECOND) return;
      drawn = now;
      multi.update();
    },
    stop: () => multi.stop(),
  };
}

/** One line: name, bar, count, share, rate, time left. */
export function barText(
  step: string,
  share: number,
  { done, total, rate, secondsLeft, seconds }: Pace,
  language: Language,
  paint: Paint,
): string {
  const say = speak(PROGRESS_TEXTS, language);
  const filled = Math.min(BAR_CELLS, Math.max(0, Math.floor(share * BAR_CELLS)));
  const bar = paint.cyan('█'.repeat(filled)) + paint.dim('░'.repeat(BAR_CELLS - filled));
  const count = padStart(`${grouped(done)}/${grouped(total)}`, 15);
  const percent = padStart(`${Math.floor(share * 100)} %`, 5);
  const speed = padStart(say.rate(grouped(Math.round(rate))), 11);
  const time =
    done >= total
      ? say.took(decimal(seconds, 2))
      : secondsLeft === undefined
        ? ''
        : say.left(Math.ceil(secondsLeft).toString());
  return `${padEnd(stepName(step, language), NAME_CELLS)} ${bar} ${count} ${percent} ${speed}  ${time}`;
}

function lines(call: Call): Progress {
  const say = speak(PROGRESS_TEXTS, call.language);
  const clocks = new Clocks();
  const said = new Map<string, number>();
  return {
    update: (progress) => {
      const { step, done, total } = progress;
      const { seconds, rate } = clocks.pace(progress);
      if (done < total || said.get(step) === total) return;
      said.set(step, total);
      const name = stepName(step, call.language);
      call.note(say.line(name, grouped(done), decimal(seconds, 2), grouped(Math.round(rate))));
    },
    stop: () => undefined,
  };
}
