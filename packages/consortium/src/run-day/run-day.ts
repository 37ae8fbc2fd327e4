import { BOK, KSD, type Phase, type State } from '@bondledger/domain';
import type { Action, Institution } from '@bondledger/sdk';
import type { Consortium } from '../directory/open-consortium.js';
import { BackOffice } from '../institutions/back-office.js';
import { CentralBankDesk } from '../institutions/central-bank.js';
import type { ParticipantProfile } from '../reference-day/participants.js';
import type { ReferenceDay } from '../reference-day/reference-day.js';
import { bytesOnDisk } from './bytes-on-disk.js';
import { conserved, type Conserved } from './conserved.js';
import { afterCutOffSteps, settlementSteps, tradeDateSteps, type DayStep } from './day-steps.js';
import { StepMeter, type Progress, type StepReport } from './step-meter.js';

export interface RunDayOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** Instructions under one signature, 1 to 1,000. */
  readonly batchSize?: number;
}

export interface DayReport {
  readonly trades: number;
  readonly byState: Readonly<Partial<Record<State, number>>>;
  /** All steps, from the first SUBMIT to the last SETTLE and the close of the day. */
  readonly seconds: number;
  readonly steps: readonly StepReport[];
  readonly blocks: number;
  readonly bytes: number;
  readonly stateHash: string;
  readonly conserved: Conserved;
}

/** Runs a day by the hands of its institutions; what is done already is not done again. */
class DayRun {
  readonly #consortium: Consortium;
  readonly #office: BackOffice;
  readonly #participants: readonly ParticipantProfile[];
  readonly #options: RunDayOptions;
  readonly #desk: CentralBankDesk;
  readonly #ksd: Institution;
  readonly meter: StepMeter;

  constructor(consortium: Consortium, day: ReferenceDay, options: RunDayOptions) {
    this.#consortium = consortium;
    this.#office = new BackOffice(day.tickets);
    this.#participants = day.participants;
    this.#options = options;
    this.#ksd = consortium.institution(KSD);
    this.#desk = new CentralBankDesk(consortium.institution(BOK), consortium.wire);
    this.meter = new StepMeter(options.onProgress);
  }

  /** Everyone takes the steps that are due for it, side by side, under one step's name. */
  async #step(
    step: string,
    due: (institution: Institution) => readonly Action[] | Promise<readonly Action[]>,
    institutions: readonly Institution[],
  ): Promise<number> {
    const { signal, batchSize } = this.#options;
    signal?.throwIfAborted();
    const plans: { institution: Institution; actions: readonly Action[] }[] = [];
    for (const institution of institutions) {
      await institution.caughtUp(signal);
      plans.push({ institution, actions: await due(institution) });
    }
    let accepted = 0;
    const total = plans.reduce((sum, { actions }) => sum + actions.length, 0);
    await this.meter.measure(step, total, async (onBatch) => {
      await Promise.all(
        plans.map(async ({ institution, actions }) => {
          const results = await institution.take(actions, {
            onBatch,
            ...(signal === undefined ? {} : { signal }),
            ...(batchSize === undefined ? {} : { batchSize }),
          });
          accepted += results.filter(({ status }) => status === 'ACCEPTED').length;
        }),
      );
    });
    return accepted;
  }

  async #take({ step, takes, due, after }: DayStep): Promise<number> {
    const institutions = this.#participants
      .filter(takes)
      .map(({ code }) => this.#consortium.institution(code));
    const accepted = await this.#step(step, due, institutions);
    if (after === undefined) return accepted;
    for (const institution of institutions) {
      await institution.caughtUp(this.#options.signal);
      after(institution);
    }
    return accepted;
  }

  async tradeDate(): Promise<void> {
    for (const step of tradeDateSteps(() => this.#office)) await this.#take(step);
  }

  /** Merges, then settles in rounds: what one round delivers, the next may need. */
  async settlementDate(): Promise<void> {
    for (let progress = 1; progress > 0;) {
      progress = 0;
      for (const step of settlementSteps(this.#desk)) progress += await this.#take(step);
    }
  }

  /** After the cut-off: payments asked back, chains taken apart, what is left expired or failed. */
  async afterCutOff(): Promise<void> {
    for (const step of afterCutOffSteps(this.#desk)) await this.#take(step);
  }

  /** Moves the ledger's day on, if it is not there yet. */
  async moveTo(businessDate: string, phase: Phase): Promise<void> {
    await this.#ksd.caughtUp();
    const { day } = this.#ksd.book;
    const place = `${businessDate}|${String(PHASES.indexOf(phase))}`;
    const now = `${day?.businessDate ?? ''}|${String(PHASES.indexOf(day?.phase ?? 'OPEN'))}`;
    if (now >= place) return;
    await this.#step('SET_DAY', () => [{ step: 'SET_DAY', data: { businessDate, phase } }], [
      this.#ksd,
    ]);
    for (const institution of this.#consortium.institutions()) await institution.caughtUp();
  }
}

const PHASES: readonly Phase[] = ['OPEN', 'CUT_OFF', 'CLOSED'];

/**
 * Runs a reference day to its end: on the trade date everything is submitted, confirmed, instructed
 * and approved; on the settlement date KSD merges, restricts, requests payment, BOK answers, KSD
 * settles; after the cut-off what is left ends. A day that was interrupted goes on where it
 * stopped.
 *
 * @throws BondledgerError what an institution's steps throw; an abort of the signal as its reason.
 */
export async function runDay(
  consortium: Consortium,
  day: ReferenceDay,
  options: RunDayOptions = {},
): Promise<DayReport> {
  const began = performance.now();
  const run = new DayRun(consortium, day, options);
  await run.tradeDate();
  await run.moveTo(day.tradeDate, 'CUT_OFF');
  await run.moveTo(day.tradeDate, 'CLOSED');
  await run.moveTo(day.settlementDate, 'OPEN');
  await run.settlementDate();
  await run.moveTo(day.settlementDate, 'CUT_OFF');
  await run.afterCutOff();
  await run.moveTo(day.settlementDate, 'CLOSED');
  const seconds = (performance.now() - began) / 1000;
  const ksd = consortium.institution(KSD);
  await ksd.caughtUp();
  const byState: Partial<Record<State, number>> = {};
  let trades = 0;
  for (const { core } of ksd.book.trades()) {
    byState[core.state] = (byState[core.state] ?? 0) + 1;
    trades += 1;
  }
  const { height } = await consortium.ledger.head();
  return {
    trades,
    byState,
    seconds,
    steps: run.meter.reports(),
    blocks: height + 1,
    bytes: await bytesOnDisk(consortium.directory),
    stateHash: await consortium.ledger.stateHash(),
    conserved: await conserved(consortium, day),
  };
}
