import type { ChainContent, PaymentContent } from '@bondledger/contract';
import type { Step } from '@bondledger/domain';
import type {
  ChainsTable,
  HoursTable,
  IssuesTable,
  ParticipantsTable,
  PaymentsTable,
  StepsTable,
} from '../tables.js';
import type { SeenTrade } from './seen-trade.js';

/** The newest version of a trade in a batch. */
export interface ChangedTrade {
  readonly seen: SeenTrade;
  /** When it came onto the ledger; undefined where its rows have it already. */
  readonly submittedAt: string | undefined;
  readonly lotsChanged: boolean;
}

/** Where a projection has come to. */
export interface Place {
  readonly height: number;
  readonly hash: string;
  readonly time: string;
  readonly businessDate: string;
  readonly phase: string;
}

/** The steps that leave a trade in its state. */
const STAYS: ReadonlySet<Step> = new Set<Step>([
  'INSTRUCT',
  'DECLINE',
  'REQUEST_CANCEL',
  'DROP_CANCEL',
  'REVOKE_PAYMENT',
  'REGRANT',
]);
/** The steps after which a side's lots are other ones. */
const MOVES_LOTS: ReadonlySet<Step> = new Set<Step>(['INSTRUCT', 'DECLINE']);
const KOREA_HOURS_AHEAD = 9;

/** The hour of a moment on a clock in Korea. */
export const koreanHour = (time: string): number =>
  (Number.parseInt(time.slice(11, 13), 10) + KOREA_HOURS_AHEAD) % 24;

/** What blocks changed for one institution and is not in its tables yet. */
export class Batch {
  readonly trades = new Map<string, ChangedTrade>();
  readonly steps: StepsTable[] = [];
  readonly chains = new Map<string, ChainsTable>();
  readonly payments = new Map<string, PaymentsTable>();
  readonly issues = new Map<string, IssuesTable>();
  readonly participants = new Map<string, ParticipantsTable>();
  readonly #hours = new Map<string, { -readonly [K in keyof HoursTable]: HoursTable[K] }>();
  blocks = 0;
  place: Place | undefined;

  /** Rows that it will write. */
  get size(): number {
    const { trades, steps, chains, payments, issues, participants } = this;
    const named = issues.size + participants.size + chains.size + payments.size;
    return trades.size * 2 + steps.length + named;
  }

  hours(): readonly HoursTable[] {
    return [...this.#hours.values()];
  }

  /** One more version of a trade. `submittedAt` is given with the first that is seen. */
  addTrade(seen: SeenTrade, submittedAt: string | undefined): void {
    const { core, height, time } = seen;
    const newest = core.steps.at(-1);
    if (newest === undefined) return;
    const [leaf, step, revision, side] = newest;
    const before = this.trades.get(core.tradeId);
    const isFirst = submittedAt !== undefined;
    this.trades.set(core.tradeId, {
      seen,
      submittedAt: submittedAt ?? before?.submittedAt,
      lotsChanged: isFirst || before?.lotsChanged === true || MOVES_LOTS.has(step),
    });
    this.steps.push({
      trade_id: core.tradeId,
      revision,
      step,
      side: side ?? null,
      state: core.state,
      committed_at: time,
      height: height.toString(),
      leaf,
    });
    const isReached = !STAYS.has(step) && !(step === 'APPROVE' && core.state === 'MATCHED');
    if (isReached || isFirst) this.#reached(seen);
  }

  addChain(chain: ChainContent, height: number): void {
    this.chains.set(chain.chainId, {
      chain_id: chain.chainId,
      isin: chain.isin,
      state: chain.state,
      attempt: chain.attempt,
      trade_ids: chain.tradeIds,
      nets: chain.nets,
      height: height.toString(),
    });
  }

  /** Without the keys of its trades, which are no business of a database. */
  addPayment(payment: PaymentContent, height: number): void {
    let amount = 0n;
    for (const [, leg] of payment.legs) if (!leg.startsWith('-')) amount += BigInt(leg);
    this.payments.set(payment.paymentNo, {
      payment_no: payment.paymentNo,
      state: payment.state,
      chain_id: payment.chainId ?? null,
      trade_ids: payment.trades.map(([tradeId]) => tradeId),
      legs: payment.legs,
      amount: amount.toString(),
      height: height.toString(),
    });
  }

  #reached({ core, time }: SeenTrade): void {
    const { settlementDate, faceAmount, settlementAmount } = core.terms;
    const hour = koreanHour(time);
    const key = `${settlementDate}|${core.state}|${hour.toString()}`;
    const sum = this.#hours.get(key);
    if (sum === undefined) {
      this.#hours.set(key, {
        settlement_date: settlementDate,
        state: core.state,
        hour,
        count: '1',
        face_amount: faceAmount,
        settlement_amount: settlementAmount,
      });
      return;
    }
    sum.count = (BigInt(sum.count) + 1n).toString();
    sum.face_amount = (BigInt(sum.face_amount) + BigInt(faceAmount)).toString();
    sum.settlement_amount = (BigInt(sum.settlement_amount) + BigInt(settlementAmount)).toString();
  }
}
