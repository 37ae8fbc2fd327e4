import {
  fromBase64,
  pairKeyOf,
  readRegistry,
  type Crypto,
  type PairKey,
  type ParticipantRecord,
} from '@bondledger/contract';
import { BondledgerError, KSD } from '@bondledger/domain';
import type { Signer } from '../keys/signer.js';
import { REGISTRY_PAGE } from '../limits.js';
import type { Transport } from '../transport/transport.js';

/** The pair keys of one institution with all others, derived once each and kept. */
export class PairKeyring {
  readonly #transport: Pick<Transport, 'range' | 'ledgerId'>;
  readonly #signer: Signer;
  readonly #crypto: Crypto;
  readonly #pairs = new Map<string, PairKey>();

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

  async #add({ code, sealing }: ParticipantRecord): Promise<void> {
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

  /** Everyone that this institution shares a key with. */
  entries(): Iterable<readonly [code: string, pair: PairKey]> {
    return this.#pairs;
  }
}
