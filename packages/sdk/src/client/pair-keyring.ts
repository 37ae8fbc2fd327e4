import {
  fromBase64,
  pairKeyOf,
  readRegistry,
  type Crypto,
  type PairKey,
  type ParticipantRecord,
} from '@bondledger/contract';
import { BondledgerError, KSD, mayTrade, type Role } from '@bondledger/domain';
import type { Signer } from '../keys/signer.js';
import { REGISTRY_PAGE } from '../limits.js';
import type { Transport } from '../transport/transport.js';

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

  /** Reads the registry and derives what is new. Call again when a participant has joined. */
  async refresh(): Promise<void> {
    let bookmark: string | undefined;
    do {
      const page = await this.#transport.range({
        from: 'registry/participant/',
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

  async #add({ code, roles, sealing }: ParticipantRecord): Promise<void> {
    this.#roles.set(code, roles);
    if (code === this.#signer.participant || this.#pairs.has(code)) return;
    const point = fromBase64(sealing.publicKey);
    if (point === undefined) return;
    const secret = await this.#signer.derive(point);
    const own = {
      participant: this.#signer.participant,
      sealingKeyId: this.#signer.sealing.keyId,
    };
    const other = { participant: code, sealingKeyId: sealing.keyId };
    this.#pairs.set(code, pairKeyOf(this.#crypto, this.#transport.ledgerId, secret, own, other));
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
