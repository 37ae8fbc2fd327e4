import { BOK, KSD } from '@bondledger/domain';
import type { Database } from '@bondledger/database';
import { entriesOf, OfficeStore, type SubmitOutcome, type Ticket } from '@bondledger/legacy';
import type { Job } from '@bondledger/sdk/api';
import type { TradeView } from '@bondledger/sdk';
import type { Desk, Desks } from '../desks/desk.js';
import type { Jobs } from '../jobs/jobs.js';
import { pause } from '../jobs/pause.js';
import type { TradeChange } from '../read-model/read-model.js';
import type { ItemOutcome } from '../steps/outcome.js';
import type { StepItem } from '../steps/step-item.js';
import { FEED_RETRY_MS, RECOVERY_WAIT_MS } from './limits.js';

export interface OfficesParts {
  readonly database: Database;
  readonly desks: Desks;
  readonly work: { readonly jobs: Pick<Jobs, 'onOutcomes' | 'find' | 'ended'> };
  readonly readModel: { onChange(listener: (change: TradeChange) => void): void };
  /** What its institutions have agreed stands in their books from the first. */
  readonly demo: { readonly day: { readonly tickets: readonly Ticket[] } } | undefined;
  readonly now: () => Date;
  readonly stopping: AbortSignal;
}

/**
 * The back offices beside the ledger, one for each institution that is served. What becomes of a
 * trade on the ledger flows back into the books of its parties, also after a crash.
 */
export class Offices {
  readonly #parts: OfficesParts;
  readonly #open = new Map<string, Promise<OfficeStore>>();
  /** Trades that were written since the books were brought up to date. */
  readonly #news = new Map<string, Set<string>>();
  readonly #feeding = new Map<string, Promise<void>>();
  readonly #recovering = new Map<string, Promise<void>>();
  /** Submissions that are at work here. */
  readonly #underWay = new Set<string>();

