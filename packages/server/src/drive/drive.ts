import { CentralBankDesk, type Books, type BokWire, type DayStep } from '@bondledger/consortium';
import { CALENDAR_KEY, readRegistry, type CalendarRecord } from '@bondledger/contract';
import {
  BOK,
  BondledgerError,
  createCalendar,
  isFinal,
  KSD,
  sentenceOf,
  STEPS,
  type Calendar,
  type IsoDate,
} from '@bondledger/domain';
import type { Action } from '@bondledger/sdk';
import type { BilingualText, Drive as DriveStatus } from '@bondledger/sdk/api';
import type { Desk, Desks } from '../desks/desk.js';
import type { EventHub } from '../events/event-hub.js';
import { pause } from '../jobs/pause.js';
import type { WorkDatabase } from '../jobs/work-tables.js';
import { DRIVE_LOOK_MS, DRIVE_LOOKS } from '../limits.js';
import { nextDay, openDates, stepsOf } from './day-plan.js';
import { readDrive, writeDrive, type DriveState } from './drive-store.js';
import { Pace } from './pace.js';
import { waitsFor, type Held } from './waiting.js';

/** The books of all institutions, as they stand now. */
export interface DriveBooks {
  readonly booksOf: (institution: string) => Books;
  /** Trades in them, each once. */
  readonly trades: number;
  readonly tradeDates: ReadonlySet<IsoDate>;
}

export interface DriveParts {
  readonly tables: WorkDatabase;
  readonly desks: Desks;
  readonly wire: BokWire;
  readonly events: EventHub;
  readonly now: () => Date;
  readonly books: () => Promise<DriveBooks>;
  /** In the books, until they are read for the first time. */
  readonly trades: number;
}

export interface DriveWish {
  readonly action?: 'START' | 'PAUSE' | 'RESUME' | undefined;
  readonly speed?: number | undefined;
  readonly byHand?: readonly string[] | undefined;
}

/** Who took a step, in the evidence that its own side can read. */
const OPERATOR = 'drive';
const DRIVEN: ReadonlySet<string> = new Set([...STEPS, 'SET_DAY']);

/**
 * What only the seller has in its books a person captured there: its buyer is a person too, who
 * confirms or rejects it. Left alone, it expires.
 */
const isForTheDrive = (action: Action): boolean =>
  action.step !== 'REJECT' || action.reason !== 'NOT_TRADED';

/**
 * Runs the day of the demo: every institution that nobody plays by hand takes what is due for it,
 * and the business day moves on when nothing is due any more. It looks at the ledger and at the
 * books alone, so it goes on from wherever people or an earlier process left them.
 */
export class Drive {
  readonly #parts: DriveParts;
  readonly #desk: CentralBankDesk;
  readonly #pace: Pace;
  #state: DriveState;
  #trades: number;
  #waitsFor: BilingualText | undefined;
  #stop = new AbortController();
  #nudge = new AbortController();
  #running: Promise<void> | undefined;

  private constructor(parts: DriveParts, state: DriveState) {
    this.#parts = parts;
    this.#state = state;
    this.#trades = parts.trades;
    this.#desk = new CentralBankDesk(parts.desks.of(BOK).institution, parts.wire);
    this.#pace = new Pace(() => this.#state.speed);
  }

  /** Goes on at once where an earlier process was running. */
  static async open(parts: DriveParts): Promise<Drive> {
    const state = await readDrive(parts.tables);
    const drive = new Drive(parts, state);
    if (state.state === 'RUNNING') drive.#begin();
    return drive;
  }

