import { GatewayError } from '@hyperledger/fabric-gateway';
import type { Plan } from '../../topology/plan.js';
import type { PeerClient } from './peer-client.js';

/** No operation of the contract: it answers that it has none, and so that it is there. */
const NO_OPERATION = 'ping';
const PROBE_TIMEOUT_MS = 5_000;
/** How a gateway begins what was answered, and how a peer begins that it could not ask. */
const ANSWERED = /chaincode response \d+, (?!error in simulation|failed to execute)/;

/**
 * Asks the chaincode of an institution through a gateway peer.
 *
 * @throws GatewayError where the peer knows nobody there, or the chaincode does not answer.
 */
export async function connectionProbe(
  peer: PeerClient,
  { topology }: Plan,
  mspId: string,
): Promise<void> {
  const contract = peer.gateway.getNetwork(topology.channel).getContract(topology.chaincode.name);
  const proposal = contract.newProposal(NO_OPERATION, { endorsingOrganizations: [mspId] });
  try {
    await proposal.evaluate({ deadline: Date.now() + PROBE_TIMEOUT_MS });
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    if (!error.details.some(({ message }) => ANSWERED.test(message))) throw error;
  }
}
