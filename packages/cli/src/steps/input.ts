import type { TicketInput } from '@bondledger/legacy';
import {
  CANCEL_REASONS,
  DECLINE_REASONS,
  REJECT_REASONS,
  type CancelReason,
  type DeclineReason,
  type RejectReason,
} from '@bondledger/contract';
import {
  accept,
  encodeLots,
  isChainId,
  isPaymentNo,
  isTradeId,
  parseLots,
  parseSide,
  refuse,
  type LotWire,
  type Result,
  type SideName,
  type SideWire,
} from '@bondledger/domain';

/** What a step is to be taken on, and what only its caller can know. */
export interface StepInput {
  readonly tradeId?: string;
  readonly chainId?: string;
  readonly paymentNo?: string;
  /** Trades with the same label become one chain. */
  readonly chain?: string;
  /** In place of an identifier: the trade as one's own books have it. */
  readonly ticket?: TicketInput;
  readonly side?: SideName;
  readonly own?: SideWire;
  readonly lots?: readonly LotWire[];
  readonly reject?: RejectReason;
  readonly decline?: DeclineReason;
  readonly cancel?: CancelReason;
  readonly fields?: readonly string[];
}

/** A part of a step's input: the members that say it. */
export type InputPart = 'own' | 'lots' | 'side' | 'reject' | 'decline' | 'cancel' | 'fields';

export const PART_MEMBERS: Readonly<Record<InputPart, readonly string[]>> = {
  own: ['account', 'capacity', 'fund', 'assetManager', 'custodian'],
  lots: ['lots'],
  side: ['side'],
  reject: ['reason'],
  decline: ['reason'],
  cancel: ['reason'],
  fields: ['fields'],
};

/** The members of a row or of options. An empty text is a member left out. */
export type Members = Readonly<Record<string, unknown>>;

const has = (members: Members, name: string): boolean =>
  Object.hasOwn(members, name) && members[name] !== '' && members[name] !== undefined;

const member = (members: Members, name: string): unknown =>
  has(members, name) ? members[name] : undefined;

/** Reads one part. FIELD_MISSING, FIELD_INVALID, and the codes of parseSide and parseLots. */
export function readPart(part: InputPart, members: Members): Result<Partial<StepInput>> {
  switch (part) {
    case 'own':
      return ownPart(members);
    case 'lots':
      return lotsPart(members);
    case 'side':
      return wordPart(members, 'side', ['seller', 'buyer'], (side) => ({ side }), false);
    case 'reject':
      return wordPart(members, 'reason', REJECT_REASONS, (reject) => ({ reject }), true);
    case 'decline':
      return wordPart(members, 'reason', DECLINE_REASONS, (decline) => ({ decline }), true);
    case 'cancel':
      return wordPart(members, 'reason', CANCEL_REASONS, (cancel) => ({ cancel }), true);
    case 'fields':
      return fieldsPart(members);
  }
}

function ownPart(members: Members): Result<Partial<StepInput>> {
  const fund = {
    ...(has(members, 'fund') ? { code: members['fund'] } : {}),
    ...(has(members, 'assetManager') ? { assetManager: members['assetManager'] } : {}),
    ...(has(members, 'custodian') ? { custodian: members['custodian'] } : {}),
  };
  const own = parseSide({
    ...(has(members, 'account') ? { account: members['account'] } : {}),
    ...(has(members, 'capacity') ? { capacity: members['capacity'] } : {}),
    ...(Object.keys(fund).length === 0 ? {} : { fund }),
  });
  return own.ok ? accept({ own: own.value }) : own;
}

/** `fundCode:faceAmount[:orderNo]` with `;` between, as in a file of tickets; or a JSON array. */
function lotsPart(members: Members): Result<Partial<StepInput>> {
  const value = member(members, 'lots');
  if (value === undefined) return accept({});
  const lots = parseLots(typeof value === 'string' ? value.split(';').map(lotOf) : value);
  return lots.ok ? accept({ lots: encodeLots(lots.value) }) : lots;
}

const lotOf = (text: string): object => {
  const [fundCode, faceAmount, ...orderNo] = text.split(':');
  return {
    ...(fundCode === undefined ? {} : { fundCode }),
    ...(faceAmount === undefined ? {} : { faceAmount }),
    ...(orderNo.length === 0 ? {} : { orderNo: orderNo.join(':') }),
  };
};

function wordPart<T extends string>(
  members: Members,
  field: string,
  words: readonly T[],
  put: (word: T) => Partial<StepInput>,
  required: boolean,
): Result<Partial<StepInput>> {
  const value = member(members, field);
  if (value === undefined) return required ? refuse('FIELD_MISSING', { field }) : accept({});
  const word = words.find((each) => each === value);
  return word === undefined ? refuse('FIELD_INVALID', { field }) : accept(put(word));
}

function fieldsPart(members: Members): Result<Partial<StepInput>> {
  const value = member(members, 'fields');
  if (value === undefined) return accept({ fields: [] });
  const names: unknown = typeof value === 'string' ? value.split(';') : value;
  if (!Array.isArray(names)) return refuse('FIELD_INVALID', { field: 'fields' });
  const fields: readonly unknown[] = names;
  const texts = fields.filter((name) => typeof name === 'string');
  return texts.length === fields.length
    ? accept({ fields: texts })
    : refuse('FIELD_INVALID', { field: 'fields' });
}

/** What a step may be about. */
export type SubjectKind = 'tradeId' | 'chainId' | 'paymentNo';

const IS_SUBJECT: Readonly<Record<SubjectKind, (text: string) => boolean>> = {
  tradeId: isTradeId,
  chainId: isChainId,
  paymentNo: isPaymentNo,
};

/** Which kind of identifier a text is. */
export const subjectKindOf = (
  text: string,
  kinds: readonly SubjectKind[],
): SubjectKind | undefined => kinds.find((kind) => IS_SUBJECT[kind](text));

/** The one identifier that a row names. FIELD_MISSING, FIELD_INVALID. */
export function readSubject(
  members: Members,
  kinds: readonly SubjectKind[],
): Result<Partial<StepInput>> {
  const named = kinds.filter((kind) => has(members, kind));
  const [kind, ...others] = named;
  if (kind === undefined) return refuse('FIELD_MISSING', { field: kinds[0] ?? 'tradeId' });
  const value = members[kind];
  const isOne = others.length === 0 && typeof value === 'string' && IS_SUBJECT[kind](value);
  return isOne ? accept({ [kind]: value }) : refuse('FIELD_INVALID', { field: others[0] ?? kind });
}
