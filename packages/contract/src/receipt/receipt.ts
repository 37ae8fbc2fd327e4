import { ERROR_CODES, type ErrorCode } from '@bondledger/domain';
import type { InstructionOutcome } from '../apply/applied.js';
import { textOf, utf8 } from '../bytes/text.js';
import type { Crypto } from '../crypto/crypto.js';
import { recall, type Remembered } from '../record/opened.js';
import { openBox, sealBox } from '../sealing/box.js';

/**
 * The receipts of a batch: a JSON array with one entry for each instruction, the new revision where
 * it was accepted or the code where it was refused, sealed under the batch's receipt key with the
 * batch's root as associated data.
 */
export type Receipt =
  | { readonly status: 'ACCEPTED'; readonly revision: number }
  | { readonly status: 'REFUSED'; readonly code: ErrorCode };

const place = (root: string): string => `receipts|${root}`;

export function sealReceipts(
  crypto: Crypto,
  receiptKey: Uint8Array,
  root: string,
  outcomes: readonly InstructionOutcome[],
): Uint8Array {
  const entries = outcomes.map((outcome) =>
    outcome.status === 'ACCEPTED' ? outcome.revision : outcome.code,
  );
  // Memory of its own, as for all that is kept.
  const sealed = sealBox(crypto, receiptKey, place(root), utf8(JSON.stringify(entries))).slice();
  known.set(sealed, { name: root, key: receiptKey, content: entries });
  return sealed;
}

/**
 * What sealed receipts hold, by the identity of their bytes: a sender in the process of the ledger
 * need not open what was sealed there. Another key, or other bytes, are opened in earnest.
 */
const known = new WeakMap<Uint8Array, Remembered>();

/** The receipts in the order of the instructions, or undefined where key or root do not fit. */
export function openReceipts(
  crypto: Crypto,
  receiptKey: Uint8Array,
  root: string,
  sealed: Uint8Array,
): readonly Receipt[] | undefined {
  const entries =
    recall(known.get(sealed), root, receiptKey) ?? openEntries(crypto, receiptKey, root, sealed);
  if (!Array.isArray(entries)) return undefined;
  const receipts: Receipt[] = [];
  for (const entry of entries as unknown[]) {
    if (typeof entry === 'number') {
      receipts.push({ status: 'ACCEPTED', revision: entry });
      continue;
    }
    const code = ERROR_CODES.find((each) => each === entry);
    if (code === undefined) return undefined;
    receipts.push({ status: 'REFUSED', code });
  }
  return receipts;
}

function openEntries(
  crypto: Crypto,
  receiptKey: Uint8Array,
  root: string,
  sealed: Uint8Array,
): unknown {
  const bytes = openBox(crypto, receiptKey, place(root), sealed);
  const text = bytes === undefined ? undefined : textOf(bytes);
  return text === undefined ? undefined : JSON.parse(text);
}
