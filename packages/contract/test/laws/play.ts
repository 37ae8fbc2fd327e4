import type { SideName, Step } from '@bondledger/domain';
import { FUNDS } from '../_kit/journey.js';
import { moveTo } from '../_kit/market.js';
import { setDay } from '../_kit/registry-drafts.js';
import { settlement } from '../_kit/settlement-drafts.js';
import { party, propSide, submit, termsOf } from '../_kit/trade-drafts.js';
import type { World } from '../_kit/world.js';
import { Model, type ModelTrade } from './model.js';

/** One move of a random day. */
export interface Move {
  /** 0 to 9: a new trade, a chain, the clock, and else a step on some trade. */
  readonly kind: number;
  readonly pick: number;
  readonly step: number;
  readonly side: SideName;
  readonly size: number;
}

const FIRMS = ['SEC1', 'SEC2', 'INS1'];
const DAYS = ['2026-09-22', '2026-09-23', '2026-09-28'];

/** The steps that help a trade on its way, so that days get somewhere. */
const ONWARD: Readonly<Record<string, readonly Step[]>> = {
  SUBMITTED: ['CONFIRM', 'CONFIRM', 'CONFIRM', 'REJECT', 'WITHDRAW', 'EXPIRE'],
  MATCHED: ['INSTRUCT', 'INSTRUCT', 'APPROVE', 'APPROVE', 'DECLINE', 'REQUEST_CANCEL', 'EXPIRE'],
  READY: [
    'RESTRICT',
    'RESTRICT',
    'RESTRICT',
    'REQUEST_CANCEL',
    'CONFIRM_CANCEL',
    'DROP_CANCEL',
    'FAIL',
  ],
  CHAINED: ['RESTRICT', 'RESTRICT', 'RESTRICT', 'SPLIT'],
  RESTRICTED: ['REQUEST_PAYMENT', 'REQUEST_PAYMENT', 'SETTLE', 'RELEASE', 'FAIL'],
  PAYMENT_REQUESTED: ['CONFIRM_PAYMENT', 'CONFIRM_PAYMENT', 'REVOKE_PAYMENT', 'CONFIRM_REVOKED'],
  PAID: ['SETTLE'],
};
const ANY: readonly Step[] = [...new Set(Object.values(ONWARD).flat())];

const choose = <T>(from: readonly T[], pick: number): T => {
  const found = from[pick % from.length];
  if (found === undefined) throw new Error('nothing to choose from');
  return found;
};

const KSD_STEPS: ReadonlySet<string> = new Set([
  'EXPIRE',
  'FAIL',
  'SPLIT',
  'RESTRICT',
  'RELEASE',
  'REQUEST_PAYMENT',
  'REVOKE_PAYMENT',
  'SETTLE',
]);
const BOK_STEPS: ReadonlySet<string> = new Set(['CONFIRM_PAYMENT', 'CONFIRM_REVOKED']);

/** Who takes a party's step on a side. */
function actorOf(trade: ModelTrade, step: string, side: SideName): string {
  const fund = FUNDS[side].fund;
  switch (step) {
    case 'CONFIRM':
    case 'REJECT':
      return trade.buyer;
    case 'WITHDRAW':
      return trade.seller;
    case 'INSTRUCT':
      return fund?.assetManager ?? '';
    case 'APPROVE':
    case 'DECLINE':
      return fund?.custodian ?? '';
    default:
      return trade[side];
  }
}

/** What a play found that must never be. */
export class Broken extends Error {}

export class Play {
  readonly world: World;
  readonly model = new Model();
  /** How many moves were taken, by step. */
  readonly taken = new Map<string, number>();
  #chains = 0;

  constructor(world: World, holdings: readonly (readonly [string, bigint])[]) {
    this.world = world;
    for (const [account, balance] of holdings) this.model.account(account).balance = balance;
  }

  move(move: Move): void {
    const { trades } = this.model;
    if (trades.length < 2 || move.kind === 0) this.#submit(move);
    else if (move.kind === 1) this.#merge(move);
    else if (move.kind === 2 && move.step % 3 === 0) this.#clock();
    else this.#step(move);
  }

