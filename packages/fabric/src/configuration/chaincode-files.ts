import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isHeldHere } from '../certificates/held-here.js';
import type { ChaincodeConfiguration } from '../network/connection.js';
import { addressOf, type InstitutionPlan, type Place, type Plan } from '../topology/plan.js';
import { CHAINCODE, type Layout } from './layout.js';
import { chaincodePackage, settlementPackage } from './package.js';
import { jsonText, writePrivate } from './write-file.js';

/** What the chaincode needs of the ledger that runs on the network. */
export interface ChaincodeInput {
  /** Path of the ledger's genesis file. */
  readonly genesis: string;
  /** The guard of the institution named by `institution`: its key store and passphrase file. */
  readonly guard?: {
    readonly institution: string;
    readonly keyStore: string;
    readonly passphrase: string;
  };
}

/** MSPs by institution code. */
export const mspsOf = ({ institutions }: Plan): Readonly<Record<string, string>> =>
  Object.fromEntries(institutions.map(({ code, mspId }) => [code, mspId]));

/** Writes what an institution's chaincode process and the peers that call it start with. */
export function writeChaincodeFiles(plan: Plan, layout: Layout, input: ChaincodeInput): void {
  for (const institution of plan.institutions) {
    const { code } = institution;
    if (!isHeldHere(layout, code)) continue;
    const configuration = configurationOf(institution, plan, layout, input);
    writePrivate(layout.chaincodeConfiguration(code), jsonText(configuration));
    const { chaincode } = institution;
    const settlement = { ...chaincode, port: chaincode.settlement };
    const connection = (place: Place): string => jsonText(connectionOf(place, layout));
    writePrivate(layout.chaincodeConnection(code), connection(chaincode));
    writePrivate(layout.settlementConnection(code), connection(settlement));
  }
}

function configurationOf(
  { code, chaincode }: InstitutionPlan,
  plan: Plan,
  layout: Layout,
  { genesis, guard }: ChaincodeInput,
): ChaincodeConfiguration {
  const tls = join(layout.home(code, CHAINCODE), 'tls');
  return {
    address: `${chaincode.bind}:${chaincode.port}`,
    packageId: chaincodePackage(plan.topology).packageId,
    settlement: {
      address: `${chaincode.bind}:${chaincode.settlement}`,
      packageId: settlementPackage(plan.topology).packageId,
    },
    tls: {
      key: join(tls, 'key.pem'),
      certificate: join(tls, 'cert.pem'),
      clientCa: layout.publicTlsCa(code),
    },
    genesis,
    chaincode: plan.topology.chaincode.name,
    institution: code,
    mspOf: mspsOf(plan),
    ...(guard?.institution === code
      ? { guard: { keyStore: guard.keyStore, passphrase: guard.passphrase } }
      : {}),
  };
}

/** Fabric's `connection.json`: the peers call with the key of the chaincode's own TLS. */
function connectionOf(place: Place, layout: Layout): object {
  const code = place.institution;
  const tls = join(layout.home(code, CHAINCODE), 'tls');
  return {
    address: addressOf(place),
    dial_timeout: '3s',
    tls_required: true,
    client_auth_required: true,
    client_key: readFileSync(join(tls, 'key.pem'), 'utf8'),
    client_cert: readFileSync(join(tls, 'cert.pem'), 'utf8'),
    root_cert: readFileSync(layout.publicTlsCa(code), 'utf8'),
  };
}
