import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { BondledgerError } from '@bondledger/domain';
import { writeCertificates } from '../certificates/write-certificates.js';
import { PROFILE } from '../configuration/configtx-yaml.js';
import { writeChaincodeFiles, type ChaincodeInput } from '../configuration/chaincode-files.js';
import { writeHostFiles } from '../configuration/hosts/write-host-files.js';
import { layoutOf, type Layout } from '../configuration/layout.js';
import { writeConfiguration } from '../configuration/write-configuration.js';
import { jsonText, writePublic } from '../configuration/write-file.js';
import type { Programs } from '../programs/find-programs.js';
import { runProgram } from '../programs/run-program.js';
import { choosePorts } from '../topology/choose-ports.js';
import { givenPortsOf, openPortsOf, planOf, type Plan } from '../topology/plan.js';
import { readTopology } from '../topology/read-topology.js';
import type { Topology } from '../topology/schema.js';
import { refuseDefinitionChange } from './definition.js';
import { readPorts, type Network } from './open-network.js';

/** What a network is made from. */
export interface PrepareOptions extends ChaincodeInput {
  readonly directory: string;
  /** A topology file elsewhere, which is copied into the directory; else its own is used. */
  readonly topology?: string;
  readonly programs: Programs;
  /** A JavaScript file that is started as `node <entry> <configuration.json>`. */
  readonly chaincodeEntry: string;
}

/**
 * Writes everything that the nodes need and that is not there yet: ports, certificates,
 * configuration and the channel's first block. What is there already is kept.
 *
 * @throws BondledgerError TOPOLOGY_INVALID, TOPOLOGY_CHANGED, SEQUENCE_UNCHANGED, FABRIC_FAILED,
 *   FILE_UNREADABLE.
 */
export async function prepareNetwork(options: PrepareOptions): Promise<Network> {
  const layout = layoutOf(resolve(options.directory));
  const source = resolve(options.topology ?? layout.topology);
  const topology = readTopology(source);
  refuseChange(topology, layout);
  refuseDefinitionChange(topology, layout);
  mkdirSync(layout.directory, { recursive: true });
  if (source !== layout.topology) copyFileSync(source, layout.topology);
  const given = givenPortsOf(topology);
  const ports = await choosePorts(openPortsOf(topology), readPorts(layout), given);
  writePublic(layout.ports, jsonText(ports));
  const plan = planOf(topology, ports);
  await writeCertificates(plan, layout, new Date());
  writeConfiguration(plan, layout);
  writeChaincodeFiles(plan, layout, options);
  writeHostFiles(plan, layout, options.programs, options.chaincodeEntry);
  await writeGenesisBlock(plan, layout, options.programs);
  return { plan, layout };
}

/** What the channel's first block and the certificates were made from, kept beside the block. */
const frozenPath = (layout: Layout): string => join(layout.channel, 'made-from.json');

const frozenOf = ({ channel, hosts, institutions, ordering }: Topology): object => ({
  channel,
  hosts,
  institutions,
  ordering,
});

function refuseChange(topology: Topology, layout: Layout): void {
  if (!existsSync(layout.genesisBlock)) return;
  const before = JSON.parse(readFileSync(frozenPath(layout), 'utf8')) as Record<string, unknown>;
  for (const [field, value] of Object.entries(frozenOf(topology))) {
    if (jsonText(value) === jsonText(before[field])) continue;
    throw new BondledgerError({ code: 'TOPOLOGY_CHANGED', params: { field } });
  }
}

async function writeGenesisBlock(plan: Plan, layout: Layout, programs: Programs): Promise<void> {
  if (existsSync(layout.genesisBlock)) return;
  writePublic(frozenPath(layout), jsonText(frozenOf(plan.topology)));
  const fresh = `${layout.genesisBlock}.new`;
  await runProgram(
    programs.configtxgen,
    [
      ...['-configPath', layout.channel],
      ...['-profile', PROFILE],
      ...['-channelID', plan.topology.channel],
      ...['-outputBlock', fresh],
    ],
    { FABRIC_CFG_PATH: layout.channel },
  );
  writePublic(layout.genesisBlock, readFileSync(fresh));
}
