import type { KeyObject } from 'node:crypto';
import {
  canonicalText,
  DAY_KEY,
  fromBase64,
  isObject,
  parseCanonical,
  readRegistry,
  toBase64,
  toHex,
  utf8,
  type Crypto,
  type DayRecord,
  type SignedBatch,
} from '@bondledger/contract';
import { signEs256 } from '../engine/sign-es256.js';
import type { Ledger } from '../port/ledger.js';

export const DELIVERY_DOMAIN = 'bondledger/delivery/1';

/** What a gateway cannot deny: that it had a batch, on which business day and in which phase. */
export interface DeliveryProof {
  /** Canonical JSON of the statement: the signed bytes. */
  readonly statement: string;
  /** ES256 by the node's key: r and s, base64. */
  readonly signature: string;
}

/** The statement of a delivery proof. */
export interface Delivery {
  /** SHA-256 of the batch's header, hex. */
  readonly batch: string;
  readonly businessDate: string;
  readonly ledgerId: string;
  readonly phase: string;
  /** The gateway's clock, ISO 8601, UTC. */
  readonly receivedAt: string;
}

const headerHash = (crypto: Crypto, batch: SignedBatch): string =>
  toHex(crypto.sha256(utf8(batch.header)));

/** Signs that a batch was received now. */
export async function signDelivery(
  crypto: Crypto,
  ledger: Ledger,
  nodeKey: KeyObject,
  batch: SignedBatch,
  receivedAt: string,
): Promise<DeliveryProof> {
  const day = readRegistry<DayRecord>((await ledger.read([DAY_KEY])).get(DAY_KEY));
  const statement = canonicalText({
    batch: headerHash(crypto, batch),
    businessDate: day?.businessDate ?? '',
    domain: DELIVERY_DOMAIN,
    ledgerId: ledger.ledgerId,
    phase: day?.phase ?? '',
    receivedAt,
  });
  return { statement, signature: toBase64(await signEs256(nodeKey, utf8(statement))) };
}

/**
 * What a delivery proof says of a batch; undefined where it is not signed by one of the nodes
 * (SPKI, DER) or is about another batch.
 */
export function readDelivery(
  crypto: Crypto,
  nodes: readonly Uint8Array[],
  batch: SignedBatch,
  proof: DeliveryProof,
): Delivery | undefined {
  const signature = fromBase64(proof.signature);
  const statement = parseCanonical(proof.statement);
  if (signature === undefined || !isObject(statement)) return undefined;
  const message = utf8(proof.statement);
  if (!nodes.some((spki) => crypto.verifyEs256(spki, message, signature))) return undefined;
  const { batch: hash, businessDate, domain, ledgerId, phase, receivedAt } = statement;
  if (domain !== DELIVERY_DOMAIN || hash !== headerHash(crypto, batch)) return undefined;
  if (typeof businessDate !== 'string' || typeof ledgerId !== 'string') return undefined;
  if (typeof phase !== 'string' || typeof receivedAt !== 'string') return undefined;
  return { batch: hash, businessDate, ledgerId, phase, receivedAt };
}
