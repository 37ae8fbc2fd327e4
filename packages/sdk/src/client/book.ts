import {
  chainRecordKey,
  decodeTradeRecord,
  fromBase64,
  openCoreState,
  openRecord,
  openSideState,
  paymentRecordKey,
  readRegistry,
  DAY_KEY,
  type Block,
  type ChainContent,
  type Crypto,
  type DayRecord,
  type PaymentContent,
  type TradeRecord,
} from '@bondledger/contract';
import { BOK, KSD } from '@bondledger/domain';
import type { KeyFinder } from './discover.js';
import type { TradeKeys, TradeView } from './trade-view.js';

/** The keys of both, where both have one those that were there before. */
const joined = (before: TradeKeys, granted: TradeKeys | undefined): TradeKeys => ({
  coreKey: before.coreKey,
  sellerKey: before.sellerKey ?? granted?.sellerKey,
  buyerKey: before.buyerKey ?? granted?.buyerKey,
});

/** What a trade, chain or payment became, told to whoever listens. */
export interface BookEvents {
  trade(view: TradeView): void;
  payment(payment: PaymentContent): void;
}

const TRADES = 'trade/';

/** A trade whose keys are held. */
interface Held {
  keys: TradeKeys;
  /** Up to which step's grants it was tried. */
  tried: 'SUBMIT' | 'CONFIRM' | undefined;
  view: TradeView | undefined;
  /** The newest version, where nobody has looked at it. */
  unread: { readonly bytes: Uint8Array; readonly height: number } | undefined;
}

/**
 * What one institution sees of the ledger: its own trades, and for KSD and BOK chains and
 * payments, read from the blocks. It holds nothing that the ledger does not give again.
 */
export class Book {
  readonly #crypto: Crypto;
  readonly #finder: KeyFinder;
  readonly #participant: string;
  readonly #events: Partial<BookEvents>;
  /** By tradeId, in the order in which their keys were learned. */
  readonly #held = new Map<string, Held>();
  /** Ledger keys of trades whose first grants were tried in vain: a CONFIRM may bring others. */
  readonly #early = new Set<string>();
  /** Ledger keys of trades that are others' for good. */
  readonly #others = new Set<string>();
  readonly #chains = new Map<string, ChainContent>();
  readonly #payments = new Map<string, PaymentContent>();
  #day: DayRecord | undefined;
  #height = -1;

  constructor(
    crypto: Crypto,
    finder: KeyFinder,
    participant: string,
    events: Partial<BookEvents> = {},
  ) {
    this.#crypto = crypto;
    this.#finder = finder;
    this.#participant = participant;
    this.#events = events;
  }

  /** The newest block that was read; -1 before the first. */
  get height(): number {
    return this.#height;
  }

  /** The business date and its phase; undefined before the ledger has one. */
  get day(): DayRecord | undefined {
    return this.#day;
  }

  /** A trade as it stands now; undefined where it is none of this institution's. */
  trade(tradeId: string): TradeView | undefined {
    const held = this.#held.get(tradeId);
    return held && this.#viewOf(tradeId, held);
  }

  /** Every trade of this institution, in the order in which they came onto the ledger. */
  *trades(): Generator<TradeView> {
    for (const [tradeId, held] of this.#held) {
      const view = this.#viewOf(tradeId, held);
      if (view !== undefined) yield view;
    }
  }

  /** A chain as it stands now, for KSD and BOK; undefined where it is not known. */
  chain(chainId: string): ChainContent | undefined {
    return this.#chains.get(chainId);
  }

  /** Every chain, for KSD and BOK; none for everyone else. */
  chains(): IterableIterator<ChainContent> {
    return this.#chains.values();
  }

  /** A payment as it stands now, for KSD and BOK; undefined where it is not known. */
  payment(paymentNo: string): PaymentContent | undefined {
    return this.#payments.get(paymentNo);
  }

  /** Every payment, for KSD and BOK; none for everyone else. */
  payments(): IterableIterator<PaymentContent> {
    return this.#payments.values();
  }

