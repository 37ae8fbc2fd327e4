import type { Language } from '@bondledger/domain';
import type { Call } from '../command/call.js';
import { stepName } from '../day/step-name.js';
import { decimal, grouped } from '../output/number.js';
import { padEnd, padStart } from '../output/width.js';
import { speak } from '../texts/language.js';
import { PROGRESS_TEXTS } from '../texts/progress.js';
import { createMultiBar } from './multi-bar.js';
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
export function createProgress(call: Call): Progress {
  const hasBars = call.io.stderr.isTTY === true && call.io.env['TERM'] !== 'dumb';
  const { update, stop } = hasBars ? bars(call) : lines(call);
  // Moving the day on is done at once each time: nobody waits for it.
  return {
    update: (progress) => (progress.step === 'SET_DAY' ? undefined : update(progress)),
    stop,
  };
}

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
const BAR_CELLS = 16;
const NAME_CELLS = 18;

function bars(call: Call): Progress {
  const clocks = new Clocks();
  const multi = createMultiBar<Payload>({
    stream: call.io.stderr,
    fps: REDRAWS_A_SECOND,
    hideCursor: true,
    linewrap: false,
    clearOnComplete: false,
    format: (_, { progress }, { step, pace }) => barText(step, progress, pace, call.language),
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
    stop: () => {
      multi.stop();
    },
  };
}

/**
 * One line of 80 columns at most: name, bar, count, share, rate, time left. Without colours, since
 * the library cuts a line by its characters and not by what is seen of them.
 */
export function barText(step: string, share: number, pace: Pace, language: Language): string {
  const say = speak(PROGRESS_TEXTS, language);
  const { done, total, rate, secondsLeft, seconds } = pace;
  const filled = Math.min(BAR_CELLS, Math.max(0, Math.floor(share * BAR_CELLS)));
  const left = secondsLeft === undefined ? '' : say.left(Math.ceil(secondsLeft).toString());
  return [
    padEnd(stepName(step, language), NAME_CELLS),
    '█'.repeat(filled) + '░'.repeat(BAR_CELLS - filled),
    padStart(`${grouped(done)}/${grouped(total)}`, 13),
    padStart(`${Math.floor(share * 100)}%`, 4),
    padStart(say.rate(grouped(Math.round(rate))), 9),
    done >= total ? say.took(decimal(seconds, 2)) : left,
  ].join(' ');
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
