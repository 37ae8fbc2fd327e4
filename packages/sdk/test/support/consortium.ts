import { generateKeyPairSync } from 'node:crypto';
import type { Genesis, GenesisParticipant } from '@bondledger/contract';
import {
  BOK,
  holderOf,
  KSD,
  settlementAmountOf,
  type Role,
  type SideWire,
  type Terms,
} from '@bondledger/domain';
import type { Action } from '../../src/client/action.js';
import { Institution } from '../../src/client/institution.js';
import { generateKeys, type InstitutionKeys } from '../../src/keys/key-pairs.js';
import { memorySigner } from '../../src/keys/memory-signer.js';
import type { Signer } from '../../src/keys/signer.js';
import { testAuthority } from './certificate.js';
import { MemoryLedger, nodeKeyText } from './memory-ledger.js';

export const TODAY = '2026-09-21';
export const SETTLEMENT_DATE = '2026-09-22';
export const ISIN = 'KR103502GE97';
export const CODES = ['SELLER', 'BUYER', 'MIDDLE', 'MANAGER', 'KEEPER', 'VAULT'] as const;

const ROLES: Readonly<Record<string, readonly Role[]>> = {
  [KSD]: ['DEPOSITORY'],
  [BOK]: ['CENTRAL_BANK'],
  SELLER: ['SECURITIES_FIRM'],
  BUYER: ['SECURITIES_FIRM'],
  MIDDLE: ['SECURITIES_FIRM'],
  MANAGER: ['ASSET_MANAGER'],
  KEEPER: ['CUSTODIAN', 'BANK'],
  VAULT: ['CUSTODIAN'],
  NEWCOMER: ['SECURITIES_FIRM'],
};
const rolesOf = (code: string): readonly Role[] => ROLES[code] ?? [];

const newKey = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;

/** A small consortium on a ledger in memory, everyone with keys of its own. */
export class Consortium {
  readonly authority = testAuthority(newKey());
  readonly genesis: Genesis;
  readonly ledger: MemoryLedger;
  readonly nodeKey = newKey();
  readonly #keys = new Map<string, InstitutionKeys>();
  readonly #certificates = new Map<string, string>();
  readonly #institutions = new Map<string, Institution>();
  #references = 0;

  private constructor() {
    for (const code of [KSD, BOK, ...CODES]) {
      const keys = generateKeys(code);
      this.#keys.set(code, keys);
      this.#certificates.set(code, this.authority.certify(code, keys.signing.spki));
    }
    this.genesis = {
      authorities: [this.authority.certificate],
      businessDate: TODAY,
      format: 'bondledger/genesis/1',
      holidays: [],
      name: 'Test ledger',
      nodes: [nodeKeyText(this.nodeKey)],
      participants: [KSD, BOK].map((code) => this.participant(code)),
      rulesVersion: 1,
    };
    this.ledger = new MemoryLedger(this.genesis, this.nodeKey);
  }

  /** Everyone registered and at work on the settlement date, with bonds to sell. */
  static async open(): Promise<Consortium> {
    const consortium = new Consortium();
    await consortium.#join(KSD);
    await consortium.#join(BOK);
    for (const code of CODES) await consortium.#register(code);
    await consortium.take(KSD, {
      step: 'REGISTER_ISSUE',
      data: {
        instrumentType: 'KTB',
        isin: ISIN,
        maturityDate: '2036-06-10',
        name: { en: 'KTB 03500-3606', ko: '국고03500-3606' },
      },
    });
    for (const account of ['SELLER-001', 'KEEPER-F01', 'MIDDLE-001']) {
      const balance = 1_000_000_000_000n;
      await consortium.take(KSD, { step: 'OPEN_HOLDING', account, isin: ISIN, balance });
    }
    for (const code of CODES) await consortium.#join(code);
    return consortium;
  }

