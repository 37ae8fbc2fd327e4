import { peer as protos } from '@hyperledger/fabric-protos';
import type { Chaincode } from '../../configuration/chaincodes.js';
import type { ChaincodePackage } from '../../configuration/package.js';
import { endorsementPolicy } from './endorsement-policy.js';
import type { PeerClient } from './peer-client.js';

const LIFECYCLE = '_lifecycle';
const INSTALL_TIMEOUT_MS = 60_000;
const APPROVE_TIMEOUT_MS = 15_000;

const {
  ApproveChaincodeDefinitionForMyOrgArgs: ApproveArgs,
  ChaincodeSource,
  CommitChaincodeDefinitionArgs: CommitArgs,
  InstallChaincodeArgs,
  QueryApprovedChaincodeDefinitionArgs: QueryApprovedArgs,
  QueryApprovedChaincodeDefinitionResult: QueryApprovedResult,
  QueryChaincodeDefinitionArgs,
  QueryChaincodeDefinitionResult,
  QueryInstalledChaincodesArgs,
  QueryInstalledChaincodesResult,
} = protos.lifecycle;

/** Names of the channels that a peer has joined. */
export async function joinedChannels(peer: PeerClient): Promise<readonly string[]> {
  const payload = await peer.ask({
    channel: '',
    chaincode: 'cscc',
    operation: 'GetChannels',
    args: [],
  });
  const { channelsList } = protos.ChannelQueryResponse.deserializeBinary(payload).toObject();
  return channelsList.map(({ channelId }) => channelId);
}

/** Makes a peer a member of the channel that begins with this block. */
export async function joinChannel(peer: PeerClient, genesisBlock: Uint8Array): Promise<void> {
  await peer.ask({
    channel: '',
    chaincode: 'cscc',
    operation: 'JoinChain',
    args: [genesisBlock],
    timeoutMs: INSTALL_TIMEOUT_MS,
  });
}

/** Identifiers of the packages that a peer has installed. */
export async function installedPackages(peer: PeerClient): Promise<readonly string[]> {
  const payload = await peer.ask({
    channel: '',
    chaincode: LIFECYCLE,
    operation: 'QueryInstalledChaincodes',
    args: [new QueryInstalledChaincodesArgs().serializeBinary()],
  });
  const result = QueryInstalledChaincodesResult.deserializeBinary(payload);
  return result.getInstalledChaincodesList().map((installed) => installed.getPackageId());
}

export async function installPackage(peer: PeerClient, pack: ChaincodePackage): Promise<void> {
  const args = new InstallChaincodeArgs();
  args.setChaincodeInstallPackage(pack.content);
  await peer.ask({
    channel: '',
    chaincode: LIFECYCLE,
    operation: 'InstallChaincode',
    args: [args.serializeBinary()],
    timeoutMs: INSTALL_TIMEOUT_MS,
  });
}

/** The sequence of the committed definition, or 0 where the channel has none. */
export async function committedSequence(
  peer: PeerClient,
  channel: string,
  chaincode: Chaincode,
): Promise<number> {
  const args = new QueryChaincodeDefinitionArgs();
  args.setName(chaincode.name);
  try {
    const payload = await peer.ask({
      channel,
      chaincode: LIFECYCLE,
      operation: 'QueryChaincodeDefinition',
      args: [args.serializeBinary()],
    });
    return QueryChaincodeDefinitionResult.deserializeBinary(payload).getSequence();
  } catch (error) {
    if (isNotDefined(error)) return 0;
    throw error;
  }
}

/** Whether the peer's institution has approved this sequence of the definition. */
export async function isApproved(
  peer: PeerClient,
  channel: string,
  chaincode: Chaincode,
): Promise<boolean> {
  const args = new QueryApprovedArgs();
  args.setName(chaincode.name);
  args.setSequence(chaincode.sequence);
  try {
    const payload = await peer.ask({
      channel,
      chaincode: LIFECYCLE,
      operation: 'QueryApprovedChaincodeDefinition',
      args: [args.serializeBinary()],
    });
    return QueryApprovedResult.deserializeBinary(payload).getSequence() === chaincode.sequence;
  } catch (error) {
    if (isNotDefined(error)) return false;
    throw error;
  }
}

/** Fabric has no code for it. */
const isNotDefined = (error: unknown): boolean =>
  error instanceof Error &&
  /is not defined|could not fetch approved|not found/i.test(error.message);

/** Approves the definition for the peer's institution, and waits until that is in a block. */
export async function approve(
  peer: PeerClient,
  channel: string,
  chaincode: Chaincode,
): Promise<void> {
  const local = new ChaincodeSource.Local();
  local.setPackageId(chaincode.package.packageId);
  const source = new ChaincodeSource();
  source.setLocalPackage(local);
  const args = new ApproveArgs();
  args.setName(chaincode.name);
  args.setVersion(chaincode.version);
  args.setSequence(chaincode.sequence);
  args.setEndorsementPlugin('escc');
  args.setValidationPlugin('vscc');
  args.setValidationParameter(endorsementPolicy(chaincode.endorsers));
  args.setSource(source);
  await submitLifecycle(peer, channel, {
    operation: 'ApproveChaincodeDefinitionForMyOrg',
    args: args.serializeBinary(),
    endorsers: [peer.endpoint.mspId],
  });
}

/** Commits the definition with the endorsement of these institutions. */
export async function commit(
  peer: PeerClient,
  channel: string,
  chaincode: Chaincode,
  endorsers: readonly string[],
): Promise<void> {
  const args = new CommitArgs();
  args.setName(chaincode.name);
  args.setVersion(chaincode.version);
  args.setSequence(chaincode.sequence);
  args.setEndorsementPlugin('escc');
  args.setValidationPlugin('vscc');
  args.setValidationParameter(endorsementPolicy(chaincode.endorsers));
  await submitLifecycle(peer, channel, {
    operation: 'CommitChaincodeDefinition',
    args: args.serializeBinary(),
    endorsers,
  });
}

async function submitLifecycle(
  peer: PeerClient,
  channel: string,
  call: {
    readonly operation: string;
    readonly args: Uint8Array;
    readonly endorsers: readonly string[];
  },
): Promise<void> {
  const contract = peer.gateway.getNetwork(channel).getContract(LIFECYCLE);
  const within = (): { deadline: number } => ({ deadline: Date.now() + APPROVE_TIMEOUT_MS });
  const proposal = contract.newProposal(call.operation, {
    arguments: [call.args],
    endorsingOrganizations: [...call.endorsers],
  });
  const transaction = await proposal.endorse(within());
  const submitted = await transaction.submit(within());
  const status = await submitted.getStatus(within());
  if (!status.successful) {
    throw new Error(`${call.operation} was marked invalid with code ${status.code}`);
  }
}
