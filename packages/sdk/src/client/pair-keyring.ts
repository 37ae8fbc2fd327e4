import {
  fromBase64,
  isCurvePoint,
  pairKeyOf,
  readRegistry,
  type Block,
  type Crypto,
  type PairKey,
  type ParticipantRecord,
} from '@bondledger/contract';
import { BondledgerError, BOK, KSD, mayTrade, type Role } from '@bondledger/domain';
import type { Signer } from '../keys/signer.js';
import { REGISTRY_PAGE } from '../limits.js';
import type { Transport } from '../transport/transport.js';

const PARTICIPANTS = 'registry/participant/';

/** The pair keys of one institution with all others, derived once each and kept. */
export class PairKeyring {
  readonly #transport: Pick<Transport, 'range' | 'ledgerId'>;
  readonly #signer: Signer;
  readonly #crypto: Crypto;
  readonly #pairs = new Map<string, PairKey>();
  readonly #roles = new Map<string, readonly Role[]>();

  constructor(transport: Pick<Transport, 'range' | 'ledgerId'>, signer: Signer, crypto: Crypto) {
    this.#transport = transport;
    this.#signer = signer;
    this.#crypto = crypto;
  }

  /** How many pair keys there are: it grows when a participant joins. */
  get size(): number {
    return this.#pairs.size;
  }

  /** Reads the registry, and derives what is new or could not be derived before. */
  async refresh(): Promise<void> {
    let bookmark: string | undefined;
    do {
      const page = await this.#transport.range({
        from: PARTICIPANTS,
        to: 'registry/participant0',
        limit: REGISTRY_PAGE,
        ...(bookmark === undefined ? {} : { bookmark }),
      });
      for (const { value } of page.records) {
        const record = readRegistry<ParticipantRecord>(value);
        if (record !== undefined) await this.#add(record);
      }
      bookmark = page.next;
    } while (bookmark !== undefined);
  }

  /** Derives the pair keys of who joins with a block; undefined where nobody does. */
  learn({ transactions }: Block): Promise<void> | undefined {
    const joined: ParticipantRecord[] = [];
    for (const { writes } of transactions) {
      for (const { key, value } of writes) {
        if (!key.startsWith(PARTICIPANTS)) continue;
        const record = readRegistry<ParticipantRecord>(value);
        if (record !== undefined) joined.push(record);
      }
    }
    return joined.length === 0 ? undefined : this.#addAll(joined);
  }

  async #addAll(records: readonly ParticipantRecord[]): Promise<void> {
    for (const record of records) await this.#add(record);
  }

  async #add({ code, roles, sealing }: ParticipantRecord): Promise<void> {
    this.#roles.set(code, roles);
    if (code === this.#signer.participant || this.#pairs.has(code)) return;
    const point = fromBase64(sealing.publicKey);
    const secret = point && isCurvePoint(point) ? await this.#derive(code, point) : undefined;
    if (secret === undefined) return;
    const own = {
      participant: this.#signer.participant,
      sealingKeyId: this.#signer.sealing.keyId,
    };
    const other = { participant: code, sealingKeyId: sealing.keyId };
    this.#pairs.set(code, pairKeyOf(this.#crypto, this.#transport.ledgerId, secret, own, other));
  }

  /**
   * One participant's key that cannot be used is no reason to lose all others. Without KSD's and
   * BOK's nothing works, and where those fail it is the signer that does.
   */
  async #derive(code: string, point: Uint8Array): Promise<Uint8Array | undefined> {
    try {
      return await this.#signer.derive(point);
    } catch (error) {
      if (code === KSD || code === BOK) throw error;
      return undefined;
    }
  }

  /** The pair key with an institution. Throws COUNTERPARTY_UNKNOWN where it is not registered. */
  with(code: string): PairKey {
    const pair = this.#pairs.get(code);
    if (pair !== undefined) return pair;
    throw new BondledgerError({ code: 'COUNTERPARTY_UNKNOWN', params: { participant: code } });
  }

  find(code: string): PairKey | undefined {
    return this.#pairs.get(code);
  }

  get ksd(): PairKey {
    return this.with(KSD);
  }

  /** Whoever may sell or buy, and so may have granted this institution a key. */
  traders(): readonly string[] {
    return [...this.#pairs.keys()].filter((code) => mayTrade(this.#roles.get(code) ?? []));
  }

  /** What this institution itself is registered to do. */
  get ownRoles(): readonly Role[] {
    return this.#roles.get(this.#signer.participant) ?? [];
  }
}
