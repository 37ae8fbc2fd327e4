import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { layoutOf } from '../configuration/layout.js';
import { defaultTopologyText } from '../topology/default-topology.js';
import { planOf } from '../topology/plan.js';
import { parseTopology } from '../topology/read-topology.js';
import type { Topology } from '../topology/schema.js';
import { refuseDefinitionChange, rememberDefinition } from './definition.js';

const TEXT = defaultTopologyText([
  { code: 'KSD', peers: 1, orderers: 1 },
  { code: 'BOK', peers: 1 },
  { code: 'HBSEC', peers: 1 },
]);

/** The topology with one text in place of another. */
function topologyWith(...changes: readonly (readonly [string, string])[]): Topology {
  const text = changes.reduce((before, [from, to]) => {
    expect(before).toContain(from);
    return before.replace(from, to);
  }, TEXT);
  return parseTopology(text, 'consortium.yaml');
}

const ENDORSEMENT = ['oneOf: others', 'oneOf: [BOK]'] as const;
const VERSION = ["version: '1.0'", "version: '1.1'"] as const;
const NEXT = ['sequence: 1', 'sequence: 2'] as const;
const NAME = ['name: MasterLedgerCC', 'name: OtherCC'] as const;

describe('what was committed under one sequence', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'bondledger-definition-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  /** What becomes of a file after another one was committed. */
  function codeOf(after: Topology, before = topologyWith()): unknown {
    const layout = layoutOf(directory);
    const ports = new Proxy({}, { get: () => 1 });
    rememberDefinition({ plan: planOf(before, ports), layout });
    try {
      refuseDefinitionChange(after, layout);
      return undefined;
    } catch (error) {
      return error;
    }
  }

  it.each([
    ['endorsement', [ENDORSEMENT], 'endorsement'],
    ['the version', [VERSION], 'chaincode.version'],
  ])('is not changed by another file under the same number: %s', (_, changes, field) => {
    expect(codeOf(topologyWith(...changes))).toMatchObject({
      code: 'SEQUENCE_UNCHANGED',
      params: { field, sequence: '1' },
    });
    expect(codeOf(topologyWith(...changes, NEXT))).toBeUndefined();
  });

  it('does not go back, and keeps the name of its chaincode', () => {
    const next = topologyWith(NEXT);
    expect(codeOf(topologyWith(), next)).toMatchObject({
      code: 'TOPOLOGY_CHANGED',
      params: { field: 'chaincode.sequence' },
    });
    expect(codeOf(topologyWith(NAME, NEXT))).toMatchObject({
      code: 'TOPOLOGY_CHANGED',
      params: { field: 'chaincode.name' },
    });
  });

  it('lets everything else be as it likes', () => {
    expect(codeOf(topologyWith(['batchMessages: true', 'batchMessages: false']))).toBeUndefined();
    const layout = layoutOf(join(directory, 'new'));
    expect(() => refuseDefinitionChange(topologyWith(VERSION), layout)).not.toThrow();
  });
});
