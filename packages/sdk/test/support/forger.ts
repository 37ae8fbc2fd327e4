import { randomBytes, sign, type KeyObject } from 'node:crypto';
import {
  encodeBatchHeader,
  encodeCorePart,
  encodeHeader,
  encodeSidePart,
  hashOfHeader,
  keyIdOf,
  leafOfParts,
  nodeCrypto,
  partHash,
  rootOf,
  signedHeadMessage,
  toHex,
  transactionHash,
  utf8,
  type BlockProof,
  type CorePart,
  type SidePart,
  type TransactionDigest,
} from '@bondledger/contract';
import type { ShownStep } from '../../src/evidence/evidence.js';
import type { InstitutionKeys } from '../../src/keys/key-pairs.js';

/** What a forged step claims, and who really signs it. */
export interface Forgery {
  readonly keys: InstitutionKeys;
  readonly certificate: string;
  readonly core: CorePart;
  readonly side?: SidePart;
  /** Shown only as its hash. */
  readonly isSideHidden?: boolean;
  /** What the header says, where it is not the signer. */
  readonly participant?: string;
  readonly keyId?: string;
  readonly ledgerId?: string;
  readonly isAccepted?: boolean;
  readonly commitmentKey?: Uint8Array;
  readonly coreSalt?: Uint8Array;
}

const es256 = (key: KeyObject, message: Uint8Array): string =>
  sign('sha256', message, { key, dsaEncoding: 'ieee-p1363' }).toString('base64');

/**
 * Evidence as a ledger's operator could make it who has the node's key and some institutions' keys,
 * and who minds no rule: each step in a batch and a block of its own.
 */
export class Forger {
  readonly #ledgerId: string;
  readonly #nodeKey: KeyObject;
  #height = 0;

  constructor(ledgerId: string, nodeKey: KeyObject) {
    this.#ledgerId = ledgerId;
    this.#nodeKey = nodeKey;
  }

  step(forgery: Forgery): ShownStep {
    const { keys, certificate, core, side = { operator: 'somebody' }, commitmentKey } = forgery;
    const parts = {
      core: encodeCorePart(core),
      coreSalt: forgery.coreSalt ?? randomBytes(16),
      side: encodeSidePart(side),
      sideSalt: randomBytes(16),
    };
    const leaf = leafOfParts(nodeCrypto, parts);
    const header = encodeBatchHeader({
      count: 1,
      domain: 'bondledger/batch/1',
      keyId: forgery.keyId ?? keyIdOf(nodeCrypto, keys.signing.spki),
      ledgerId: forgery.ledgerId ?? this.#ledgerId,
      participant: forgery.participant ?? keys.participant,
      root: toHex(leaf),
      validUntil: '2026-12-31',
    });
    const sideHash = toHex(partHash(nodeCrypto, parts.sideSalt, parts.side));
    const salt = Buffer.from(parts.sideSalt).toString('base64');
    const isHidden = forgery.isSideHidden === true;
    return {
      certificate,
      ...(commitmentKey === undefined
        ? {}
        : { commitmentKey: Buffer.from(commitmentKey).toString('base64') }),
      core: parts.core,
      coreSalt: Buffer.from(parts.coreSalt).toString('base64'),
      header,
      index: 0,
      leaf: toHex(leaf),
      path: '',
      proof: this.#proof(toHex(leaf), forgery.isAccepted ?? true),
      side: isHidden ? { hash: sideHash } : { salt, text: parts.side },
      signature: es256(keys.signing.privateKey, utf8(header)),
    };
  }

  #proof(root: string, isAccepted: boolean): BlockProof {
    this.#height += 1;
    const height = this.#height;
    const transaction: TransactionDigest = {
      batches: [{ accepted: isAccepted ? 'gA==' : 'AA==', receipts: '0'.repeat(64), root }],
      writes: '0'.repeat(64),
    };
    const header = encodeHeader({
      count: 1,
      domain: 'bondledger/block/1',
      height,
      ledgerId: this.#ledgerId,
      previous: '0'.repeat(64),
      root: toHex(rootOf(nodeCrypto, [transactionHash(nodeCrypto, transaction)])),
      time: '2026-09-21T00:00:00.000Z',
    });
    const hash = hashOfHeader(nodeCrypto, header);
    const signature = es256(this.#nodeKey, signedHeadMessage(this.#ledgerId, height, hash));
    return {
      head: { hash, height, signature },
      headers: [header],
      height,
      path: [],
      transaction,
      transactionIndex: 0,
    };
  }
}
