import { Scratch } from '../bytes/scratch.js';
import { utf8 } from '../bytes/text.js';
import type { InstructionParts } from '../batch/batch.js';
import type { Crypto } from '../crypto/crypto.js';

export const SALT_LENGTH = 16;
const LEAF_TAG = utf8('bondledger/leaf/1');
const scratch = new Scratch();

/** Hash of one part under its salt: shown in place of the part, it says nothing about it. */
export const partHash = (crypto: Crypto, salt: Uint8Array, text: string): Uint8Array =>
  crypto.sha256(scratch.start().bytes(salt).text(text).view());

/** An instruction's leaf: the entry hash (RFC 9162, with a 0x00) of tag, core hash, side hash. */
export const leafOf = (crypto: Crypto, coreHash: Uint8Array, sideHash: Uint8Array): Uint8Array =>
  crypto.sha256(scratch.start().byte(0).bytes(LEAF_TAG).bytes(coreHash).bytes(sideHash).view());

/** An instruction's leaf from its texts and salts: 32 bytes. */
export const leafOfParts = (crypto: Crypto, parts: InstructionParts): Uint8Array =>
  leafOf(
    crypto,
    partHash(crypto, parts.coreSalt, parts.core),
    partHash(crypto, parts.sideSalt, parts.side),
  );
