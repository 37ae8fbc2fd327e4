import { join } from '../bytes/join.js';
import { utf8 } from '../bytes/text.js';
import type { InstructionParts } from '../batch/batch.js';
import type { Crypto } from '../crypto/crypto.js';
import { entryHash } from '../merkle/merkle.js';

export const SALT_LENGTH = 16;
const LEAF_TAG = utf8('bondledger/leaf/1');

/** Hash of one part under its salt: shown in place of the part, it says nothing about it. */
export const partHash = (crypto: Crypto, salt: Uint8Array, text: string): Uint8Array =>
  crypto.sha256(join(salt, utf8(text)));

/** An instruction's leaf: the entry hash of tag, core hash and side hash. */
export const leafOf = (crypto: Crypto, coreHash: Uint8Array, sideHash: Uint8Array): Uint8Array =>
  entryHash(crypto, join(LEAF_TAG, coreHash, sideHash));

export const leafOfParts = (crypto: Crypto, parts: InstructionParts): Uint8Array =>
  leafOf(
    crypto,
    partHash(crypto, parts.coreSalt, parts.core),
    partHash(crypto, parts.sideSalt, parts.side),
  );
