import { isInstitutionCode, isIsoDate, ROLES, type IsoDate, type Role } from '@bondledger/domain';
import type { Write } from '../block/block.js';
import { isObject, parseCanonical } from '../bytes/canonical.js';
import { fromBase64, toBase64, toHex, utf8 } from '../bytes/text.js';
import type { Crypto } from '../crypto/crypto.js';
import {
  AUTHORITIES_KEY,
  CALENDAR_KEY,
  DAY_KEY,
  RULES_KEY,
  encodeRegistry,
  keyKey,
  participantKey,
} from '../registry/records.js';
import { keyIdOf } from '../registry/key-id.js';
import { fabricMembers, isFabricGenesis, type FabricGenesis } from './fabric-genesis.js';

/** An institution that is there from the first block: KSD and BOK. */
export interface GenesisParticipant {
  /** Its signing certificate, DER in base64. */
  readonly certificate: string;
  readonly code: string;
  readonly coEndorser: string;
  readonly name: { readonly en: string; readonly ko: string };
  readonly peer: boolean;
  readonly roles: readonly Role[];
  readonly sealing: { readonly keyId: string; readonly publicKey: string };
}

/** The one thing to trust: everything on the ledger and every evidence is checked against it. */
export interface Genesis {
  /** Certificates (DER, base64) of the authorities that certify institutions' signing keys. */
  readonly authorities: readonly string[];
  readonly businessDate: IsoDate;
  /** Where it lives on Hyperledger Fabric: then every proof shows endorsers and orderers too. */
  readonly fabric?: FabricGenesis;
  readonly format: 'bondledger/genesis/1';
  readonly holidays: readonly IsoDate[];
  readonly name: string;
  /** Public keys (SPKI, DER, base64) of the nodes that sign block heads. */
  readonly nodes: readonly string[];
  readonly participants: readonly GenesisParticipant[];
  readonly rulesVersion: 1;
}

/** Canonical JSON: the text whose hash is the ledger's identity. */
export const encodeGenesis = (genesis: Genesis): string =>
  JSON.stringify({
    authorities: genesis.authorities,
    businessDate: genesis.businessDate,
    ...(genesis.fabric === undefined ? {} : { fabric: fabricMembers(genesis.fabric) }),
    format: genesis.format,
    holidays: genesis.holidays,
    name: genesis.name,
    nodes: genesis.nodes,
    participants: genesis.participants.map((participant) => ({
      certificate: participant.certificate,
      coEndorser: participant.coEndorser,
      code: participant.code,
      name: { en: participant.name.en, ko: participant.name.ko },
      peer: participant.peer,
      roles: participant.roles,
      sealing: {
        keyId: participant.sealing.keyId,
        publicKey: participant.sealing.publicKey,
      },
    })),
    rulesVersion: genesis.rulesVersion,
  });

/** The ledger's identity: SHA-256 (hex) of the genesis text. */
export const ledgerIdOf = (crypto: Crypto, genesis: Genesis): string =>
  toHex(crypto.sha256(utf8(encodeGenesis(genesis))));

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((entry) => typeof entry === 'string');
const isDer = (text: string): boolean => fromBase64(text) !== undefined;

/** The genesis, or undefined where the text is not one in canonical form. */
export function parseGenesis(text: string): Genesis | undefined {
  const value = parseCanonical(text.trimEnd());
  if (value === undefined) return undefined;
  const { authorities, businessDate, fabric, format, holidays, name, nodes } = value;
  const { participants, rulesVersion } = value;
  if (format !== 'bondledger/genesis/1' || rulesVersion !== 1) return undefined;
  if (typeof name !== 'string' || typeof businessDate !== 'string') return undefined;
  if (!isIsoDate(businessDate)) return undefined;
  if (!isTexts(authorities) || !authorities.every(isDer)) return undefined;
  if (!isTexts(nodes) || !nodes.every(isDer)) return undefined;
  if (!isTexts(holidays) || !holidays.every(isIsoDate)) return undefined;
  if (fabric !== undefined && !isFabricGenesis(fabric)) return undefined;
  if (!Array.isArray(participants) || !participants.every(isParticipant)) return undefined;
  const genesis: Genesis = {
    authorities,
    businessDate,
    ...(fabric === undefined ? {} : { fabric }),
    format,
    holidays,
    name,
    nodes,
    participants,
    rulesVersion,
  };
  return encodeGenesis(genesis) === text.trimEnd() ? genesis : undefined;
}

function isParticipant(value: unknown): value is GenesisParticipant {
  if (!isObject(value)) return false;
  const { certificate, code, coEndorser, name, peer, roles, sealing } = value;
  if (typeof code !== 'string' || !isInstitutionCode(code)) return false;
  if (typeof certificate !== 'string' || !isDer(certificate)) return false;
  if (typeof coEndorser !== 'string' || typeof peer !== 'boolean') return false;
  if (!isObject(name) || typeof name['en'] !== 'string' || typeof name['ko'] !== 'string') {
    return false;
  }
  if (!isTexts(roles) || !roles.every((role) => ROLES.some((known) => known === role))) {
    return false;
  }
  return (
    isObject(sealing) &&
    typeof sealing['keyId'] === 'string' &&
    typeof sealing['publicKey'] === 'string'
  );
}

/**
 * The state of block 0, sorted by key: the first institutions, their keys, the calendar, the day.
 */
export function genesisWrites(crypto: Crypto, genesis: Genesis): readonly Write[] {
  const writes: Write[] = [
    { key: AUTHORITIES_KEY, value: encodeRegistry({ certificates: genesis.authorities }) },
    { key: CALENDAR_KEY, value: encodeRegistry({ holidays: [...genesis.holidays].sort() }) },
    {
      key: DAY_KEY,
      value: encodeRegistry({ businessDate: genesis.businessDate, phase: 'OPEN' }),
    },
    { key: RULES_KEY, value: encodeRegistry({ rulesVersion: genesis.rulesVersion }) },
  ];
  for (const {
    certificate,
    code,
    coEndorser,
    name,
    peer,
    roles,
    sealing,
  } of genesis.participants) {
    const spki = crypto.readCertificate(fromBase64(certificate) ?? new Uint8Array(0))?.spki;
    if (spki === undefined) continue;
    const keyId = keyIdOf(crypto, spki);
    writes.push({
      key: participantKey(code),
      value: encodeRegistry({ coEndorser, code, name, peer, roles, sealing, status: 'ACTIVE' }),
    });
    writes.push({
      key: keyKey(keyId),
      value: encodeRegistry({
        certificate,
        keyId,
        participant: code,
        registeredOn: genesis.businessDate,
        spki: toBase64(spki),
        status: 'ACTIVE',
      }),
    });
  }
  return writes.sort((left, right) => (left.key < right.key ? -1 : 1));
}
