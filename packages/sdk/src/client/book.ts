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

/** What a trade, chain or payment became, told to whoever listens. */
export interface BookEvents {
  trade(view: TradeView): void;
  payment(payment: PaymentContent): void;
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
  readonly #trades = new Map<string, TradeView>();
  readonly #keys = new Map<string, TradeKeys>();
  /** The newest versions that nobody has looked at. */
  readonly #unread = new Map<string, { readonly record: TradeRecord; readonly height: number }>();
  /** Up to which step's grants a trade was tried. */
  readonly #tried = new Map<string, 'SUBMIT' | 'CONFIRM'>();
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

  get day(): DayRecord | undefined {
    return this.#day;
  }

  /** A trade as it stands now; undefined where it is none of this institution's. */
  trade(tradeId: string): TradeView | undefined {
    const unread = this.#unread.get(tradeId);
    const keys = this.#keys.get(tradeId);
    if (unread === undefined || keys === undefined) return this.#trades.get(tradeId);
    const view = this.#open(tradeId, keys, unread.record, unread.height);
    if (view !== undefined) {
      this.#unread.delete(tradeId);
      this.#keys.set(tradeId, view.keys);
      this.#trades.set(tradeId, view);
    }
    return view;
  }

  /** Every trade of this institution, in the order in which they came onto the ledger. */
  *trades(): Generator<TradeView> {
    for (const tradeId of this.#keys.keys()) {
      const view = this.trade(tradeId);
      if (view !== undefined) yield view;
    }
  }

  chain(chainId: string): ChainContent | undefined {
    return this.#chains.get(chainId);
  }

  chains(): IterableIterator<ChainContent> {
    return this.#chains.values();
  }

  payment(paymentNo: string): PaymentContent | undefined {
    return this.#payments.get(paymentNo);
  }

  payments(): IterableIterator<PaymentContent> {
    return this.#payments.values();
  }

  /**
   * Tries every trade's grants again when it is written next, because keys were learned late. What
   * is not written again shows when the institution is opened anew.
   */
  tryAgain(): void {
    this.#tried.clear();
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
    if (key.startsWith('trade/')) this.#writeTrade(key.slice('trade/'.length), value, height);
    else if (key.startsWith('chain/')) this.#writeChain(key.slice('chain/'.length), value);
    else if (key.startsWith('payment/')) this.#writePayment(key.slice('payment/'.length), value);
    else if (key === DAY_KEY) this.#day = readRegistry<DayRecord>(value);
  }

  /** Keeps the record; it is opened when somebody looks at the trade. */
  #writeTrade(tradeId: string, value: Uint8Array, height: number): void {
    // Most trades are others': a record that was tried in vain is not even taken apart.
    if (this.#isTried(tradeId) && !this.#keys.has(tradeId)) return;
    const record = decodeTradeRecord(value);
    if (record === undefined) return;
    const keys = this.#keysOf(tradeId, record);
    if (keys === undefined) return;
    this.#keys.set(tradeId, keys);
    this.#unread.set(tradeId, { record, height });
    // The view is out of date, and may never be asked for again.
    this.#trades.delete(tradeId);
    const onTrade = this.#events.trade;
    if (onTrade === undefined) return;
    const view = this.trade(tradeId);
    if (view !== undefined) onTrade(view);
  }

  /** Nothing more will be found in its grants. */
  #isTried(tradeId: string): boolean {
    return this.#participant === BOK || this.#tried.get(tradeId) === 'CONFIRM';
  }

  /**
   * Each group of grants is tried once (but see tryAgain); BOK is told its keys by payments, KSD
   * derives its own.
   */
  #keysOf(tradeId: string, record: TradeRecord): TradeKeys | undefined {
    const held = this.#keys.get(tradeId);
    const tried = this.#tried.get(tradeId);
    if (this.#isTried(tradeId)) return held;
    const early = tried === undefined ? this.#finder.fromSubmit(tradeId, record) : held;
    const isLast = record.confirmGrants.length > 0;
    this.#tried.set(tradeId, isLast ? 'CONFIRM' : 'SUBMIT');
    if (!isLast || this.#participant === KSD) return early;
    const granted = this.#finder.fromConfirm(tradeId, record);
    return early === undefined ? granted : { ...granted, ...early };
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
      if (bytes !== undefined && !this.#keys.has(tradeId)) {
        this.#keys.set(tradeId, { coreKey: bytes });
      }
    }
  }
}
