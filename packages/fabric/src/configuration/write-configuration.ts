import { join } from 'node:path';
import { isHeldHere } from '../certificates/held-here.js';
import type { Plan } from '../topology/plan.js';
import { writeBuilder } from './builder.js';
import { configtxYaml } from './configtx-yaml.js';
import { coreYaml } from './core-yaml.js';
import type { Layout } from './layout.js';
import { ordererYaml } from './orderer-yaml.js';
import { chaincodePackage, settlementPackage } from './package.js';
import { jsonText, writePrivate, writePublic } from './write-file.js';

/** Writes what every node reads when it starts, and what the channel is made from. */
export function writeConfiguration(plan: Plan, layout: Layout): void {
  for (const peer of plan.peers) {
    if (!isHeldHere(layout, peer.institution)) continue;
    const path = join(layout.home(peer.institution, peer.name), 'core.yaml');
    writePrivate(path, jsonText(coreYaml(peer, plan, layout)));
  }
  for (const orderer of plan.orderers) {
    if (!isHeldHere(layout, orderer.institution)) continue;
    const path = join(layout.home(orderer.institution, orderer.name), 'orderer.yaml');
    writePrivate(path, jsonText(ordererYaml(orderer, plan, layout)));
  }
  writePublic(join(layout.channel, 'configtx.yaml'), jsonText(configtxYaml(plan, layout)));
  writePublic(layout.package, chaincodePackage(plan.topology).content);
  writePublic(layout.settlementPackage, settlementPackage(plan.topology).content);
  writeBuilder(layout);
}
