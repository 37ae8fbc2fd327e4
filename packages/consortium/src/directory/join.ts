import { DAY_KEY, participantKey, readRegistry, type DayRecord } from '@bondledger/contract';
import { BondledgerError } from '@bondledger/domain';
import { createKeyStore, generateKeys, type Institution, type Transport } from '@bondledger/sdk';
import { openKeptAuthority } from '../authority/keep-authority.js';
import type { ParticipantProfile } from '../reference-day/participants.js';
import { validityOf } from '../authority/validity.js';
import type { ConsortiumLayout } from './layout.js';
import { readPassphrase } from './open-ledger.js';
import { registerMembers } from './register.js';

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
  const authority = await openKeptAuthority(layout, passphrase);
  const { code } = profile;
  const reads = await transport.read([DAY_KEY, participantKey(code)]);
  if (reads.has(participantKey(code))) {
    throw new BondledgerError({ code: 'REGISTRY_EXISTS', params: { key: code } });
  }
  const day = readRegistry<DayRecord>(reads.get(DAY_KEY));
  const keys = generateKeys(code);
  const { der } = await authority.certify({
    code,
    name: profile.name.en,
    publicKey: keys.signing.spki,
    ...validityOf(day?.businessDate ?? ''),
  });
  await createKeyStore(layout.keyStore(code), passphrase, keys, der);
  const { signing, sealing } = keys;
  const joining = { keyId: signing.keyId, certificate: der, sealing };
  await registerMembers(ksd, [{ profile, keys: joining }]);
}
