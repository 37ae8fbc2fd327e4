import { X509Certificate } from 'node:crypto';
import { resolve } from 'node:path';
import { toBase64, type FabricGenesis } from '@bondledger/contract';
import { rootsOf } from '../certificates/write-certificates.js';
import { layoutOf } from '../configuration/layout.js';
import { mspIdOf } from '../topology/plan.js';
import { readTopology } from '../topology/read-topology.js';

/**
 * What a ledger's genesis says of the channel that a directory's topology describes: the roots
 * that every proof is checked against. Makes the authorities that are not there yet, since the
 * genesis is older than the network.
 *
 * @throws BondledgerError TOPOLOGY_INVALID
 */
export async function channelGenesis(directory: string): Promise<FabricGenesis> {
  const layout = layoutOf(resolve(directory));
  const topology = readTopology(layout.topology);
  const roots = await rootsOf(topology, layout, new Date());
  return {
    chaincode: topology.chaincode.name,
    channel: topology.channel,
    organisations: topology.institutions.map(({ code, orderers }) => ({
      institution: code,
      mspId: mspIdOf(code),
      orderer: orderers.length > 0,
      rootCertificates: [toBase64(new X509Certificate(roots.get(code) ?? '').raw)],
    })),
  };
}
