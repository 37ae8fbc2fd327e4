import { BondledgerError, BOK, KSD } from '@bondledger/domain';
import type { Action, Institution, InstitutionKeys } from '@bondledger/sdk';
import type { ParticipantProfile } from '../reference-day/participants.js';
import type { ReferenceDay } from '../reference-day/reference-day.js';

/** An institution that joins, with its new keys. */
export interface Joining {
  readonly profile: ParticipantProfile;
  readonly keys: InstitutionKeys;
  readonly certificate: string;
}

/** What is signed together while setting up: nobody waits for a single one of them. */
const SET_UP_BATCH = 1000;

/** KSD registers everyone and everything that the day needs, by signed instructions. */
export async function register(
  ksd: Institution,
  members: readonly Joining[],
  day: ReferenceDay,
): Promise<void> {
  await registerMembers(
    ksd,
    members.filter(({ profile: { code } }) => code !== KSD && code !== BOK),
  );
  await accepted(
    ksd,
    day.issues.map(({ instrumentType, isin, maturityDate, name }) => ({
      step: 'REGISTER_ISSUE',
      data: {
        instrumentType,
        isin,
        maturityDate,
        name: { en: `${instrumentType} ${isin}`, ko: name },
      },
    })),
  );
  await accepted(
    ksd,
    day.openingHoldings.map(({ account, isin, balance }) => ({
      step: 'OPEN_HOLDING',
      account,
      isin,
      balance,
    })),
  );
}

/** Institutions join: each is registered, and then its signing key. */
export async function registerMembers(
  ksd: Institution,
  members: readonly Joining[],
): Promise<void> {
  await accepted(ksd, members.map(participantAction));
  await accepted(ksd, members.map(keyAction));
}

const participantAction = ({ profile, keys }: Joining): Action => {
  const { code, coEndorser, name, peer, roles } = profile;
  const { keyId, publicKey } = keys.sealing;
  return {
    step: 'REGISTER_PARTICIPANT',
    data: {
      code,
      coEndorser,
      name: { en: name.en, ko: name.ko },
      peer,
      roles,
      sealing: { keyId, publicKey },
    },
  };
};

const keyAction = ({ profile, keys, certificate }: Joining): Action => ({
  step: 'REGISTER_KEY',
  data: { certificate, keyId: keys.signing.keyId, participant: profile.code },
});

async function accepted(ksd: Institution, actions: readonly Action[]): Promise<void> {
  for (const result of await ksd.take(actions, { batchSize: SET_UP_BATCH })) {
    if (result.status === 'REFUSED') throw new BondledgerError(result);
  }
}
