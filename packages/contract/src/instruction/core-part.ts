import { refuse, accept, type Rejection, type Result } from '@bondledger/domain';
import { canonicalText, isObject, parseCanonical, type JsonObject } from '../bytes/canonical.js';
import { refuseNamed } from './members.js';

/** What an instruction says to everyone who may read the trade. */
export interface CorePart {
  /** The leaf (hex) of the instruction that this one answers. */
  readonly answers?: string;
  readonly chainId?: string;
  readonly data: JsonObject;
  /** When the sender says that it made it (UTC, ISO 8601). No rule reads it. */
  readonly issuedAt: string;
  /** Stands or falls with the next instruction of the batch. */
  readonly linked?: boolean;
  /** The principal, where an agent acts. */
  readonly onBehalfOf?: string;
  readonly participant: string;
  readonly step: string;
  /** SHA-256 (hex) of the canonical { ledgerId, terms, tradeId }. */
  readonly termsHash?: string;
  readonly tradeId?: string;
}

/** Canonical JSON of a core part: members in sorted order, absent ones left out. */
export const encodeCorePart = (part: CorePart): string =>
  canonicalText({
    answers: part.answers,
    chainId: part.chainId,
    data: part.data,
    issuedAt: part.issuedAt,
    linked: part.linked,
    onBehalfOf: part.onBehalfOf,
    participant: part.participant,
    step: part.step,
    termsHash: part.termsHash,
    tradeId: part.tradeId,
  });

const ISSUED_AT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?Z$/;
const HASH = /^[0-9a-f]{64}$/;
const TEXTS = ['chainId', 'onBehalfOf', 'tradeId'] as const;
const HASHES = ['answers', 'termsHash'] as const;
const NAMES: ReadonlySet<string> = new Set([
  ...TEXTS,
  ...HASHES,
  'data',
  'issuedAt',
  'linked',
  'participant',
  'step',
]);

/** Reads a core part from its exact text: canonical, no unknown member, no wrong type. */
export function parseCorePart(text: string): Result<CorePart> {
  const value = parseCanonical(text);
  if (value === undefined) return refuse('INSTRUCTION_MALFORMED');
  for (const name of ['data', 'issuedAt', 'participant', 'step'] as const) {
    if (value[name] === undefined) return refuse('FIELD_MISSING', { field: name });
  }
  for (const name of Object.keys(value)) {
    if (!NAMES.has(name)) {
      return { ok: false, rejection: refuseNamed('FIELD_UNKNOWN', 'field', name) };
    }
  }
  const { data, issuedAt, participant, step } = value;
  if (!isObject(data)) return refuse('FIELD_INVALID', { field: 'data' });
  if (typeof issuedAt !== 'string' || !ISSUED_AT.test(issuedAt)) {
    return refuse('FIELD_INVALID', { field: 'issuedAt' });
  }
  if (typeof participant !== 'string') return refuse('FIELD_INVALID', { field: 'participant' });
  if (typeof step !== 'string') return refuse('FIELD_INVALID', { field: 'step' });
  if (value['linked'] !== undefined && value['linked'] !== true) {
    return refuse('FIELD_INVALID', { field: 'linked' });
  }
  const part: { -readonly [K in keyof CorePart]: CorePart[K] } = {
    data,
    issuedAt,
    participant,
    step,
  };
  if (value['linked'] === true) part.linked = true;
  const rejection = addTexts(part, value);
  return rejection === undefined ? accept(part) : { ok: false, rejection };
}

type TextMembers = Pick<CorePart, 'answers' | 'chainId' | 'onBehalfOf' | 'termsHash' | 'tradeId'>;

/** Adds the members that are texts and may be left out. FIELD_INVALID. */
function addTexts(
  part: { -readonly [K in keyof TextMembers]: TextMembers[K] },
  value: JsonObject,
): Rejection | undefined {
  for (const name of TEXTS) {
    const text = value[name];
    if (text === undefined) continue;
    if (typeof text !== 'string') return invalid(name);
    part[name] = text;
  }
  for (const name of HASHES) {
    const text = value[name];
    if (text === undefined) continue;
    if (typeof text !== 'string' || !HASH.test(text)) return invalid(name);
    part[name] = text;
  }
  return undefined;
}

const invalid = (field: string): Rejection => ({ code: 'FIELD_INVALID', params: { field } });
