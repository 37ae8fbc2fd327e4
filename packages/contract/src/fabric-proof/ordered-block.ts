import { join } from '../bytes/join.js';
import type { Crypto } from '../crypto/crypto.js';
import { blockHeaderBytes } from './block-header.js';
import { payloadOf } from './endorsed-transaction.js';
import { signatoryOf, type FindMember } from './identity.js';
import { Message } from './protobuf.js';

const HASH_BYTES = 32;

/** A block of a channel, and what its orderers signed of it. */
export interface OrderedBlock {
  readonly number: number;
  /** Hash of the header before it. */
  readonly previous: Uint8Array;
  /** Its transactions, each a `common.Envelope`. */
  readonly envelopes: readonly Uint8Array[];
  readonly metadata: {
    readonly signatures: readonly {
      /** The `common.SignatureHeader`, which names the orderer. */
      readonly header: Uint8Array;
      /** ECDSA in DER over value, header and the block's header. */
      readonly signature: Uint8Array;
    }[];
    readonly value: Uint8Array;
  };
}

/** The hash of a block's transactions as its header carries it. @throws RangeError */
export function dataHashOf(crypto: Crypto, { envelopes }: OrderedBlock): Uint8Array {
  envelopes.forEach(payloadOf);
  return crypto.sha256(join(...envelopes));
}

/**
 * The header that belongs to a block's transactions. Its SHA-256 is what the next block names.
 * Only the first block names none before it.
 *
 * @throws RangeError where the block is none.
 */
export function headerOf({ number, previous }: OrderedBlock, dataHash: Uint8Array): Uint8Array {
  const isFirst = number === 0 && previous.length === 0;
  if (previous.length !== HASH_BYTES && !isFirst) throw new RangeError('no hash before it');
  return blockHeaderBytes(number, previous, dataHash);
}

/**
 * Whose orderers signed this header of a block: every signature that is there must hold, and there
 * must be one.
 *
 * @returns undefined where that is not so.
 * @throws RangeError where the metadata is none.
 */
export function orderersOf(
  crypto: Crypto,
  find: FindMember,
  { metadata: { signatures, value } }: OrderedBlock,
  header: Uint8Array,
): readonly string[] | undefined {
  const found = new Set<string>();
  for (const each of signatures) {
    const by = signatoryOf(crypto, find, 'orderer', {
      identity: new Message(each.header).bytes(1),
      message: join(value, each.header, header),
      der: each.signature,
    });
    if (by?.orderer !== true) return undefined;
    found.add(by.institution);
  }
  return found.size === 0 ? undefined : [...found];
}
