import type { SignedBatch } from '../batch/batch.js';
import { isObject, parseCanonical } from '../bytes/canonical.js';
import { fromBase64, toHex, utf8 } from '../bytes/text.js';
import type { Crypto } from '../crypto/crypto.js';

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

/** How a delivery proof names a batch: SHA-256 of its header, hex. */
export const deliveredHash = (crypto: Crypto, { header }: Pick<SignedBatch, 'header'>): string =>
  toHex(crypto.sha256(utf8(header)));

/**
 * What a delivery proof says of a batch; undefined where it is not signed by one of the nodes
 * (SPKI, DER) or is about another batch.
 */
export function readDelivery(
  crypto: Crypto,
  nodes: readonly Uint8Array[],
  batch: Pick<SignedBatch, 'header'>,
  proof: DeliveryProof,
): Delivery | undefined {
  const signature = fromBase64(proof.signature);
  const statement = parseCanonical(proof.statement);
  if (signature === undefined || !isObject(statement)) return undefined;
  const message = utf8(proof.statement);
  if (!nodes.some((spki) => crypto.verifyEs256(spki, message, signature))) return undefined;
  const { batch: hash, businessDate, domain, ledgerId, phase, receivedAt } = statement;
  if (domain !== DELIVERY_DOMAIN || hash !== deliveredHash(crypto, batch)) return undefined;
  if (typeof businessDate !== 'string' || typeof ledgerId !== 'string') return undefined;
  if (typeof phase !== 'string' || typeof receivedAt !== 'string') return undefined;
  return { batch: hash, businessDate, ledgerId, phase, receivedAt };
}
