import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { encodeGenesis, type Genesis } from '@bondledger/contract';
import { chaincodesOf } from '../../src/configuration/chaincodes.js';
import { approveChaincode, commitChaincode } from '../../src/network/channel.js';
import type { Connection } from '../../src/network/connection.js';
import { openNetwork, openPeers } from '../../src/network/open-network.js';
import type { Member } from '../../src/topology/default-topology.js';
import type { Plan } from '../../src/topology/plan.js';
import { startNetwork, type NetworkOptions, type RunningNetwork } from '../network.js';

const dist = (file: string): string =>
  pathToFileURL(join(import.meta.dirname, '../../dist', file)).href;

/** What a chaincode process may do instead of what the contract came to. */
export const LIES = ['alters a trade', 'leaves a trade out', 'adds a trade', 'answers otherwise'];

/** Turns the process into one that lies: it alters what it writes, or what it answers. */
const lying = (lie: string): string => `
const { StubState } = await import('${dist('chaincode/stub-state.js')}');
const isTrade = ({ key }) => key.startsWith('trade/');
const altered = ({ key, value }) => ({ key, value: Buffer.from(value).reverse() });
const lies = {
  '${LIES[0]}': (writes) => writes.map((each) => (isTrade(each) ? altered(each) : each)),
  '${LIES[1]}': (writes) => writes.filter((each) => !isTrade(each)),
  '${LIES[2]}': (writes) => [
    ...writes,
    ...writes.filter(isTrade).map(({ key, value }) => ({ key: key.replace(/.$/, '_'), value })),
  ],
  '${LIES[3]}': (writes) => writes,
};
const write = StubState.prototype.write;
StubState.prototype.write = function (writes) {
  return write.call(this, lies['${lie}'](writes));
};
const invoke = chaincode.Invoke;
if ('${lie}' === '${LIES[3]}') {
  chaincode.Invoke = async (stub) => {
    const answer = await invoke(stub);
    if (answer.payload?.length > 0) answer.payload = Buffer.from(answer.payload).reverse();
    return answer;
  };
}
`;

/**
 * A chaincode process that runs the contract of several ledgers, each under a chaincode name of
 * its own: what each is comes from the genesis file of that name.
 */
const entry = (genesisFolder: string, more = ''): string => `
import { createRequire } from 'node:module';
import { existsSync, readFileSync } from 'node:fs';
import { createChaincode } from '${dist('chaincode/open-chaincode.js')}';
import { settlementChaincode } from '${dist('chaincode/settlement-chaincode.js')}';
import { serveChaincode } from '${dist('chaincode/serve-chaincode.js')}';
const { parseGenesis } = await import('${
  pathToFileURL(join(import.meta.dirname, '../../../contract/dist/index.js')).href
}');
const { peer } = createRequire('${dist('index.js')}')('@hyperledger/fabric-protos');
const configuration = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const { institution, address, packageId, settlement, tls, mspOf } = configuration;
const answer = async () => ({ status: 500, message: 'no ledger of this name' });
const nothing = { Init: answer, Invoke: answer };
const onFailure = (id, error) => process.stderr.write(id + ' ' + error.stack + '\\n');
const chaincodes = (create) => {
  const known = new Map();
  return (stub) => {
    const name = nameIn(stub);
    if (known.has(name)) return known.get(name);
    const file = '${genesisFolder}/' + name + '.json';
    if (!existsSync(file)) return nothing;
    known.set(name, create(name, readFileSync(file, 'utf8')));
    return known.get(name);
  };
};
const nameIn = (stub) => {
  const { channelHeader } = stub.getSignedProposal().proposal.header;
  const header = peer.ChaincodeHeaderExtension.deserializeBinary(channelHeader.getExtension_asU8());
  return header.getChaincodeId().getName();
};
const of = (chaincodeOf) => ({
  Init: (stub) => chaincodeOf(stub).Init(stub),
  Invoke: (stub) => chaincodeOf(stub).Invoke(stub),
});
const chaincode = of(
  chaincodes((name, text) => {
    const genesis = parseGenesis(text);
    return createChaincode({ chaincode: name, institution, genesis, mspOf, onFailure });
  }),
);
const keeper = of(chaincodes((name) => settlementChaincode({ chaincode: name, onFailure })));
${more}
const files = {
  key: readFileSync(tls.key),
  certificate: readFileSync(tls.certificate),
  clientCa: readFileSync(tls.clientCa),
};
await serveChaincode(chaincode, { address, packageId, tls: files });
await serveChaincode(keeper, { ...settlement, tls: files });
process.once('SIGTERM', () => process.exit(0));
`;

/** A network on which any number of ledgers are started, one beside the other. */
export interface ManyLedgers {
  readonly network: RunningNetwork;
  /** Commits a chaincode of its own for this genesis. */
  connectionFor(genesis: Genesis): Promise<Connection>;
  /** Writes a chaincode process that lies in one of these ways; its path. */
  writeLiar(lie: string): string;
  stop(): Promise<void>;
}

export async function startManyLedgers(
  members: readonly Member[],
  options: NetworkOptions = {},
): Promise<ManyLedgers> {
  const home = mkdtempSync(join(tmpdir(), 'bondledger-ledgers-'));
  const genesisFolder = join(home, 'genesis');
  mkdirSync(genesisFolder);
  const chaincodeEntry = join(home, 'chaincode.mjs');
  writeFileSync(chaincodeEntry, entry(genesisFolder));
  const removeHome = (): void => rmSync(home, { recursive: true, force: true });
  const network = await startNetwork({ ...options, members, chaincodeEntry }).catch(
    (error: unknown) => {
      removeHome();
      throw error;
    },
  );
  const opened = openNetwork(network.directory);
  const peers = openPeers(opened);
  const packages = chaincodesOf(opened.plan).map((chaincode) => chaincode.package);
  let count = 0;
  return {
    network,
    async connectionFor(genesis) {
      count += 1;
      const name = `ledger${count.toString()}`;
      writeFileSync(join(genesisFolder, `${name}.json`), `${encodeGenesis(genesis)}\n`);
      const { plan } = opened;
      const { topology } = plan;
      const own: Plan = {
        ...plan,
        topology: { ...topology, chaincode: { ...topology.chaincode, name } },
      };
      // The packages that are installed: one process serves the chaincodes of all ledgers.
      await Promise.all(
        chaincodesOf(own).map(async (chaincode, at) => {
          const installed = { ...chaincode, package: packages[at] ?? chaincode.package };
          await approveChaincode(opened, peers, installed);
          await commitChaincode(opened, peers, installed);
        }),
      );
      return { ...network.connection, chaincode: name };
    },
    writeLiar(lie) {
      const path = join(home, 'liar.mjs');
      writeFileSync(path, entry(genesisFolder, lying(lie)));
      return path;
    },
    async stop() {
      for (const peer of peers) peer.close();
      await network.stop();
      removeHome();
    },
  };
}
