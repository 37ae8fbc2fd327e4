import assert from 'node:assert/strict';
import type { Network } from '../../src/network/open-network.js';
import type { OrdererPlan } from '../../src/topology/plan.js';
import { until } from '../../src/nodes/until.js';

const LEADS = /^consensus_etcdraft_is_leader\{[^}]*\} 1$/m;
const ELECTION_MS = 30_000;

/** The orderer that says of itself that it leads; an election is waited for. */
export async function leadingOrderer({ plan }: Network): Promise<string> {
  let leading: readonly string[] = [];
  const isElected = async (): Promise<boolean> => {
    const answers = await Promise.all(plan.orderers.map(leads));
    leading = plan.orderers.filter((_, at) => answers[at]).map(({ name }) => name);
    return leading.length === 1;
  };
  assert.ok(await until(isElected, ELECTION_MS), `leading: ${leading.join(', ')}`);
  return leading[0] ?? '';
}

/** Asks an orderer's own metrics; one that does not answer does not lead. */
async function leads({ operations }: OrdererPlan): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${operations.toString()}/metrics`);
    return LEADS.test(await answer.text());
  } catch {
    return false;
  }
}
