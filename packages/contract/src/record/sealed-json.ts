import { textOf } from '../bytes/text.js';
import type { Crypto } from '../crypto/crypto.js';
import { openBox, sealWritten } from '../sealing/box.js';
import { recall, type Remembered } from './opened.js';

/**
 * Holdings, chains and payments are single boxes: canonical JSON sealed under the record's own key
 * with the ledger key as associated data.
 */
export interface HoldingContent {
  readonly account: string;
  readonly balance: string;
  readonly isin: string;
  readonly restricted: string;
}

export type ChainState =
  'CHAINED' | 'RESTRICTED' | 'PAYMENT_REQUESTED' | 'PAID' | 'SETTLED' | 'SPLIT';

export interface ChainContent {
  readonly attempt: number;
  readonly chainId: string;
  readonly isin: string;
  /** Net securities by account, won of face, negative delivers; zero nets left out. */
  readonly nets: readonly (readonly [account: string, amount: string])[];
  readonly state: ChainState;
  readonly tradeIds: readonly string[];
}

export type PaymentState = 'REQUESTED' | 'ASKED_BACK' | 'PAID' | 'REVOKED';

export interface PaymentContent {
  readonly chainId?: string | undefined;
  /** Cash by institution, won, negative pays; they sum to zero. */
  readonly legs: readonly (readonly [institution: string, amount: string])[];
  readonly paymentNo: string;
  /** Leaf of the REQUEST_PAYMENT that BOK answers. */
  readonly request: string;
  readonly state: PaymentState;
  /** The trades it pays for, each with the key of its core box in base64. */
  readonly trades: readonly (readonly [tradeId: string, coreKey: string])[];
}

/** The ledger key of a chain. */
export const chainRecordKey = (chainId: string): string => `chain/${chainId}`;
/** The ledger key of a payment. */
export const paymentRecordKey = (paymentNo: string): string => `payment/${paymentNo}`;

/**
 * What boxes hold, by the identity of their bytes. A ledger and its institutions in one process
 * read the same record many times over; opening it again would give the same answer. No result
 * depends on it: another key, or other bytes, are opened in earnest.
 */
const known = new WeakMap<Uint8Array, Remembered>();

export function sealRecord(
  crypto: Crypto,
  key: Uint8Array,
  name: string,
  content: HoldingContent | ChainContent | PaymentContent,
): Uint8Array {
  const sealed = sealWritten(crypto, key, name, (scratch) => {
    scratch.text(JSON.stringify(content));
  });
  // Memory of its own: it is kept for long, and what it was sealed in may be larger.
  const box = sealed.slice();
  known.set(box, { name, key, content });
  return box;
}

/**
 * The content of a holding, chain or payment record; undefined where the key is not its key. It is
 * shared and must not be changed.
 */
export function openRecord<T extends HoldingContent | ChainContent | PaymentContent>(
  crypto: Crypto,
  key: Uint8Array,
  name: string,
  box: Uint8Array,
): Readonly<T> | undefined {
  const held = recall(known.get(box), name, key);
  if (held !== undefined) return held as T;
  const bytes = openBox(crypto, key, name, box);
  const text = bytes === undefined ? undefined : textOf(bytes);
  if (text === undefined) return undefined;
  const content = JSON.parse(text) as T;
  known.set(box, { name, key, content });
  return content;
}
