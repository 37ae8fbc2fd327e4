import type { KeyObject } from 'node:crypto';
import {
  canonicalText,
  DAY_KEY,
  DELIVERY_DOMAIN,
  deliveredHash,
  readRegistry,
  toBase64,
  utf8,
  type Crypto,
  type DayRecord,
  type DeliveryProof,
  type SignedBatch,
} from '@bondledger/contract';
import { signEs256 } from '../engine/sign-es256.js';
import type { Ledger } from '../port/ledger.js';

/** Signs that a batch was received now. */
export async function signDelivery(
  crypto: Crypto,
  ledger: Pick<Ledger, 'ledgerId' | 'read'>,
  nodeKey: KeyObject,
  batch: SignedBatch,
  receivedAt: string,
): Promise<DeliveryProof> {
  const day = readRegistry<DayRecord>((await ledger.read([DAY_KEY])).get(DAY_KEY));
  const statement = canonicalText({
    batch: deliveredHash(crypto, batch),
    businessDate: day?.businessDate ?? '',
    domain: DELIVERY_DOMAIN,
    ledgerId: ledger.ledgerId,
    phase: day?.phase ?? '',
    receivedAt,
  });
  return { statement, signature: toBase64(await signEs256(nodeKey, utf8(statement))) };
}
