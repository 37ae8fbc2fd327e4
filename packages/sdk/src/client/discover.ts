import {
  buyerKeyOf,
  chainKeyOf,
  coreKeyOf,
  openGrant,
  paymentKeyOf,
  sellerKeyOf,
  type Crypto,
  type GrantStep,
  type TradeRecord,
} from '@bondledger/contract';
import { BOK, KSD } from '@bondledger/domain';
import type { PairKeyring } from './pair-keyring.js';
import type { TradeKeys } from './trade-view.js';

/**
 * Finds the keys of trades that are this institution's: it tries the pair keys that it holds on a
 * new record's grants, those that fitted most often first. All others stay closed to it.
 */
export class KeyFinder {
  readonly #crypto: Crypto;
  readonly #pairs: PairKeyring;
  readonly #participant: string;
  /** How often each pair key fitted. */
  readonly #hits = new Map<string, number>();
  #order: readonly string[] = [];
  /** How many pair keys there were when the order was made. */
  #ordered = 0;

  constructor(crypto: Crypto, pairs: PairKeyring, participant: string) {
    this.#crypto = crypto;
    this.#pairs = pairs;
    this.#participant = participant;
  }

  /** The keys of a trade on its first version, or undefined where it is none of ours. */
  fromSubmit(tradeId: string, record: TradeRecord): TradeKeys | undefined {
    const found = this.#open('SUBMIT', tradeId, record.submitGrants);
    if (found === undefined) return undefined;
    const { coreKey, sideKey } = found.keys;
    if (this.#participant === KSD) {
      const pair = this.#pairs.with(found.from);
      return { coreKey, sellerKey: sellerKeyOf(this.#crypto, pair, tradeId) };
    }
    return sideKey === undefined ? { coreKey } : { coreKey, sellerKey: sideKey };
  }

  /** The keys that a CONFIRM granted; those held before are kept by the caller. */
  fromConfirm(tradeId: string, record: TradeRecord): TradeKeys | undefined {
    // A buyer grants its side to the fund's manager and custodian, and to nobody else.
    const roles = this.#pairs.ownRoles;
    const mayBe = roles.includes('ASSET_MANAGER') || roles.includes('CUSTODIAN');
    if (!mayBe || record.confirmGrants.length === 0) return undefined;
    const found = this.#open('CONFIRM', tradeId, record.confirmGrants);
    if (found === undefined) return undefined;
    const { coreKey, sideKey } = found.keys;
    return sideKey === undefined ? { coreKey } : { coreKey, buyerKey: sideKey };
  }

  /** The keys of a trade that this institution sells. */
  ofSeller(tradeId: string): { readonly coreKey: Uint8Array; readonly sellerKey: Uint8Array } {
    const pair = this.#pairs.ksd;
    return {
      coreKey: coreKeyOf(this.#crypto, pair, tradeId),
      sellerKey: sellerKeyOf(this.#crypto, pair, tradeId),
    };
  }

  /**
   * The keys with those of one's own side. A seller recognises the grants that it made itself,
   * which may hold less than it can derive; a buyer's key is derived by the buyer and by KSD.
   */
  completed(
    tradeId: string,
    keys: TradeKeys,
    { seller, buyer }: { readonly seller: string; readonly buyer: string },
  ): TradeKeys {
    if (keys.sellerKey === undefined && seller === this.#participant) {
      const { coreKey, sellerKey } = this.ofSeller(tradeId);
      return { coreKey, sellerKey, buyerKey: keys.buyerKey };
    }
    if (keys.buyerKey !== undefined) return keys;
    const buyerKey = this.buyerKey(tradeId, buyer);
    if (buyerKey === undefined) return keys;
    return { coreKey: keys.coreKey, sellerKey: keys.sellerKey, buyerKey };
  }

  /** The key of the buyer's side: of the buyer itself, or for KSD of any buyer. */
  buyerKey(tradeId: string, buyer: string): Uint8Array | undefined {
    if (this.#participant === buyer) return buyerKeyOf(this.#crypto, this.#pairs.ksd, tradeId);
    if (this.#participant !== KSD) return undefined;
    return buyerKeyOf(this.#crypto, this.#pairs.with(buyer), tradeId);
  }

  /** KSD's and BOK's keys of chains and payments; undefined for everyone else. */
  paymentKey(paymentNo: string): Uint8Array | undefined {
    const pair = this.#settlementPair();
    return pair && paymentKeyOf(this.#crypto, pair, paymentNo);
  }

  chainKey(chainId: string): Uint8Array | undefined {
    const pair = this.#settlementPair();
    return pair && chainKeyOf(this.#crypto, pair, chainId);
  }

  #settlementPair(): Uint8Array | undefined {
    if (this.#participant === KSD) return this.#pairs.find(BOK);
    return this.#participant === BOK ? this.#pairs.find(KSD) : undefined;
  }

  #open(
    step: GrantStep,
    tradeId: string,
    grants: Uint8Array,
  ): { readonly from: string; readonly keys: ReturnType<typeof openGrant> & object } | undefined {
    for (const code of this.#codes()) {
      const keys = openGrant(this.#crypto, this.#pairs.with(code), step, tradeId, grants);
      if (keys === undefined) continue;
      this.#hit(code);
      return { from: code, keys };
    }
    return undefined;
  }

  #hit(code: string): void {
    this.#hits.set(code, (this.#hits.get(code) ?? 0) + 1);
    if (this.#order[0] !== code) this.#order = [];
  }

  #codes(): readonly string[] {
    if (this.#order.length === 0 || this.#ordered !== this.#pairs.size) {
      this.#ordered = this.#pairs.size;
      this.#order = [...this.#pairs.traders()].sort(
        (a, b) => (this.#hits.get(b) ?? 0) - (this.#hits.get(a) ?? 0),
      );
    }
    return this.#order;
  }
}
