import { createECDH, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import {
  encodeCorePart,
  encodeSidePart,
  keyIdOf,
  nodeCrypto,
  signBatch,
  toBase64,
  type CorePart,
  type GenesisParticipant,
  type InstructionOpening,
  type SidePart,
  type Submission,
} from '@bondledger/contract';
import type { Role } from '@bondledger/domain';
import { selfSigned } from './certificate.js';

/** One instruction before it is signed. */
export interface SampleInstruction {
  readonly core: Omit<CorePart, 'issuedAt' | 'participant'>;
  readonly side?: Omit<SidePart, 'operator'>;
  readonly opening?: InstructionOpening;
}

/** An institution with keys of its own, and what it needs to sign: for tests only. */
export class SampleInstitution {
  readonly code: string;
  readonly #privateKey: KeyObject;
  readonly #keyId: string;
  readonly #spki: Uint8Array;
  readonly #roles: readonly Role[];

  constructor(code: string, roles: readonly Role[]) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.code = code;
    this.#privateKey = privateKey;
    this.#spki = publicKey.export({ format: 'der', type: 'spki' });
    this.#keyId = keyIdOf(nodeCrypto, this.#spki);
    this.#roles = roles;
  }

  /** Its entry in the genesis. */
  participant(): GenesisParticipant {
    const sealing = createECDH('prime256v1');
    sealing.generateKeys();
    return {
      certificate: toBase64(selfSigned(this.code, this.#privateKey)),
      code: this.code,
      coEndorser: this.code,
      name: { en: this.code, ko: this.code },
      peer: true,
      roles: this.#roles,
      sealing: { keyId: 'a'.repeat(32), publicKey: toBase64(sealing.getPublicKey()) },
    };
  }

  /** A signed batch with its opening, and the leaves (hex) of its instructions. */
  async batch(
    ledgerId: string,
    instructions: readonly SampleInstruction[],
  ): Promise<{ readonly submission: Submission; readonly leaves: readonly string[] }> {
    const parts = instructions.map(({ core, side }) => ({
      core: encodeCorePart({
        ...core,
        issuedAt: '2018-09-18T00:00:00.000Z',
        participant: this.code,
      }),
      coreSalt: randomBytes(16),
      side: encodeSidePart({ ...side, operator: 'tester' }),
      sideSalt: randomBytes(16),
    }));
    const signer = {
      participant: this.code,
      keyId: this.#keyId,
      sign: (bytes: Uint8Array): Promise<Uint8Array> => {
        const key = { key: this.#privateKey, dsaEncoding: 'ieee-p1363' } as const;
        return Promise.resolve(sign('sha256', bytes, key));
      },
    };
    const options = { ledgerId, validUntil: '2018-12-31' };
    const built = await signBatch(nodeCrypto, signer, parts, options);
    const opening = {
      receiptKey: randomBytes(32),
      instructions: instructions.map((each) => each.opening ?? { trades: [] }),
    };
    const leaves = built.leaves.map((leaf) => Buffer.from(leaf).toString('hex'));
    return { submission: { batch: built.batch, opening }, leaves };
  }
}
