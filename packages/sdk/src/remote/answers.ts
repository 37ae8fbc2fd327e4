import {
  fromBase64,
  isObject,
  toBase64,
  type BatchOutcome,
  type BlockProof,
  type DeliveryProof,
  type InstructionOutcome,
  type Json,
  type JsonObject,
  type Page,
} from '@bondledger/contract';
import { ERROR_CODES, type ErrorCode, type Rejection } from '@bondledger/domain';
import type { KeyVersion, Position, SendOutcome } from '../transport/transport.js';

/**
 * What the gateway answers over HTTP, as JSON: bytes are base64. Written by the server, read by
 * the remote transport, which takes nothing for granted. Readers throw a RangeError.
 */
export const proofJson = ({ statement, signature }: DeliveryProof): JsonObject => ({
  proof: { signature, statement },
});

/** The answer to a batch that was sent. */
export const sentJson = ({ outcome, position }: SendOutcome): JsonObject => ({
  outcome: {
    outcomes: outcome.outcomes.map((each): JsonObject => ({ ...each })),
    receipts: toBase64(outcome.receipts),
    ...(outcome.rejection === undefined ? {} : { rejection: { ...outcome.rejection } }),
  },
  ...(position === undefined ? {} : { position: { ...position } }),
});

/** A page of a range. */
export const pageJson = ({ records, next }: Page): JsonObject => ({
  records: records.map(({ key, value }) => [key, toBase64(value)]),
  ...(next === undefined ? {} : { next }),
});

/** One version of a key's history. */
export const versionJson = ({ height, transactionIndex, value }: KeyVersion): JsonObject => ({
  height,
  transactionIndex,
  value: toBase64(value),
});

const wrong = (what: string): RangeError => new RangeError(`the answer has no ${what}`);

const textOf = (value: Json | undefined, what: string): string => {
  if (typeof value !== 'string') throw wrong(what);
  return value;
};

const numberOf = (value: Json | undefined, what: string): number => {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw wrong(what);
  return value;
};

const bytesOf = (value: Json | undefined, what: string): Uint8Array => {
  const bytes = fromBase64(textOf(value, what));
  if (bytes === undefined) throw wrong(what);
  return bytes;
};

const listOf = (value: Json | undefined, what: string): readonly Json[] => {
  if (!Array.isArray(value)) throw wrong(what);
  return value as readonly Json[];
};

const objectOf = (value: Json | undefined, what: string): JsonObject => {
  if (!isObject(value)) throw wrong(what);
  return value;
};

/** The object in a text. */
export function objectIn(text: string): JsonObject {
  try {
    return objectOf(JSON.parse(text) as Json, 'object');
  } catch (cause) {
    throw new RangeError('the answer is no JSON', { cause });
  }
}

const CODES: ReadonlySet<string> = new Set(ERROR_CODES);
const isCode = (text: string): text is ErrorCode => CODES.has(text);

/** The refusal in an object with a code and parameters. */
export function rejectionIn({ code, params }: JsonObject): Rejection {
  const known = textOf(code, 'code');
  if (!isCode(known)) throw wrong('known code');
  if (params === undefined) return { code: known };
  const texts = Object.entries(objectOf(params, 'params')).map(
    ([name, value]) => [name, textOf(value, 'params')] as const,
  );
  return { code: known, params: Object.fromEntries(texts) };
}

export const deliveryIn = (value: Json): DeliveryProof => {
  const proof = objectOf(value, 'proof');
  const signature = textOf(proof['signature'], 'signature');
  return { statement: textOf(proof['statement'], 'statement'), signature };
};

export function sentIn({ outcome, position }: JsonObject): SendOutcome {
  const read = outcomeIn(objectOf(outcome, 'outcome'));
  return position === undefined
    ? { outcome: read }
    : { outcome: read, position: placeIn(position) };
}

function outcomeIn({ outcomes, receipts, rejection }: JsonObject): BatchOutcome {
  return {
    outcomes: listOf(outcomes, 'outcomes').map((each) => instructionIn(objectOf(each, 'outcome'))),
    receipts: bytesOf(receipts, 'receipts'),
    ...(rejection === undefined
      ? {}
      : { rejection: rejectionIn(objectOf(rejection, 'rejection')) }),
  };
}

function instructionIn(value: JsonObject): InstructionOutcome {
  const leaf = textOf(value['leaf'], 'leaf');
  if (value['status'] !== 'ACCEPTED') return { leaf, status: 'REFUSED', ...rejectionIn(value) };
  return { leaf, status: 'ACCEPTED', revision: numberOf(value['revision'], 'revision') };
}

const placeIn = (value: Json): Position => {
  const { height, transactionIndex } = objectOf(value, 'position');
  return {
    height: numberOf(height, 'height'),
    transactionIndex: numberOf(transactionIndex, 'transactionIndex'),
  };
};

export function pageIn({ records, next }: JsonObject): Page {
  return {
    records: listOf(records, 'records').map((record) => {
      const [key, value] = listOf(record, 'record');
      return { key: textOf(key, 'key'), value: bytesOf(value, 'value') };
    }),
    next: next === undefined ? undefined : textOf(next, 'next'),
  };
}

export const versionIn = (value: JsonObject): KeyVersion => ({
  ...placeIn(value),
  value: bytesOf(value['value'], 'value'),
});

export const headIn = ({ height, hash }: JsonObject): { height: number; hash: string } => ({
  height: numberOf(height, 'height'),
  hash: textOf(hash, 'hash'),
});

/** A proof's form is checked by whoever verifies it. */
export const blockProofIn = (value: JsonObject): BlockProof => {
  const { height, transactionIndex, path, headers, head, transaction } = value;
  numberOf(height, 'height');
  numberOf(transactionIndex, 'transactionIndex');
  for (const each of [...listOf(path, 'path'), ...listOf(headers, 'headers')]) textOf(each, 'path');
  objectOf(head, 'head');
  objectOf(transaction, 'transaction');
  return value as JsonObject & BlockProof;
};
