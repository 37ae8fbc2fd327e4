/** Who takes part in a network: an institution and how many nodes it runs. */
export interface Member {
  readonly code: string;
  readonly peers: number;
  /** Raft orderers; the depository runs them by default. */
  readonly orderers?: number;
}

/** The text of a topology file in which everything runs on this one machine. */
export function defaultTopologyText(members: readonly Member[]): string {
  const [depository] = members;
  if (depository === undefined) throw new RangeError('a network needs a member');
  return [
    HEAD,
    'institutions:',
    ...members.map(institutionText),
    `# Who endorses a transaction: all of the first list and one of the second ("others": every
# other institution of this file). Keys of settlement ask for the depository and the central bank.
endorsement:
  all: [${depository.code}]
  oneOf: others
`,
    ORDERING,
  ].join('\n');
}

const institutionText = ({ code, peers, orderers = 0 }: Member): string => {
  const home = code.toLowerCase();
  const nodes = (kind: string, count: number): string[] =>
    Array.from({ length: count }, (_, n) => `      - { name: ${kind}${n}.${home}, host: local }`);
  return [
    `  - code: ${code}`,
    '    chaincode: { host: local }',
    '    peers:',
    ...nodes('peer', peers),
    ...(orderers === 0 ? [] : ['    orderers:', ...nodes('orderer', orderers)]),
    '',
  ].join('\n');
};

const HEAD = `# A consortium on Hyperledger Fabric: who runs what, and on which host.
# Everything else (certificates, configuration, the channel's first block) is made from this file.
version: 1

channel: bondledger

# A new version of the rules takes the next sequence. With batchMessages a peer and its chaincode
# exchange keys by the thousand; without, one by one as before Fabric 3.1, which is slower.
chaincode:
  name: MasterLedgerCC
  version: '1.0'
  sequence: 1
  batchMessages: true

# A name for each machine, and the address under which the others reach it.
hosts:
  local: 127.0.0.1

# Every institution with a peer. A port that is not given is chosen free at the first start and
# remembered in ports.json; to set it, write for a peer
#   - { name: peer0.ksd, host: local, port: 7051, operations: 9443 }
# and for an orderer
#   - { name: orderer0.ksd, host: local, port: 7050, admin: 7053, operations: 9444 }
# The chaincode of an institution is one process that all of its peers use.`;

const ORDERING = `# When a block is cut, and how fast a lost leader is replaced:
# tick times electionTicks.
ordering:
  # "raft" survives crashes. Byzantine ordering will be another value here.
  consensus: raft
  batchTimeout: 2ms
  maxMessageCount: 500
  preferredMaxBytes: 8 MB
  absoluteMaxBytes: 48 MB
  raft:
    tick: 100ms
    electionTicks: 10
    heartbeatTicks: 1
    maxInflightBlocks: 5
    snapshotInterval: 16 MB

# How long certificates last from the day on which they are made.
certificates:
  authorityDays: 3650
  nodeDays: 730

# What the nodes write to their logs, in the words of FABRIC_LOGGING_SPEC.
logging: info:grpc=error:gossip=warning:comm.grpc.server=warning:endorser=warning:lifecycle=warning
`;