  /**
   * Tries every trade's grants again when it is written next, because keys were learned late. What
   * is not written again shows when the institution is opened anew.
   */
  tryAgain(): void {
    this.#early.clear();
    this.#others.clear();
    for (const held of this.#held.values()) held.tried = undefined;
  }

  /** Reads the next block. Blocks come in order, each once. */
  apply(block: Block): void {
    const { height } = block.header;
    if (height !== this.#height + 1) throw new RangeError('blocks are read in order');
    for (const { writes } of block.transactions) {
      for (const { key, value } of writes) this.#write(key, value, height);
    }
    this.#height = height;
  }

  #write(key: string, value: Uint8Array, height: number): void {
    if (key.startsWith(TRADES)) this.#writeTrade(key, value, height);
    else if (key.startsWith('chain/')) this.#writeChain(key.slice('chain/'.length), value);
    else if (key.startsWith('payment/')) this.#writePayment(key.slice('payment/'.length), value);
    else if (key === DAY_KEY) this.#day = readRegistry<DayRecord>(value);
  }

  /** Keeps the record; it is opened when somebody looks at the trade. */
  #writeTrade(key: string, value: Uint8Array, height: number): void {
    // Most trades are others': a record that was tried in vain is not even taken apart.
    if (this.#others.has(key)) return;
    const tradeId = key.slice(TRADES.length);
    const known = this.#held.get(tradeId);
    // BOK is told its keys by payments.
    if (known === undefined && this.#participant === BOK) return;
    const held = known?.tried === 'CONFIRM' ? known : this.#tryGrants(key, tradeId, known, value);
    if (held === undefined) return;
    // The view is out of date, and may never be asked for again.
    held.view = undefined;
    held.unread = { bytes: value, height };
    const onTrade = this.#events.trade;
    if (onTrade === undefined) return;
    const view = this.#viewOf(tradeId, held);
    if (view !== undefined) onTrade(view);
  }

  /**
   * Each group of grants is tried once (but see tryAgain); BOK is told its keys by payments, KSD
   * derives its own.
   */
  #tryGrants(
    key: string,
    tradeId: string,
    held: Held | undefined,
    value: Uint8Array,
  ): Held | undefined {
    const record = decodeTradeRecord(value);
    if (record === undefined) return undefined;
    const isFirst = held === undefined ? !this.#early.has(key) : held.tried === undefined;
    const found = isFirst ? this.#finder.fromSubmit(tradeId, record) : undefined;
    const early = found ?? held?.keys;
    const isLast = record.confirmGrants.length > 0;
    const granted =
      isLast && this.#participant !== KSD ? this.#finder.fromConfirm(tradeId, record) : undefined;
    const keys = early === undefined ? granted : joined(early, granted);
    if (keys === undefined) {
      if (isLast) this.#others.add(key);
      else this.#early.add(key);
      return held;
    }
    this.#early.delete(key);
    const tried = isLast ? 'CONFIRM' : 'SUBMIT';
    if (held === undefined) return this.#hold(tradeId, keys, tried);
    held.keys = keys;
    held.tried = tried;
    return held;
  }

  #hold(tradeId: string, keys: TradeKeys, tried: Held['tried']): Held {
    const held: Held = { keys, tried, view: undefined, unread: undefined };
    this.#held.set(tradeId, held);
    return held;
  }

  #viewOf(tradeId: string, held: Held): TradeView | undefined {
    const { unread } = held;
    if (unread === undefined) return held.view;
    const record = decodeTradeRecord(unread.bytes);
    const view = record && this.#open(tradeId, held.keys, record, unread.height);
    if (view === undefined) return undefined;
    held.unread = undefined;
    held.keys = view.keys;
    held.view = view;
    return view;
  }

  #open(
    tradeId: string,
    keys: TradeKeys,
    record: TradeRecord,
    height: number,
  ): TradeView | undefined {
    const core = openCoreState(this.#crypto, keys.coreKey, tradeId, record);
    if (core === undefined) return undefined;
    const all = this.#finder.completed(tradeId, keys, core.terms);
    const seller =
      all.sellerKey && openSideState(this.#crypto, all.sellerKey, tradeId, 'seller', record);
    const buyer =
      all.buyerKey && record.buyer.length > 0
        ? openSideState(this.#crypto, all.buyerKey, tradeId, 'buyer', record)
        : undefined;
    return {
      tradeId,
      keys: all,
      core,
      ...(seller === undefined ? {} : { seller }),
      ...(buyer === undefined ? {} : { buyer }),
      height,
    };
  }

  #writeChain(chainId: string, value: Uint8Array): void {
    const key = this.#finder.chainKey(chainId);
    const chain =
      key && openRecord<ChainContent>(this.#crypto, key, chainRecordKey(chainId), value);
    if (chain !== undefined) this.#chains.set(chainId, chain);
  }

  #writePayment(paymentNo: string, value: Uint8Array): void {
    const key = this.#finder.paymentKey(paymentNo);
    const payment =
      key && openRecord<PaymentContent>(this.#crypto, key, paymentRecordKey(paymentNo), value);
    if (payment === undefined) return;
    this.#payments.set(paymentNo, payment);
    if (this.#participant === BOK) this.#keysFromPayment(payment);
    this.#events.payment?.(payment);
  }

  /** BOK is handed the core keys of the trades that a payment pays for. */
  #keysFromPayment(payment: PaymentContent): void {
    for (const [tradeId, coreKey] of payment.trades) {
      const bytes = fromBase64(coreKey);
      if (bytes !== undefined && !this.#held.has(tradeId)) {
        this.#hold(tradeId, { coreKey: bytes }, 'CONFIRM');
      }
    }
  }
}