  #expect(what: string, isExpected: boolean, answer: string | number): void {
    const isTaken = typeof answer === 'number';
    if (isTaken !== isExpected) {
      throw new Broken(`${what}: the model says ${String(isExpected)}, the rules ${answer}`);
    }
    if (isTaken) this.taken.set(what, (this.taken.get(what) ?? 0) + 1);
  }

  #submit({ pick, step, size }: Move): void {
    const { world, model } = this;
    const seller = choose(FIRMS, pick);
    const buyer = choose(FIRMS, pick + 1 + (step % 2));
    const face = BigInt(1 + (size % 9)) * 10_000_000_000n;
    const isFree = size % 7 === 0;
    const later = ['2026-09-22', '2026-09-22', '2026-09-23', '2026-09-28', '2026-09-29'];
    const settlementDate = choose(later, step);
    const terms = termsOf({
      seller,
      buyer,
      faceAmount: face,
      settlementDate,
      ...(isFree ? { settlementMethod: 'FOP', fopReason: '담보' } : {}),
    });
    const funds = { seller: size % 3 === 0, buyer: size % 5 === 0 };
    const own = funds.seller ? FUNDS.seller : propSide(seller);
    const other = funds.buyer ? FUNDS.buyer : propSide(buyer);
    const draft = submit(world, terms, own);
    const isGood = model.phase === 'OPEN' && settlementDate >= model.date;
    this.#expect('SUBMIT', isGood, world.answer(seller, draft));
    if (!isGood) return;
    model.trades.push({
      tradeId: draft.tradeId,
      seller,
      buyer,
      accounts: { seller: own.account, buyer: other.account },
      isFree,
      face,
      settlementDate,
      state: 'SUBMITTED',
      isFundBuying: funds.buyer,
      sides: { seller: funds.seller ? 'OPEN' : 'NONE', buyer: 'NONE' },
      cancelBy: undefined,
      chain: undefined,
      askedBack: false,
    });
  }

  /** A trade, and the next one that begins where it ends. */
  #merge({ pick }: Move): void {
    const { model, world } = this;
    const ready = model.trades.filter(({ state }) => state === 'READY');
    const first = ready[pick % Math.max(1, ready.length)];
    const rolled = ({ settlementDate }: ModelTrade): string =>
      settlementDate < model.date ? model.date : settlementDate;
    const next = ready.filter(
      (trade) =>
        trade !== first &&
        trade.accounts.seller === first?.accounts.buyer &&
        rolled(trade) === rolled(first),
    );
    const second = next[pick % Math.max(1, next.length)];
    if (first === undefined || second === undefined) return;
    if (first.accounts.seller === first.accounts.buyer) return;
    if (second.accounts.seller === second.accounts.buyer) return;
    this.#chains += 1;
    const chainId = `20260922-C${this.#chains.toString().padStart(13, '0')}`;
    const trades = [first, second];
    const tradeIds = trades.map(({ tradeId }) => tradeId);
    const draft = settlement(world, 'MERGE', { chainId, tradeIds });
    const isGood = model.phase === 'OPEN';
    this.#expect('MERGE', isGood, world.answer('KSD', draft));
    if (!isGood) return;
    const chain = { chainId, trades };
    for (const trade of trades) {
      Object.assign(trade, { chain, state: 'CHAINED', cancelBy: undefined });
    }
  }

  #clock(): void {
    const { model, world } = this;
    if (model.phase === 'OPEN') {
      model.phase = 'CUT_OFF';
    } else {
      const next = DAYS.find((day) => day > model.date);
      if (next === undefined) return;
      moveTo(world, next);
      Object.assign(model, { date: next, phase: 'OPEN' });
      return;
    }
    world.must('KSD', setDay(model.date, 'CUT_OFF'));
  }

  #step({ kind, pick, step: which, side }: Move): void {
    const { model, world } = this;
    const trade = choose(model.trades, pick);
    const step = choose(kind < 9 ? (ONWARD[trade.state] ?? ANY) : ANY, which);
    const { tradeId, chain } = trade;
    if (KSD_STEPS.has(step) || BOK_STEPS.has(step)) {
      const alone = step === 'EXPIRE' || step === 'FAIL';
      const about = chain === undefined || alone ? { tradeId } : { chainId: chain.chainId };
      const draft = settlement(world, step, about);
      const isGood = model.take(trade, step, side);
      this.#expect(step, isGood, world.answer(BOK_STEPS.has(step) ? 'BOK' : 'KSD', draft));
      return;
    }
    const code = actorOf(trade, step, side);
    const own = trade.accounts.buyer.includes('-F') ? FUNDS.buyer : propSide(trade.buyer);
    const options = step === 'CONFIRM' ? { own } : { side };
    const draft = party(world, code, step, tradeId, options);
    const isGood = model.take(trade, step, side);
    this.#expect(step, isGood, world.answer(code, draft));
  }
}
