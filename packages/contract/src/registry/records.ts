import type { InstrumentType, IsoDate, Phase, Role } from '@bondledger/domain';
import { textOf, utf8 } from '../bytes/text.js';

/** The registry is public ledger state: canonical JSON in the clear. */
export interface ParticipantRecord {
  readonly code: string;
  /** Who endorses this institution's instructions beside KSD: itself, or one that it named. */
  readonly coEndorser: string;
  readonly name: { readonly en: string; readonly ko: string };
  /** Does it run a peer of its own? */
  readonly peer: boolean;
  readonly roles: readonly Role[];
  /** Its P-256 sealing key: identifier, and the public key's 65 uncompressed bytes in base64. */
  readonly sealing: { readonly keyId: string; readonly publicKey: string };
  readonly status: 'ACTIVE' | 'SUSPENDED';
}

export interface KeyRecord {
  /** The certificate, DER in base64. */
  readonly certificate: string;
  readonly keyId: string;
  readonly participant: string;
  readonly registeredOn: IsoDate;
  readonly revokedOn?: IsoDate;
  /** SubjectPublicKeyInfo, DER in base64. */
  readonly spki: string;
  readonly status: 'ACTIVE' | 'REVOKED';
}

export interface IssueRecord {
  readonly instrumentType: InstrumentType;
  readonly isin: string;
  readonly maturityDate: IsoDate;
  readonly name: { readonly en: string; readonly ko: string };
}

export interface CalendarRecord {
  /** Sorted. */
  readonly holidays: readonly IsoDate[];
}

export interface DayRecord {
  readonly businessDate: IsoDate;
  readonly phase: Phase;
}

export interface RulesRecord {
  readonly rulesVersion: number;
}

/** Certificates (DER, base64) of the authorities that may certify signing keys. */
export interface AuthoritiesRecord {
  readonly certificates: readonly string[];
}

/** Remembers an accepted administrative instruction, so that it is answered alike for ever. */
export interface AcceptedRecord {
  readonly step: string;
}

// Ledger keys: see docs/en/reference/formats.md, registry records.

/** Who a participant is. */
export const participantKey = (code: string): string => `registry/participant/${code}`;
/** A signing key. @param keyId hex */
export const keyKey = (keyId: string): string => `registry/key/${keyId}`;
/** An issue. */
export const issueKey = (isin: string): string => `registry/issue/${isin}`;
/** That an administrative instruction was accepted. @param leaf hex */
export const acceptedKey = (leaf: string): string => `registry/accepted/${leaf}`;
export const AUTHORITIES_KEY = 'registry/authorities';
export const CALENDAR_KEY = 'registry/calendar';
export const DAY_KEY = 'registry/day';
export const RULES_KEY = 'registry/rules';

type RegistryRecord =
  | ParticipantRecord
  | KeyRecord
  | IssueRecord
  | CalendarRecord
  | DayRecord
  | RulesRecord
  | AuthoritiesRecord
  | AcceptedRecord;

/** Canonical JSON; the record's members are given in order. */
export const encodeRegistry = (record: RegistryRecord): Uint8Array => utf8(JSON.stringify(record));

/**
 * A registry record from its bytes. The same bytes are asked for again and again, so what was
 * parsed is remembered by the identity of the bytes: a cache that no result depends on.
 */
export function readRegistry<T extends RegistryRecord>(
  bytes: Uint8Array | undefined,
): Readonly<T> | undefined {
  if (bytes === undefined) return undefined;
  const known = parsed.get(bytes);
  if (known !== undefined) return known as T;
  const text = textOf(bytes);
  if (text === undefined) return undefined;
  const record = JSON.parse(text) as T;
  parsed.set(bytes, record);
  return record;
}

const parsed = new WeakMap<Uint8Array, RegistryRecord>();
