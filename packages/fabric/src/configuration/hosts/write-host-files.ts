import { basename, join } from 'node:path';
import { processSpecs } from '../../nodes/process-spec.js';
import type { Programs } from '../../programs/find-programs.js';
import type { Plan } from '../../topology/plan.js';
import type { Layout } from '../layout.js';
import { writePublic } from '../write-file.js';
import { instructionsFor } from './instructions.js';
import { unitFile } from './unit-file.js';

/**
 * Writes what a network over several hosts needs beside its configuration: a systemd unit for each
 * node, by host, and a page of instructions for each institution in both languages.
 */
export function writeHostFiles(
  plan: Plan,
  layout: Layout,
  programs: Programs,
  chaincodeEntry: string,
): void {
  const nodes = [...plan.orderers, ...plan.peers, ...plan.chaincodes];
  for (const spec of processSpecs(plan, layout, programs, chaincodeEntry)) {
    const node = nodes.find(({ name }) => name === spec.name);
    if (node === undefined) continue;
    const program = node.kind === 'chaincode' ? 'node' : basename(spec.command);
    writePublic(layout.unit(node.host, node.name), unitFile(spec, program));
  }
  for (const institution of plan.institutions) {
    for (const language of ['en', 'ko'] as const) {
      const path = join(layout.hosts, `${institution.code}.${language}.md`);
      writePublic(path, instructionsFor(institution, plan, layout, language));
    }
  }
}