  status(): DriveStatus {
    const { state, speed, byHand, taken, startedAt } = this.#state;
    return {
      state,
      speed,
      byHand: [...byHand],
      trades: this.#trades,
      ended: this.#ended(),
      steps: Object.entries(taken).flatMap(([name, count]) => {
        const step = [...STEPS, 'SET_DAY' as const].find((known) => known === name);
        return step === undefined ? [] : [{ step, taken: count }];
      }),
      ...(startedAt === undefined ? {} : { startedAt }),
      ...(this.#waitsFor === undefined ? {} : { waitsFor: this.#waitsFor }),
    };
  }

  /** Starts, pauses, goes on, changes its speed or who plays by hand; any of them together. */
  async set({ action, speed, byHand }: DriveWish): Promise<DriveStatus> {
    for (const code of byHand ?? []) this.#parts.desks.of(code);
    await this.#change({
      ...(speed === undefined ? {} : { speed }),
      ...(byHand === undefined ? {} : { byHand }),
    });
    this.#nudge.abort();
    const runs = this.#running !== undefined;
    if (action === 'PAUSE' && runs) await this.#pause();
    if ((action === 'START' || action === 'RESUME') && !runs) {
      const startedAt = this.#state.startedAt ?? this.#parts.now().toISOString();
      await this.#change({ state: 'RUNNING', startedAt });
      this.#begin();
    }
    return this.status();
  }

  /** Stops; what is on its way is waited for. Where it was running, it goes on when opened. */
  async close(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #pause(): Promise<void> {
    await this.close();
    if (this.#state.state === 'RUNNING') await this.#change({ state: 'PAUSED' });
    this.#waitsFor = undefined;
  }

  #begin(): void {
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    this.#running = this.#run(signal).finally(() => {
      this.#running = undefined;
    });
  }

  async #run(signal: AbortSignal): Promise<void> {
    const isStopped = (): boolean => signal.aborted;
    while (!isStopped()) {
      try {
        if (await this.#round(signal)) {
          await this.#change({ state: 'DONE' });
          return;
        }
      } catch (error) {
        if (isStopped()) return;
        // The ledger or the database will be there again; the day goes on then.
        const { rejection } =
          error instanceof BondledgerError
            ? error
            : { rejection: { code: 'LEDGER_DOWN' } as const };
        this.#waitsFor = { ko: sentenceOf(rejection, 'ko'), en: sentenceOf(rejection, 'en') };
        await this.#look(signal);
      }
    }
  }

  /** Everything that is due once, then the day, if nothing was. Answers whether all is done. */
  async #round(signal: AbortSignal): Promise<boolean> {
    const { desks, books } = this.#parts;
    const ksd = desks.of(KSD);
    await ksd.institution.caughtUp(signal);
    const { booksOf, trades, tradeDates } = await books();
    this.#trades = trades;
    const { day } = ksd.institution.book;
    if (day === undefined) throw new BondledgerError({ code: 'LEDGER_DOWN' });
    const dates = openDates(ksd.institution, tradeDates);
    const held: Held[] = [];
    let taken = 0;
    for (const step of stepsOf(day, dates, booksOf, this.#desk)) {
      taken += await this.#take(step, held, signal);
    }
    if (taken > 0) return false;
    const next = nextDay(day, openDates(ksd.institution, tradeDates), await this.#calendar());
    if (next === undefined) return true;
    if (held.length === 0 && this.#isByHand(KSD)) {
      held.push({ desk: ksd, step: 'SET_DAY', count: 1 });
    }
    this.#waitsFor = waitsFor(held);
    if (held.length > 0) {
      await this.#tell();
      await this.#look(signal);
      return false;
    }
    const moved = await this.#act(ksd, 'SET_DAY', [{ step: 'SET_DAY', data: next }], signal);
    // A person moved it first, or declared a holiday meanwhile.
    if (moved === 0) await this.#look(signal);
    await Promise.all(desks.all().map(({ institution }) => institution.caughtUp(signal)));
    return false;
  }

  async #calendar(): Promise<Calendar> {
    const { transport } = this.#parts.desks.of(KSD);
    const values = await transport.read([CALENDAR_KEY]);
    return createCalendar(readRegistry<CalendarRecord>(values.get(CALENDAR_KEY))?.holidays ?? []);
  }

  #isByHand(code: string): boolean {
    return this.#state.byHand.includes(code);
  }

  /** One step of the day, by all institutions that take it, side by side. */
  async #take(step: DayStep, held: Held[], signal: AbortSignal): Promise<number> {
    const desks = this.#parts.desks.all().filter(({ profile }) => step.takes(profile));
    let taken = 0;
    // What one throws is thrown when the others have ended too.
    const ends = await Promise.allSettled(
      desks.map(async (desk) => {
        const { institution, code } = desk;
        await institution.caughtUp(signal);
        const actions = (await step.due(institution)).filter(isForTheDrive);
        if (actions.length > 0 && this.#isByHand(code)) {
          held.push({ desk, step: step.step, count: actions.length });
        } else if (actions.length > 0) {
          this.#waitsFor = undefined;
          taken += await this.#act(desk, step.step, actions, signal);
        }
        if (step.after === undefined) return;
        await institution.caughtUp(signal);
        step.after(institution);
      }),
    );
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
    return taken;
  }

  /** Takes actions in slices, at the pace; what a person took first is refused, rightly. */
  async #act(
    { institution, code }: Desk,
    step: string,
    actions: readonly Action[],
    signal: AbortSignal,
  ): Promise<number> {
    let taken = 0;
    for (let from = 0; from < actions.length;) {
      const slice = actions.slice(from, from + this.#pace.slice);
      from += slice.length;
      await this.#pace.turn(slice.length, signal);
      // Whoever was taken out of the drive's hands meanwhile keeps the rest.
      if (this.#isByHand(code)) break;
      const results = await institution.take(
        slice.map((each) => ({ ...each, operator: OPERATOR })),
      );
      for (const [at, { status }] of results.entries()) {
        if (status !== 'ACCEPTED') continue;
        taken += 1;
        this.#count(slice[at]?.step ?? step);
      }
      await this.#tell();
    }
    return taken;
  }

  #count(step: string): void {
    if (!DRIVEN.has(step)) return;
    const { taken } = this.#state;
    this.#state = { ...this.#state, taken: { ...taken, [step]: (taken[step] ?? 0) + 1 } };
  }

  /** Waits until the ledger grew, a wish came, or some time is over. */
  async #look(signal: AbortSignal): Promise<void> {
    const { transport } = this.#parts.desks.of(KSD);
    this.#nudge = new AbortController();
    const until = AbortSignal.any([signal, this.#nudge.signal]);
    const before = await transport.head().catch(() => undefined);
    for (let look = 0; look < DRIVE_LOOKS; look += 1) {
      await pause(DRIVE_LOOK_MS, until).catch(() => undefined);
      if (until.aborted) return;
      const now = await transport.head().catch(() => undefined);
      if (now?.height !== before?.height) return;
    }
  }

  #ended(): number {
    let ended = 0;
    for (const { core } of this.#parts.desks.of(KSD).institution.book.trades()) {
      if (isFinal(core.state)) ended += 1;
    }
    return ended;
  }

  async #change(change: Partial<DriveState>): Promise<void> {
    this.#state = { ...this.#state, ...change };
    await this.#tell();
  }

  /** Keeps the state, and tells everybody. */
  async #tell(): Promise<void> {
    const { tables, events } = this.#parts;
    await writeDrive(tables, this.#state);
    const { state } = this.#state;
    events.publish(undefined, { type: 'drive', state, ended: this.#ended() });
  }
}
