import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BondledgerError } from '@bondledger/domain';
import type { Layout } from '../configuration/layout.js';
import { jsonText, writePublic } from '../configuration/write-file.js';
import type { Topology } from '../topology/schema.js';
import type { Network } from './open-network.js';

const definitionPath = ({ channel }: Layout): string => join(channel, 'definition.json');

/** What the institutions approve and commit under one sequence, by its place in the file. */
const definitionOf = ({ chaincode, endorsement }: Topology): Readonly<Record<string, unknown>> => ({
  'chaincode.name': chaincode.name,
  'chaincode.version': chaincode.version,
  endorsement,
});

/** Remembers the definition that the channel has now. */
export function rememberDefinition({ plan, layout }: Network): void {
  const { topology } = plan;
  const { sequence } = topology.chaincode;
  writePublic(definitionPath(layout), jsonText({ sequence, definition: definitionOf(topology) }));
}

/**
 * Refuses what no peer would ever come to know: Fabric takes a definition once for each sequence,
 * so another one under the same number, or under an older one, would be passed over in silence.
 *
 * @throws BondledgerError SEQUENCE_UNCHANGED; TOPOLOGY_CHANGED where the sequence goes back, or the
 * chaincode has another name.
 */
export function refuseDefinitionChange(topology: Topology, layout: Layout): void {
  if (!existsSync(definitionPath(layout))) return;
  const before = JSON.parse(readFileSync(definitionPath(layout), 'utf8')) as {
    readonly sequence: number;
    readonly definition: Readonly<Record<string, unknown>>;
  };
  const { sequence } = topology.chaincode;
  if (sequence < before.sequence) throw changed('chaincode.sequence');
  for (const [field, value] of Object.entries(definitionOf(topology))) {
    if (jsonText(value) === jsonText(before.definition[field])) continue;
    if (field === 'chaincode.name') throw changed(field);
    if (sequence > before.sequence) continue;
    const params = { field, sequence: sequence.toString() };
    throw new BondledgerError({ code: 'SEQUENCE_UNCHANGED', params });
  }
}

const changed = (field: string): BondledgerError =>
  new BondledgerError({ code: 'TOPOLOGY_CHANGED', params: { field } });
