import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { BondledgerError } from '@bondledger/domain';
import { ADMIN, CHAINCODE, CLIENT, type Layout } from '../configuration/layout.js';
import { writePrivate } from '../configuration/write-file.js';
import type { InstitutionPlan, Plan } from '../topology/plan.js';
import type { Topology } from '../topology/schema.js';
import { certify, createAuthority, validFor, type KeyPair, type Request } from './authority.js';
import { isHeldHere } from './held-here.js';
import {
  revocationsOf,
  writeIdentity,
  writePublicMsp,
  writeTls,
  type Authorities,
} from './msp-folder.js';
import { revocationLists } from './revocation-lists.js';

/** What a folder of keys is for. */
interface Holder {
  readonly name: string;
  readonly role?: NonNullable<Request['role']>;
  readonly tlsNames: readonly string[];
}

/**
 * Makes every certificate of the network that is not there yet: two authorities for each
 * institution, and an identity and a TLS key for each of its nodes and clients. The private keys of
 * an institution lie in its own folder and nowhere else.
 *
 * @throws BondledgerError REVOCATION_LIST_WRONG, REVOCATIONS_CHANGED
 */
export async function writeCertificates(plan: Plan, layout: Layout, now: Date): Promise<void> {
  for (const institution of plan.institutions) {
    if (!isHeldHere(layout, institution.code)) continue;
    const authorities = await authoritiesOf(institution.code, plan.topology, layout, now);
    for (const holder of holdersOf(institution)) {
      await writeHolder({ institution: institution.code, holder, authorities, plan, layout, now });
    }
    const revocations = await currentRevocations(institution.code, authorities, layout);
    writePublicMsp(layout.publicMsp(institution.code), authorities, revocations);
  }
}

/**
 * The root (PEM) of each institution's identities, by its code. Authorities of institutions that
 * are at home here are made where they are not there yet.
 */
export async function rootsOf(
  topology: Topology,
  layout: Layout,
  now: Date,
): Promise<ReadonlyMap<string, string>> {
  const roots = new Map<string, string>();
  for (const { code } of topology.institutions) {
    const root = isHeldHere(layout, code)
      ? (await authoritiesOf(code, topology, layout, now)).identities.certificate
      : readFileSync(join(layout.publicMsp(code), 'cacerts', 'ca.pem'), 'utf8');
    roots.set(code, root);
  }
  return roots;
}

/** The channel's first block says for good what was revoked when it was made. */
async function currentRevocations(
  institution: string,
  { identities }: Authorities,
  layout: Layout,
): Promise<ReadonlyMap<string, string>> {
  const { certificate } = identities;
  const own = await revocationLists(layout.revocations(institution), certificate);
  if (!existsSync(layout.genesisBlock)) return own;
  const known = await revocationLists(revocationsOf(layout.publicMsp(institution)), certificate);
  if (isDeepStrictEqual(own, known)) return own;
  throw new BondledgerError({ code: 'REVOCATIONS_CHANGED', params: { institution } });
}

/** Everyone in an institution who has keys. */
function holdersOf({ code, chaincode, peers, orderers }: InstitutionPlan): readonly Holder[] {
  const home = code.toLowerCase();
  return [
    { name: ADMIN, role: 'admin', tlsNames: [`${ADMIN}.${home}`] },
    { name: CLIENT, role: 'client', tlsNames: [`${CLIENT}.${home}`] },
    { name: CHAINCODE, tlsNames: [chaincode.name, chaincode.hostAddress] },
    ...peers.map((peer) => ({
      name: peer.name,
      role: 'peer' as const,
      tlsNames: [peer.name, peer.hostAddress],
    })),
    ...orderers.map((orderer) => ({
      name: orderer.name,
      role: 'orderer' as const,
      tlsNames: [orderer.name, orderer.hostAddress],
    })),
  ];
}

interface Work {
  readonly institution: string;
  readonly holder: Holder;
  readonly authorities: Authorities;
  readonly plan: Plan;
  readonly layout: Layout;
  readonly now: Date;
}

async function writeHolder(work: Work): Promise<void> {
  const { institution, holder, authorities, plan, layout, now } = work;
  const home = layout.home(institution, holder.name);
  const validity = validFor(plan.topology.certificates.nodeDays, now);
  const commonName = holder.tlsNames[0] ?? holder.name;
  const request = { institution, commonName, ...validity };
  if (holder.role !== undefined && !existsSync(join(home, 'msp', 'signcerts', 'cert.pem'))) {
    const identity = await certify(authorities.identities, { ...request, role: holder.role });
    writeIdentity(join(home, 'msp'), authorities, identity);
  }
  if (!existsSync(join(home, 'tls', 'cert.pem'))) {
    const tls = { names: holder.tlsNames };
    writeTls(join(home, 'tls'), await certify(authorities.tls, { ...request, tls }));
  }
}

async function authoritiesOf(
  institution: string,
  topology: Topology,
  layout: Layout,
  now: Date,
): Promise<Authorities> {
  const folder = layout.authorities(institution);
  const validity = validFor(topology.certificates.authorityDays, now);
  const open = async (file: string, name: string): Promise<KeyPair> => {
    const key = join(folder, `${file}.key`);
    const certificate = join(folder, `${file}.pem`);
    if (existsSync(certificate)) {
      return {
        certificate: readFileSync(certificate, 'utf8'),
        privateKey: readFileSync(key, 'utf8'),
      };
    }
    const pair = await createAuthority(institution, `${institution} ${name}`, validity);
    writePrivate(key, pair.privateKey);
    writePrivate(certificate, pair.certificate);
    return pair;
  };
  return { identities: await open('ca', 'CA'), tls: await open('tls-ca', 'TLS CA') };
}
