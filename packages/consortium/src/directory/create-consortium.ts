import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { toBase64, type Genesis, type GenesisParticipant } from '@bondledger/contract';
import { BondledgerError, BOK, KSD } from '@bondledger/domain';
import { createKeyStore, generateKeys, type InstitutionKeys } from '@bondledger/sdk';
import { createAuthority, type CertificateAuthority } from '../authority/authority.js';
import { keepAuthority } from '../authority/keep-authority.js';
import { validityOf } from '../authority/validity.js';
import type { ParticipantProfile } from '../reference-day/participants.js';
import type { ReferenceDay } from '../reference-day/reference-day.js';
import { openBokWire } from '../bok-wire/open-bok-wire.js';
import { consortiumLayout, type ConsortiumLayout } from './layout.js';
import { openLedger } from './open-ledger.js';
import { register, type Joining } from './register.js';

export interface CreateOptions {
  readonly directory: string;
  readonly day: ReferenceDay;
}

/**
 * Makes a consortium in a new directory: keys, certificates, genesis, ledger, and by KSD's signed
 * instructions its participants, issues and opening holdings. It is made beside the directory and
 * moved there when it is whole; where the process dies before, nothing is there.
 *
 * @throws BondledgerError DIRECTORY_NOT_A_LEDGER where the directory holds something already, and
 * what opening a ledger throws.
 */
export async function createConsortium({ directory, day }: CreateOptions): Promise<void> {
  if (existsSync(directory) && readdirSync(directory).length > 0) {
    throw new BondledgerError({ code: 'DIRECTORY_NOT_A_LEDGER', params: { path: directory } });
  }
  await mkdir(dirname(resolve(directory)), { recursive: true });
  const making = await mkdtemp(`${resolve(directory)}.making-`);
  try {
    await make(consortiumLayout(making), day);
    await rename(making, directory);
  } catch (error) {
    await rm(making, { recursive: true, force: true });
    throw error;
  }
}

async function make(layout: ConsortiumLayout, day: ReferenceDay): Promise<void> {
  await mkdir(layout.keys, { mode: 0o700 });
  const passphrase = randomBytes(24).toString('base64url');
  await writeFile(layout.passphrase, `${passphrase}\n`, { mode: 0o600 });
  const validity = validityOf(day.tradeDate);
  const authority = await createAuthority({ name: 'bondledger demo CA', ...validity });
  await keepAuthority(layout, authority, passphrase);
  const members: Joining[] = [];
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
  const genesis = genesisOf(day, authority, members, nodeKey);
  await writeFile(layout.day, `${JSON.stringify(dayFile(day))}\n`);
  openBokWire({ path: layout.bokWire, accounts: openingAccounts(day) }).close();
  await setUp(layout, genesis, members, day);
}

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
  members: readonly Joining[],
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
  members: readonly Joining[],
  day: ReferenceDay,
): Promise<void> {
  const opened = await openLedger(layout, { genesis });
  try {
    const ksd = await opened.institution(KSD);
    await register(ksd, members, day);
  } finally {
    await opened.close();
  }
}

/** BOK's opening balances, by institution. */
const openingAccounts = (day: ReferenceDay): ReadonlyMap<string, bigint> =>
  new Map(day.openingCash.map(({ institution, balance }) => [institution, balance]));

/** What it takes to generate the same day again. */
export interface DayFile {
  readonly seed: string;
  readonly tradeDate: string;
  readonly trades: number;
}

const dayFile = ({ seed, tradeDate, tickets }: ReferenceDay): DayFile => ({
  seed,
  tradeDate,
  trades: tickets.length,
});

/** Which day a consortium's directory was made for; undefined where it is none. */
export async function readDayFile(directory: string): Promise<DayFile | undefined> {
  const { day } = consortiumLayout(directory);
  if (!existsSync(day)) return undefined;
  return JSON.parse(await readFile(day, 'utf8')) as DayFile;
}
