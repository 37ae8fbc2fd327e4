import {
  openBox,
  sealBox,
  textOf,
  toHex,
  utf8,
  type BatchOutcome,
  type Crypto,
} from '@bondledger/contract';
import { ERROR_CODES, type ErrorCode } from '@bondledger/domain';

type Params = Readonly<Record<string, string>>;

/** What the receipts of a batch do not say. */
export interface OutcomeDetail {
  /** Why the batch as a whole was refused. */
  readonly code: ErrorCode | undefined;
  readonly params: Params | undefined;
  /** Parameters of refused instructions, by their place in the batch. */
  readonly refusals: ReadonlyMap<number, Params>;
}

const KEY_LENGTH = 32;
const NOTHING = new Uint8Array(0);
const NO_DETAIL: OutcomeDetail = { code: undefined, params: undefined, refusals: new Map() };

/** The receipts are the box's place, so a detail goes with no other receipts. */
const place = (crypto: Crypto, receipts: Uint8Array): string =>
  `detail|${toHex(crypto.sha256(receipts))}`;

/**
 * Parameters may name an institution or an issue, so they are for the sender alone. Only a batch
 * without a usable receipt key, of which nothing was read, has its code in the clear.
 */
export function sealDetail(
  crypto: Crypto,
  receiptKey: Uint8Array,
  { outcomes, rejection, receipts }: BatchOutcome,
): Uint8Array {
  const refusals: [number, Params][] = [];
  if (rejection === undefined) {
    for (const [at, outcome] of outcomes.entries()) {
      if (outcome.status === 'REFUSED' && outcome.params !== undefined) {
        refusals.push([at, outcome.params]);
      }
    }
  }
  if (rejection === undefined && refusals.length === 0) return NOTHING;
  const text = utf8(JSON.stringify({ ...(rejection ?? {}), refusals }));
  if (receiptKey.length !== KEY_LENGTH) return text;
  return sealBox(crypto, receiptKey, place(crypto, receipts), text);
}

/** The detail, or undefined where the bytes are none under this key. */
export function openDetail(
  crypto: Crypto,
  receiptKey: Uint8Array,
  receipts: Uint8Array,
  sealed: Uint8Array,
): OutcomeDetail | undefined {
  if (sealed.length === 0) return NO_DETAIL;
  const bytes =
    receiptKey.length === KEY_LENGTH
      ? openBox(crypto, receiptKey, place(crypto, receipts), sealed)
      : sealed;
  const text = bytes === undefined ? undefined : textOf(bytes);
  if (text === undefined) return undefined;
  try {
    return readDetail(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function readDetail(value: unknown): OutcomeDetail | undefined {
  if (typeof value !== 'object' || value === null || !('refusals' in value)) return undefined;
  if (!Array.isArray(value.refusals)) return undefined;
  const refusals = new Map<number, Params>();
  for (const entry of value.refusals as unknown[]) {
    if (!Array.isArray(entry)) return undefined;
    const [at, params] = entry as unknown[];
    if (typeof at !== 'number' || !isParams(params)) return undefined;
    refusals.set(at, params);
  }
  const params = 'params' in value && isParams(value.params) ? value.params : undefined;
  const named = 'code' in value ? value.code : undefined;
  return { code: ERROR_CODES.find((known) => known === named), params, refusals };
}

const isParams = (value: unknown): value is Params =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every((each) => typeof each === 'string');
