import { join } from 'node:path';
import { CONNECTION_VARIABLE } from '../configuration/builder.js';
import type { Layout } from '../configuration/layout.js';
import type { Programs } from '../programs/find-programs.js';
import { cleanEnvironment } from '../programs/run-program.js';
import type { Plan } from '../topology/plan.js';

/** How a node's process is started. */
export interface ProcessSpec {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: string;
}

/**
 * Go's collector of garbage, which is a tenth of what a busy peer does: half as often as it would
 * by itself, for a fresh heap is small, until a process has this much memory.
 */
const GARBAGE_PERCENT = '200';
const GARBAGE_UNTIL = '384MiB';
/**
 * Memory that Go gives back is taken by the system only when it is wanted elsewhere: a peer needs
 * it again for its next block, and page by page that was a seventh of its time.
 */
const GIVES_BACK = 'madvdontneed=0';

/** Without colours: it goes to a file. */
const LOG_FORMAT = '%{time} %{level:.4s} [%{module}] %{message}';

/** Every process of the network: orderers, then peers, then chaincode. */
export function processSpecs(
  plan: Plan,
  layout: Layout,
  programs: Programs,
  chaincodeEntry: string,
): readonly ProcessSpec[] {
  const fabric = {
    FABRIC_LOGGING_SPEC: plan.topology.logging,
    FABRIC_LOGGING_FORMAT: LOG_FORMAT,
    GOGC: GARBAGE_PERCENT,
    GOMEMLIMIT: GARBAGE_UNTIL,
    GODEBUG: GIVES_BACK,
  };
  const orderers = plan.orderers.map(({ name, institution }): ProcessSpec => {
    const cwd = layout.home(institution, name);
    const env = cleanEnvironment({ ...fabric, FABRIC_CFG_PATH: cwd });
    return { name, command: programs.orderer, args: [], cwd, env, log: layout.log(name) };
  });
  const peers = plan.peers.map(({ name, institution }): ProcessSpec => {
    const cwd = layout.home(institution, name);
    const env = cleanEnvironment({
      ...fabric,
      FABRIC_CFG_PATH: cwd,
      [CONNECTION_VARIABLE]: layout.chaincodeConnection(institution),
    });
    const args = ['node', 'start'];
    return { name, command: programs.peer, args, cwd, env, log: layout.log(name) };
  });
  const chaincodes = plan.chaincodes.map(({ name, institution }): ProcessSpec => {
    const configuration = layout.chaincodeConfiguration(institution);
    return {
      name,
      command: process.execPath,
      args: [chaincodeEntry, configuration],
      cwd: join(configuration, '..'),
      env: cleanEnvironment({}),
      log: layout.log(name),
    };
  });
  return [...orderers, ...peers, ...chaincodes];
}
