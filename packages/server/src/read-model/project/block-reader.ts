import {
  DAY_KEY,
  decodeTradeRecord,
  nodeCrypto,
  openCoreState,
  openSideState,
  readRegistry,
  type Block,
  type DayRecord,
  type IssueRecord,
  type ParticipantRecord,
  type TradeCore,
  type TradeRecord,
} from '@bondledger/contract';
import { BOK, KSD, type SettlementMethod, type Step } from '@bondledger/domain';
import type { Book, TradeKeys } from '@bondledger/sdk';
import type { Desk } from '../../desks/desk.js';
import type { Batch } from './batch.js';
import { firstWrittenAt } from './first-written.js';
import type { SeenTrade } from './seen-trade.js';

const TRADE = 'trade/';
const CHAIN = 'chain/';
const PAYMENT = 'payment/';
const ISSUE = 'registry/issue/';
const PARTICIPANT = 'registry/participant/';

/**
 * Reads blocks as one institution sees them. The keys come from its book, which has read at least
 * as far; the versions come from the blocks, so that the same blocks always make the same rows.
 */
export class BlockReader {
  readonly #desk: Pick<Desk, 'code' | 'institution' | 'transport'>;
  /** Trades that a payment named: before that, the central bank does not see them. */
  readonly #named: Set<string>;
  /** Those of them whose rows are not made yet. */
  readonly #fresh = new Set<string>();
  day: DayRecord | undefined;

  constructor(
    desk: Pick<Desk, 'code' | 'institution' | 'transport'>,
    named: Iterable<string>,
    day: DayRecord | undefined,
  ) {
    this.#desk = desk;
    this.#named = new Set(named);
    this.day = day;
  }

  /** Adds a block to a batch. Answers only where something has to be waited for. */
  read(block: Block, batch: Batch): Promise<void> | undefined {
    const { height, time } = block.header;
    const waiting: Promise<void>[] = [];
    for (const { writes } of block.transactions) {
      for (const { key, value } of writes) {
        if (key.startsWith(TRADE)) {
          const late = this.#readTrade(key.slice(TRADE.length), value, height, time, batch);
          if (late !== undefined) waiting.push(late);
        } else this.#readOther(key, value, height, batch);
      }
    }
    return waiting.length === 0 ? undefined : Promise.all(waiting).then(() => undefined);
  }

  #readOther(key: string, value: Uint8Array, height: number, batch: Batch): void {
    const { book } = this.#desk.institution;
    if (key.startsWith(CHAIN)) {
      const chain = book.chain(key.slice(CHAIN.length));
      if (chain !== undefined) batch.addChain(chain, height);
    } else if (key.startsWith(PAYMENT)) {
      const payment = book.payment(key.slice(PAYMENT.length));
      if (payment === undefined) return;
      for (const [tradeId] of payment.trades) {
        if (!this.#named.has(tradeId)) this.#fresh.add(tradeId);
        this.#named.add(tradeId);
      }
      batch.addPayment(payment, height);
    } else this.#readRegistry(key, value, batch);
  }

  #readRegistry(key: string, value: Uint8Array, batch: Batch): void {
    if (key === DAY_KEY) this.day = readRegistry<DayRecord>(value);
    else if (key.startsWith(ISSUE)) {
      const issue = readRegistry<IssueRecord>(value);
      if (issue === undefined) return;
      batch.issues.set(issue.isin, {
        isin: issue.isin,
        name_ko: issue.name.ko,
        name_en: issue.name.en,
        instrument_type: issue.instrumentType,
        maturity_date: issue.maturityDate,
      });
    } else if (key.startsWith(PARTICIPANT)) {
      const participant = readRegistry<ParticipantRecord>(value);
      if (participant === undefined) return;
      batch.participants.set(participant.code, {
        code: participant.code,
        name_ko: participant.name.ko,
        name_en: participant.name.en,
        roles: participant.roles,
      });
    }
  }

  #readTrade(
    tradeId: string,
    value: Uint8Array,
    height: number,
    time: string,
    batch: Batch,
  ): Promise<void> | undefined {
    const keys = this.#desk.institution.book.trade(tradeId)?.keys;
    const record = keys && decodeTradeRecord(value);
    if (keys === undefined || record === undefined) return undefined;
    const seen = this.#open(tradeId, keys, record, height, time);
    const step = seen?.core.steps.at(-1)?.[1];
    if (seen === undefined || step === undefined) return undefined;
    const isFirst = this.#isFirst(seen, step, keys);
    if (isFirst === undefined) return undefined;
    if (!isFirst || step === 'SUBMIT') {
      batch.addTrade(seen, isFirst ? time : undefined);
      return undefined;
    }
    return firstWrittenAt(this.#desk.transport, tradeId).then((first) =>
      batch.addTrade(seen, first ?? time),
    );
  }

  #open(
    tradeId: string,
    keys: TradeKeys,
    record: TradeRecord,
    height: number,
    time: string,
  ): SeenTrade | undefined {
    const core = openCoreState(nodeCrypto, keys.coreKey, tradeId, record);
    if (core === undefined) return undefined;
    const { sellerKey, buyerKey } = keys;
    const seller = sellerKey && openSideState(nodeCrypto, sellerKey, tradeId, 'seller', record);
    const buyer =
      buyerKey && record.buyer.length > 0
        ? openSideState(nodeCrypto, buyerKey, tradeId, 'buyer', record)
        : undefined;
    const chainMethods = this.#chainMethods(core);
    return {
      core,
      ...(chainMethods === undefined ? {} : { chainMethods }),
      ...(seller === undefined ? {} : { seller }),
      ...(buyer === undefined ? {} : { buyer }),
      height,
      time,
    };
  }

  /** A payment is due unless all of a chain is free; terms never change, so the book may tell. */
  #chainMethods({ chainId, terms }: TradeCore): readonly SettlementMethod[] | undefined {
    if (chainId === undefined || terms.settlementMethod !== 'FOP') return undefined;
    return chainMethodsIn(this.#desk.institution.book, chainId);
  }

  /**
   * Whether the trade comes into the institution's sight with this step; undefined before it. What
   * was learned later would open older versions as well, but tables built anew must be the same.
   */
  #isFirst({ core }: SeenTrade, step: Step, keys: TradeKeys): boolean | undefined {
    const { code } = this.#desk;
    const { seller, buyer } = core.terms;
    if (code === BOK) {
      if (!this.#named.has(core.tradeId)) return undefined;
      return this.#fresh.delete(core.tradeId);
    }
    const isFromSubmit = [KSD, seller, buyer].includes(code) || keys.sellerKey !== undefined;
    if (isFromSubmit) return step === 'SUBMIT';
    return core.settlementNo === undefined ? undefined : step === 'CONFIRM';
  }
}

/** Of every trade of a chain; undefined where the institution does not see all of it. */
function chainMethodsIn(book: Book, chainId: string): readonly SettlementMethod[] | undefined {
  const methods = book
    .chain(chainId)
    ?.tradeIds.map((tradeId) => book.trade(tradeId)?.core.terms.settlementMethod);
  const seen = methods?.filter((method) => method !== undefined);
  return seen?.length === methods?.length ? seen : undefined;
}