  constructor(parts: OfficesParts) {
    this.#parts = parts;
    parts.readModel.onChange(({ institution, tradeId }) => {
      this.#hear(institution, tradeId);
    });
    parts.work.jobs.onOutcomes((job, items, outcomes) => this.#answered(job, items, outcomes));
  }

  /** Opens every institution's books one after the other, while the server is at work already. */
  async start(): Promise<void> {
    for (const { code } of this.#parts.desks.all()) await this.#patiently(() => this.of(code));
  }

  /** The books of an institution, made and brought up to date. */
  of(code: string): Promise<OfficeStore> {
    const known = this.#open.get(code);
    if (known !== undefined) return known;
    const opening = this.#make(this.#parts.desks.of(code));
    this.#open.set(code, opening);
    // The next one who asks tries again.
    opening.catch(() => this.#open.delete(code));
    return opening;
  }

  /** What is under way is waited for. */
  async close(): Promise<void> {
    await Promise.allSettled(
      [this.#open, this.#feeding, this.#recovering].flatMap((under) => [...under.values()]),
    );
  }

  /** Submits: what is under way here is nobody's else to put back. */
  async submitting<T>(submission: string, submit: () => Promise<T>): Promise<T> {
    this.#underWay.add(submission);
    try {
      return await submit();
    } finally {
      this.#underWay.delete(submission);
    }
  }

  /** Writes the answers to a submission into the books. */
  async answer(
    store: OfficeStore,
    items: readonly StepItem[],
    outcomes: readonly ItemOutcome[],
    submission?: string,
  ): Promise<void> {
    await store.applyOutcomes(
      items.flatMap((item, at) => outcomeOf(item, outcomes[at], submission)),
    );
    const duplicate = outcomes.some(({ code }) => code === 'REFERENCE_DUPLICATE');
    // It is on the ledger already, from an earlier submission whose answer was lost.
    if (duplicate) await this.#readAll(this.#parts.desks.of(store.institution), store);
  }

  async #make(desk: Desk): Promise<OfficeStore> {
    const { database, demo, now } = this.#parts;
    const tickets = demo?.day.tickets ?? [];
    const store = await OfficeStore.open(database, desk.code, now);
    const entries = tickets.flatMap((ticket) => entriesOf(desk.code, ticket));
    const { count } = await store.totals({});
    if (count < entries.length) await store.captureAll(entries);
    await this.#readAll(desk, store);
    // What fails before the server stops is tried again; after, the next one does it.
    const recovering = this.#patiently(() => this.#recover(desk, store)).catch(() => undefined);
    this.#recovering.set(desk.code, recovering);
    return store;
  }

  /** Everything that the ledger has of the institution's trades. */
  async #readAll({ code, institution }: Desk, store: OfficeStore): Promise<void> {
    if (code === KSD || code === BOK) return;
    await store.applyLedger([...institution.book.trades()].map(ledgerTrade));
  }

  /**
   * What an earlier process marked as sent and never sent is put back. Its jobs go on, and an
   * outbox sends again before an institution is open: what is on the ledger by then was sent.
   */
  async #recover(desk: Desk, store: OfficeStore): Promise<void> {
    const left = await store.openSubmissions();
    if (left.size === 0) return;
    for (const submission of left.keys()) {
      await this.#parts.work.jobs.ended(submission, RECOVERY_WAIT_MS);
    }
    await desk.institution.caughtUp(this.#parts.stopping);
    await this.#readAll(desk, store);
    for (const [submission, rows] of left) {
      if (await this.#isAtWork(desk.code, submission)) continue;
      await store.applyOutcomes(
        rows.map(({ terms }) => ({ ...terms, status: 'PUT_BACK', submission })),
      );
    }
  }

  /** Whether a submission is under way here, or its job has not ended. */
  async #isAtWork(code: string, submission: string): Promise<boolean> {
    const job = await this.#parts.work.jobs.find(code, submission);
    if (job !== undefined && job.endedAt === undefined) return true;
    return this.#underWay.has(submission);
  }

  async #answered(
    { institution, kind }: { readonly institution: string; readonly kind: Job['kind'] },
    items: readonly StepItem[],
    outcomes: readonly ItemOutcome[],
  ): Promise<void> {
    if (kind !== 'SUBMIT_BACK_OFFICE') return;
    await this.answer(await this.of(institution), items, outcomes);
  }

  #hear(code: string, tradeId: string): void {
    // Books that are not open yet read everything when they are.
    if (code === KSD || code === BOK || !this.#open.has(code)) return;
    const news = this.#news.get(code);
    if (news !== undefined) {
      news.add(tradeId);
      return;
    }
    this.#news.set(code, new Set([tradeId]));
    const feeding = this.#patiently(() => this.#feed(code)).catch(() => undefined);
    this.#feeding.set(code, feeding);
  }

  /** Brings the news into the books, as many as have come meanwhile at a time. */
  async #feed(code: string): Promise<void> {
    const store = await this.of(code);
    const { institution } = this.#parts.desks.of(code);
    for (let news = this.#news.get(code); news !== undefined; news = this.#news.get(code)) {
      if (news.size === 0) {
        this.#news.delete(code);
        return;
      }
      const some = [...news];
      await institution.caughtUp(this.#parts.stopping);
      await store.applyLedger(
        some.flatMap((tradeId) => {
          const view = institution.book.trade(tradeId);
          return view === undefined ? [] : [ledgerTrade(view)];
        }),
      );
      for (const tradeId of some) news.delete(tradeId);
    }
  }

  /** A database or a ledger that is gone will be there again. */
  async #patiently(call: () => Promise<unknown>): Promise<void> {
    for (;;) {
      try {
        await call();
        return;
      } catch (error) {
        if (this.#parts.stopping.aborted) throw error;
      }
      await pause(FEED_RETRY_MS, this.#parts.stopping);
    }
  }
}

const ledgerTrade = ({
  tradeId,
  core,
}: TradeView): Parameters<OfficeStore['applyLedger']>[0][0] => {
  const { seller, reference, tradeDate } = core.terms;
  return { tradeId, seller, reference, tradeDate, state: core.state, revision: core.revision };
};

/** Where nobody knows whether it was taken, it may be submitted again: the ledger takes it once. */
function outcomeOf(
  item: StepItem,
  outcome: ItemOutcome | undefined,
  submission: string | undefined,
): SubmitOutcome[] {
  if (item.step !== 'SUBMIT' || outcome === undefined) return [];
  const { seller, reference, tradeDate } = item.item.terms;
  const name = { seller, reference, tradeDate };
  const { status, tradeId, code, params, revision = 1 } = outcome;
  if (status === 'ACCEPTED' && tradeId !== undefined) {
    return [{ ...name, status, tradeId, revision }];
  }
  if (status === 'REFUSED' && code !== undefined) return [{ ...name, status, code, params }];
  return status === 'UNKNOWN' ? [{ ...name, status: 'PUT_BACK', submission }] : [];
}
