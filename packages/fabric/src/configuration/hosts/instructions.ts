import { join } from 'node:path';
import { chaincodesOf, type Chaincode } from '../chaincodes.js';
import { addressOf, type InstitutionPlan, type PeerPlan, type Plan } from '../../topology/plan.js';
import { ADMIN, type Layout } from '../layout.js';
import { INSTRUCTION_TEXTS, type Language } from './instruction-texts.js';
import { policyText } from './policy-text.js';

/** A page that says, for one institution, what to do on its hosts to take part in the network. */
export function instructionsFor(
  institution: InstitutionPlan,
  plan: Plan,
  layout: Layout,
  language: Language,
): string {
  const text = INSTRUCTION_TEXTS[language];
  const isCommitter = plan.topology.endorsement.all[0] === institution.code;
  const commands = [
    ...joinOrdererCommands(institution, plan, layout),
    ...institution.peers.flatMap((peer) => joinPeerCommands(peer, layout)),
  ];
  return [
    `# ${text.title(institution.code, plan.topology.channel)}`,
    '',
    text.before,
    '',
    `## ${text.files}`,
    '',
    text.copy(layout.directory),
    '',
    ...[
      layout.institution(institution.code),
      join(layout.directory, 'public'),
      layout.channel,
      layout.builder,
      layout.topology,
      layout.ports,
    ].map((path) => `- \`${path}\``),
    '',
    text.secret,
    '',
    `## ${text.ports}`,
    '',
    `| ${text.portColumns.join(' | ')} |`,
    '| --- | --- | --- |',
    ...portRows(institution, plan, text.from),
    '',
    `## ${text.start}`,
    '',
    text.units,
    '',
    ...code(unitCommands(institution, layout)),
    '',
    `## ${text.join}`,
    '',
    ...code(commands),
    '',
    `## ${text.approve}`,
    '',
    text.approveOnce,
    '',
    ...code(lifecycleCommand('approveformyorg', institution, plan, layout)),
    ...(isCommitter
      ? ['', text.commit, '', ...code(lifecycleCommand('commit', institution, plan, layout))]
      : []),
    '',
    `## ${text.check}`,
    '',
    text.checkHow,
    '',
    ...code(institution.peers.flatMap((peer) => infoCommands(peer, plan, layout))),
    '',
  ].join('\n');
}

const code = (lines: readonly string[]): readonly string[] => ['```sh', ...lines, '```'];

const portRows = (
  { peers, orderers, chaincode }: InstitutionPlan,
  { institutions }: Plan,
  from: { readonly all: string; readonly own: string },
): readonly string[] => {
  const all = `${from.all} (${institutions.length})`;
  return [
    ...orderers.flatMap((orderer) => [
      `| ${orderer.name} | ${addressOf(orderer)} | ${all} |`,
      `| ${orderer.name} admin | ${addressOf({ ...orderer, port: orderer.admin })} | ${from.own} |`,
    ]),
    ...peers.map((peer) => `| ${peer.name} | ${addressOf(peer)} | ${all} |`),
    ...[chaincode.port, chaincode.settlement].map(
      (port) => `| ${chaincode.name} | ${addressOf({ ...chaincode, port })} | ${from.own} |`,
    ),
  ];
};

function unitCommands({ orderers, peers, chaincode }: InstitutionPlan, layout: Layout): string[] {
  return [...orderers, chaincode, ...peers].flatMap(({ name, host }) => [
    `# ${host}`,
    `cp ${layout.unit(host, name)} /etc/systemd/system/`,
    `systemctl enable --now bondledger-${name}`,
  ]);
}

function joinOrdererCommands(
  { code: institution, orderers }: InstitutionPlan,
  { topology }: Plan,
  layout: Layout,
): readonly string[] {
  const tls = join(layout.home(institution, ADMIN), 'tls');
  return orderers.map(
    (orderer) =>
      `osnadmin channel join --channelID ${topology.channel}` +
      ` --config-block ${layout.genesisBlock}` +
      ` -o ${addressOf({ ...orderer, port: orderer.admin })}` +
      ` --ca-file ${layout.publicTlsCa(institution)}` +
      ` --client-cert ${join(tls, 'cert.pem')} --client-key ${join(tls, 'key.pem')}`,
  );
}

/** What Fabric's `peer` needs to act as the administrator at one peer. */
const asAdministrator = ({ institution, name }: PeerPlan, layout: Layout): readonly string[] => [
  `export FABRIC_CFG_PATH=${layout.home(institution, name)}`,
  'export FABRIC_LOGGING_SPEC=error',
  `export CORE_PEER_MSPCONFIGPATH=${join(layout.home(institution, ADMIN), 'msp')}`,
];

const joinPeerCommands = (peer: PeerPlan, layout: Layout): readonly string[] => [
  ...asAdministrator(peer, layout),
  `peer channel join -b ${layout.genesisBlock}`,
  `peer lifecycle chaincode install ${layout.package}`,
  `peer lifecycle chaincode install ${layout.settlementPackage}`,
];

const infoCommands = (peer: PeerPlan, plan: Plan, layout: Layout): readonly string[] => [
  ...asAdministrator(peer, layout),
  `peer channel getinfo -c ${plan.topology.channel}`,
];

function lifecycleCommand(
  command: 'approveformyorg' | 'commit',
  { code: institution, peers }: InstitutionPlan,
  plan: Plan,
  layout: Layout,
): readonly string[] {
  const [peer] = peers;
  const [orderer] = plan.orderers;
  if (peer === undefined || orderer === undefined) return [];
  const { channel } = plan.topology;
  const tls = join(layout.home(institution, ADMIN), 'tls');
  const endorsers = plan.institutions.flatMap(({ code: member, peers: [first] }) =>
    first === undefined
      ? []
      : [`--peerAddresses ${addressOf(first)} --tlsRootCertFiles ${layout.publicTlsCa(member)}`],
  );
  const options = ({
    name,
    version,
    sequence,
    endorsers: policy,
    package: pack,
  }: Chaincode): string[] => [
    `-o ${addressOf(orderer)} --tls --cafile ${layout.publicTlsCa(orderer.institution)}`,
    `--clientauth --certfile ${join(tls, 'cert.pem')} --keyfile ${join(tls, 'key.pem')}`,
    `--channelID ${channel} --name ${name}`,
    `--version ${version} --sequence ${sequence}`,
    `--signature-policy "${policyText(policy)}"`,
    ...(command === 'commit' ? endorsers : [`--package-id ${pack.packageId}`]),
  ];
  return [
    ...asAdministrator(peer, layout),
    ...chaincodesOf(plan).map(
      (chaincode) =>
        `peer lifecycle chaincode ${command} \\\n  ${options(chaincode).join(' \\\n  ')}`,
    ),
  ];
}
