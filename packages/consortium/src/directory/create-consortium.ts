import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import {
  encodeGenesis,
  toBase64,
  type Genesis,
  type GenesisParticipant,
} from '@bondledger/contract';
import { BOK, KSD } from '@bondledger/domain';
import { createKeyStore, generateKeys, type InstitutionKeys } from '@bondledger/sdk';
import { createAuthority, type CertificateAuthority } from '../authority/authority.js';
import { keepAuthority } from '../authority/keep-authority.js';
import { validityOf } from '../authority/validity.js';
import type { ParticipantProfile } from '../reference-day/participants.js';
import type { ReferenceDay } from '../reference-day/reference-day.js';
import { openBokWire } from '../bok-wire/open-bok-wire.js';
import { dayFile } from './day-file.js';
import type { ConsortiumEngine } from './engine.js';
import { writeEngineFile } from './engine-file.js';
import { consortiumLayout, type ConsortiumLayout } from './layout.js';
import { startMaking } from './making.js';
import { movingError } from './making-error.js';
import { openLedger } from './open-ledger.js';
import { setUpConsortium } from './set-up-consortium.js';
import { register, type Joining } from './register.js';
import { requireFree } from './taken.js';

export interface CreateOptions {
  readonly directory: string;
  readonly day: ReferenceDay;
  /** The engine to run it on, in place of the embedded one. */
  readonly engine?: ConsortiumEngine;
}

/**
 * Makes a consortium in a new directory: keys, certificates, genesis, ledger, and by KSD's signed
 * instructions its participants, issues and opening holdings. It is made beside the directory and
 * moved there when it is whole; where the process dies before, nothing is there, and what it left
 * beside it is removed by the next one. With another
 * engine, whose ledger cannot be moved, what KSD registers follows when the directory is there:
 * see `setUpConsortium`.
 *
 * @throws BondledgerError DIRECTORY_NOT_A_LEDGER where the directory holds something else or is a
 * file, DIRECTORY_LOCKED or DIRECTORY_TAKEN where another process makes or made it meanwhile,
 * DIRECTORY_HALF_WRITTEN or DIRECTORY_DAMAGED where a ledger is there that is not whole,
 * DIRECTORY_READ_ONLY, and what opening a ledger throws.
 */
export async function createConsortium(options: CreateOptions): Promise<void> {
  const { directory, day, engine } = options;
  await requireFree(directory);
  const making = await startMaking(directory);
  try {
    await make(consortiumLayout(making), day, engine);
    await rename(making, directory).catch((error: unknown) => {
      throw movingError(error, directory);
    });
  } catch (error) {
    await rm(making, { recursive: true, force: true });
    throw error;
  }
  if (engine !== undefined) await setUpConsortium({ directory, day, engine });
}

async function make(
  layout: ConsortiumLayout,
  day: ReferenceDay,
  engine: ConsortiumEngine | undefined,
): Promise<void> {
  await mkdir(layout.keys, { mode: 0o700 });
  const passphrase = randomBytes(24).toString('base64url');
  await writeFile(layout.passphrase, `${passphrase}\n`, { mode: 0o600 });
  const validity = validityOf(day.tradeDate);
  const authority = await createAuthority({ name: 'bondledger demo CA', ...validity });
  await keepAuthority(layout, authority, passphrase);
  const members: Member[] = [];
  for (const profile of day.participants) {
    const keys = generateKeys(profile.code);
    const certificate = await certify(authority, profile, keys, validity);
    await createKeyStore(layout.keyStore(profile.code), passphrase, keys, certificate);
    members.push({ profile, keys, certificate });
  }
  const node = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = node.privateKey.export({ format: 'pem', type: 'pkcs8' });
  await writeFile(layout.nodeKey, pem, { mode: 0o600 });
  const nodeKey = toBase64(node.publicKey.export({ format: 'der', type: 'spki' }));
  const place = (await engine?.prepare(layout.directory, day.participants)) ?? {};
  const genesis = { ...genesisOf(day, authority, members, nodeKey), ...place };
  await writeFile(layout.day, dayFile(day));
  openBokWire({ path: layout.bokWire, accounts: openingAccounts(day) }).close();
  if (engine === undefined) {
    await setUp(layout, genesis, members, day);
    return;
  }
  await writeFile(layout.genesis, `${encodeGenesis(genesis)}\n`);
  await writeEngineFile(layout.directory, { engine: engine.name, isSetUp: false });
}

/** An institution with its new keys. */
interface Member {
  readonly profile: ParticipantProfile;
  readonly keys: InstitutionKeys;
  readonly certificate: string;
}

const joining = ({ profile, keys: { signing, sealing }, certificate }: Member): Joining => ({
  profile,
  keys: { keyId: signing.keyId, certificate, sealing },
});

async function certify(
  authority: CertificateAuthority,
  { code, name }: ParticipantProfile,
  keys: InstitutionKeys,
  validity: { readonly notBefore: string; readonly notAfter: string },
): Promise<string> {
  const publicKey = keys.signing.spki;
  return (await authority.certify({ code, name: name.en, publicKey, ...validity })).der;
}

function genesisOf(
  day: ReferenceDay,
  authority: CertificateAuthority,
  members: readonly Member[],
  nodeKey: string,
): Genesis {
  const founders = members.filter(({ profile: { code } }) => code === KSD || code === BOK);
  return {
    authorities: [authority.certificate.der],
    businessDate: day.tradeDate,
    format: 'bondledger/genesis/1',
    holidays: day.holidays,
    name: 'bondledger demo consortium',
    nodes: [nodeKey],
    participants: founders.map(({ profile, keys, certificate }): GenesisParticipant => {
      const { code, coEndorser, name, peer, roles } = profile;
      const { keyId, publicKey } = keys.sealing;
      return { certificate, code, coEndorser, name, peer, roles, sealing: { keyId, publicKey } };
    }),
    rulesVersion: 1,
  };
}

async function setUp(
  layout: ConsortiumLayout,
  genesis: Genesis,
  members: readonly Member[],
  day: ReferenceDay,
): Promise<void> {
  const opened = await openLedger(layout, { genesis });
  try {
    const ksd = await opened.institution(KSD);
    await register(ksd, members.map(joining), day);
  } finally {
    await opened.close();
  }
}

/** BOK's opening balances, by institution. */
const openingAccounts = (day: ReferenceDay): ReadonlyMap<string, bigint> =>
  new Map(day.openingCash.map(({ institution, balance }) => [institution, balance]));
