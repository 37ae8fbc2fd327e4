import {
  encodeCorePart,
  encodeSidePart,
  SALT_LENGTH,
  type CorePart,
  type Crypto,
  type InstructionOpening,
  type InstructionParts,
  type SidePart,
} from '@bondledger/contract';
import type { Book } from './book.js';
import type { KeyFinder } from './discover.js';
import type { PairKeyring } from './pair-keyring.js';
import type { RandomPool } from '../keys/random-pool.js';

/** What every builder of instructions works with. */
export interface InstructionKit {
  readonly crypto: Crypto;
  readonly ledgerId: string;
  readonly participant: string;
  readonly operator: string;
  readonly issuedAt: string;
  readonly pairs: PairKeyring;
  readonly finder: KeyFinder;
  readonly book: Book;
  readonly random: RandomPool;
  /** Does the instruction stand or fall with the next one of its batch? */
  readonly linked: boolean;
}

/** An instruction ready to be signed, what it is about, and what opens it. */
export interface BuiltInstruction {
  readonly parts: InstructionParts;
  readonly opening: InstructionOpening;
  readonly tradeId?: string;
  readonly chainId?: string;
}

/** What a builder says of a core part; the kit knows the rest. */
export type CoreInput = Omit<CorePart, 'issuedAt' | 'participant'>;

/**
 * Texts and fresh salts of one instruction. The core salt may be asked for before (commitments).
 */
export function partsOf(
  kit: InstructionKit,
  core: CoreInput,
  side: Omit<SidePart, 'operator'> = {},
  coreSalt: Uint8Array = kit.random.take(SALT_LENGTH),
): InstructionParts {
  const { issuedAt, linked, participant, operator } = kit;
  const link = linked ? { linked } : {};
  return {
    core: encodeCorePart({ issuedAt, participant, ...core, ...link }),
    coreSalt,
    side: encodeSidePart({ operator, ...side }),
    sideSalt: kit.random.take(SALT_LENGTH),
  };
}