  participant(code: string): GenesisParticipant {
    const { sealing } = this.keysOf(code);
    return {
      certificate: this.#certificates.get(code) ?? '',
      code,
      coEndorser: code,
      name: { en: code, ko: code },
      peer: true,
      roles: rolesOf(code),
      sealing: { keyId: sealing.keyId, publicKey: sealing.publicKey },
    };
  }

  keysOf(code: string): InstitutionKeys {
    const keys = this.#keys.get(code);
    if (keys === undefined) throw new Error(`no institution ${code}`);
    return keys;
  }

  /** Its signer, to open it once more. */
  signerOf(code: string): Signer {
    return memorySigner(this.keysOf(code), this.#certificates.get(code) ?? '');
  }

  of(code: string): Institution {
    const institution = this.#institutions.get(code);
    if (institution === undefined) throw new Error(`no institution ${code}`);
    return institution;
  }

  /** Takes one step, which must be accepted; answers the trade or chain it was about. */
  async take(code: string, action: Action): Promise<string> {
    const [result] = await this.takeAll(code, [action]);
    return result ?? '';
  }

  async takeAll(code: string, actions: readonly Action[]): Promise<readonly string[]> {
    const institution = this.of(code);
    await institution.caughtUp();
    const results = await institution.take(actions);
    return results.map((result) => {
      if (result.status === 'REFUSED') throw new Error(`${code}: ${JSON.stringify(result)}`);
      return result.tradeId ?? result.chainId ?? '';
    });
  }

  /** To the settlement date, on which the rest of a test takes place. */
  async nextDay(): Promise<void> {
    for (const phase of ['CUT_OFF', 'CLOSED'] as const) {
      await this.take(KSD, { step: 'SET_DAY', data: { businessDate: TODAY, phase } });
    }
    const businessDate = SETTLEMENT_DATE;
    await this.take(KSD, { step: 'SET_DAY', data: { businessDate, phase: 'OPEN' } });
  }

  /** Terms of a trade in the one issue, SELLER to BUYER for 10 billion won of face if not said. */
  terms(over: Partial<Terms> = {}): Terms {
    this.#references += 1;
    const { seller = 'SELLER', buyer = 'BUYER', faceAmount = 10_000_000_000n } = over;
    return {
      reference: `REF-${this.#references}`,
      isin: ISIN,
      instrumentType: 'KTB',
      faceAmount,
      unitPrice: 9_850n,
      settlementAmount: settlementAmountOf(faceAmount, 9_850n),
      tradeDate: TODAY,
      settlementDate: SETTLEMENT_DATE,
      settlementMethod: 'DVP',
      seller,
      buyer,
      sellerKeeper: seller,
      buyerKeeper: buyer,
      ...over,
    };
  }

  async close(): Promise<void> {
    for (const institution of this.#institutions.values()) await institution.close();
  }

  /** An institution that was not there at the beginning: KSD registers it, and it goes to work. */
  async join(code: string): Promise<Institution> {
    const keys = generateKeys(code);
    this.#keys.set(code, keys);
    this.#certificates.set(code, this.authority.certify(code, keys.signing.spki));
    await this.#register(code);
    await this.#join(code);
    return this.of(code);
  }

  async #register(code: string): Promise<void> {
    const { certificate, ...data } = this.participant(code);
    await this.take(KSD, { step: 'REGISTER_PARTICIPANT', data });
    const { keyId } = this.keysOf(code).signing;
    const key = { certificate, keyId, participant: code };
    await this.take(KSD, { step: 'REGISTER_KEY', data: key });
  }

  async #join(code: string): Promise<void> {
    const signer = this.signerOf(code);
    const operator = `${code.toLowerCase()}-desk`;
    const institution = await Institution.open({ transport: this.ledger, signer, operator });
    this.#institutions.set(code, institution);
  }
}

export const propSide = (code: string): SideWire => ({ account: `${code}-001`, capacity: 'PROP' });

export const fundSide = (account: string, fund: string): SideWire => ({
  account,
  capacity: 'TRUST',
  fund: { assetManager: 'MANAGER', code: fund, custodian: holderOf(account) ?? '' },
});
