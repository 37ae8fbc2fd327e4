import { BondledgerError, BOK, KSD } from '@bondledger/domain';
import type { Action, Institution, Signer } from '@bondledger/sdk';
import type { ParticipantProfile } from '../reference-day/participants.js';
import type { ReferenceDay } from '../reference-day/reference-day.js';

/** An institution that joins, with the public halves of its keys. */
export interface Joining {
  readonly profile: ParticipantProfile;
  readonly keys: Pick<Signer, 'keyId' | 'certificate' | 'sealing'>;
}

/** What is refused because it is there already. */
const THERE: readonly string[] = ['REGISTRY_EXISTS', 'HOLDING_EXISTS'];

/** What is signed together while setting up: nobody waits for a single one of them. */
const SET_UP_BATCH = 1000;

/**
 * KSD registers everyone and everything that the day needs, by signed instructions.
 *
 * @param goesOn An earlier attempt was broken off: what is there already is left as it is.
 */
export async function register(
  ksd: Institution,
  members: readonly Joining[],
  day: ReferenceDay,
  goesOn = false,
): Promise<void> {
  await registerMembers(
    ksd,
    members.filter(({ profile: { code } }) => code !== KSD && code !== BOK),
    goesOn,
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
    goesOn,
  );
  await accepted(
    ksd,
    day.openingHoldings.map(({ account, isin, balance }) => ({
      step: 'OPEN_HOLDING',
      account,
      isin,
      balance,
    })),
    goesOn,
  );
}

/** Institutions join: each is registered, and then its signing key. */
export async function registerMembers(
  ksd: Institution,
  members: readonly Joining[],
  goesOn = false,
): Promise<void> {
  await accepted(ksd, members.map(participantAction), goesOn);
  await accepted(ksd, members.map(keyAction), goesOn);
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

const keyAction = ({ profile, keys: { certificate, keyId } }: Joining): Action => ({
  step: 'REGISTER_KEY',
  data: { certificate, keyId, participant: profile.code },
});

async function accepted(
  ksd: Institution,
  actions: readonly Action[],
  goesOn: boolean,
): Promise<void> {
  // Another engine knows best how many holdings it takes at a time; KSD was opened with that.
  const isLeftToEngine = goesOn && actions[0]?.step === 'OPEN_HOLDING';
  const options = isLeftToEngine ? {} : { batchSize: SET_UP_BATCH };
  for (const result of await ksd.take(actions, options)) {
    if (result.status === 'ACCEPTED' || (goesOn && THERE.includes(result.code))) continue;
    throw new BondledgerError(result);
  }
}
