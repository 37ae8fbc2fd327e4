import {
  DAY_KEY,
  participantKey,
  readRegistry,
  type DayRecord,
  keyIdOf,
  nodeCrypto,
  toBase64,
} from '@bondledger/contract';
import { BondledgerError } from '@bondledger/domain';
import {
  createKeyStore,
  generateKeys,
  sealKeyStore,
  type Institution,
  type InstitutionKeys,
  type Transport,
} from '@bondledger/sdk';
import { openKeptAuthority } from '../authority/keep-authority.js';
import type { ParticipantProfile } from '../reference-day/participants.js';
import { validityOf } from '../authority/validity.js';
import type { ConsortiumLayout } from './layout.js';
import { readPassphrase } from './open-ledger.js';
import { registerMembers, type Joining } from './register.js';

/**
 * Lets an institution join a demo that is at work: keys of its own in a key store of its own, a
 * certificate of the demo's authority, and KSD's signed registration. It can be opened from then
 * on, and everyone who follows the ledger knows it.
 *
 * @throws BondledgerError REGISTRY_EXISTS where the code is taken, KEYSTORE_EXISTS where a key
 * store of the code is there; KEYSTORE_UNREADABLE where the directory has no authority.
 */
export async function join(
  layout: ConsortiumLayout,
  ksd: Institution,
  transport: Pick<Transport, 'read'>,
  profile: ParticipantProfile,
): Promise<void> {
  const passphrase = await readPassphrase(layout);
  const { keys, certificate } = await certified(layout, passphrase, transport, profile);
  await createKeyStore(layout.keyStore(profile.code), passphrase, keys, certificate);
  await registerMembers(ksd, [joining(profile, keys, certificate)]);
}

/**
 * Lets an institution join whose keys are kept elsewhere: the text of its key store, sealed under
 * a passphrase of its own, is all there is of them.
 *
 * @throws BondledgerError REGISTRY_EXISTS; KEYSTORE_UNREADABLE where the directory has no authority
 */
export async function admit(
  layout: ConsortiumLayout,
  ksd: Institution,
  transport: Pick<Transport, 'read'>,
  profile: ParticipantProfile,
  passphrase: string,
): Promise<string> {
  const own = await readPassphrase(layout);
  const { keys, certificate } = await certified(layout, own, transport, profile);
  const keyStore = await sealKeyStore(passphrase, keys, certificate);
  await registerMembers(ksd, [joining(profile, keys, certificate)]);
  return keyStore;
}

/** The public halves of keys that an institution made and keeps itself: SPKI, DER. */
export interface OwnKeys {
  readonly spki: Uint8Array;
  readonly sealing: Uint8Array;
}

/**
 * Lets an institution join that made its keys itself: only their public halves come here.
 *
 * @returns the certificate of its signing key, DER in base64
 * @throws BondledgerError REGISTRY_EXISTS; CERTIFICATE_INVALID where a key is none of P-256
 */
export async function certify(
  layout: ConsortiumLayout,
  ksd: Institution,
  transport: Pick<Transport, 'read'>,
  profile: ParticipantProfile,
  keys: OwnKeys,
): Promise<string> {
  const own = await readPassphrase(layout);
  const certificate = await certificateOf(layout, own, transport, profile, keys.spki);
  const keyId = keyIdOf(nodeCrypto, keys.spki);
  const publicKey = toBase64(keys.sealing.subarray(-POINT_BYTES));
  const sealing = { keyId: keyIdOf(nodeCrypto, keys.sealing), publicKey };
  await registerMembers(ksd, [{ profile, keys: { keyId, certificate, sealing } }]);
  return certificate;
}

/** A public key of P-256 ends with its point, uncompressed. */
const POINT_BYTES = 65;

const joining = (
  profile: ParticipantProfile,
  { signing, sealing }: InstitutionKeys,
  certificate: string,
): Joining => ({ profile, keys: { keyId: signing.keyId, certificate, sealing } });

/** New keys of an institution that is not registered, with a certificate of the authority. */
async function certified(
  layout: ConsortiumLayout,
  passphrase: string,
  transport: Pick<Transport, 'read'>,
  profile: ParticipantProfile,
): Promise<{ readonly keys: InstitutionKeys; readonly certificate: string }> {
  const keys = generateKeys(profile.code);
  const { spki } = keys.signing;
  const certificate = await certificateOf(layout, passphrase, transport, profile, spki);
  return { keys, certificate };
}

async function certificateOf(
  layout: ConsortiumLayout,
  passphrase: string,
  transport: Pick<Transport, 'read'>,
  { code, name }: ParticipantProfile,
  publicKey: Uint8Array,
): Promise<string> {
  const authority = await openKeptAuthority(layout, passphrase);
  const reads = await transport.read([DAY_KEY, participantKey(code)]);
  if (reads.has(participantKey(code))) {
    throw new BondledgerError({ code: 'REGISTRY_EXISTS', params: { key: code } });
  }
  const day = readRegistry<DayRecord>(reads.get(DAY_KEY));
  const validity = validityOf(day?.businessDate ?? '');
  try {
    return (await authority.certify({ code, name: name.en, publicKey, ...validity })).der;
  } catch (cause) {
    throw new BondledgerError({ code: 'CERTIFICATE_INVALID' }, { cause });
  }
}
