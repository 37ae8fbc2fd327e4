import { accept, refuse, type Result } from '@bondledger/domain';
import { parseCorePart } from '../instruction/core-part.js';
import { refuseNamed } from '../instruction/members.js';
import { pageOf } from '../query/queries.js';
import { isRegistryStep } from '../registry/instruction.js';
import {
  argumentsOf,
  keyPlan,
  limitOf,
  rangePlan,
  transactionPlan,
  type OperationCall,
  type OperationPlan,
} from './plan.js';

/** The operations of RegistryCC. */
export const REGISTRY_OPERATIONS = [
  'putRegistryInfo',
  'queryRegistryInfo',
  'queryAllRegistryInfo',
] as const;

export type RegistryOperation = (typeof REGISTRY_OPERATIONS)[number];

type Door = (call: OperationCall) => Result<OperationPlan>;

/** An entry's path in the registry, such as `participant/KSD` or `day`. */
const PATH = /^[A-Za-z0-9/]{1,100}$/;

/**
 * The contract of administration, in the same namespace as MasterLedgerCC and by the same rules:
 * participants, keys, issues, holidays and the business day.
 */
export const RegistryCC: Readonly<Record<RegistryOperation, Door>> = {
  /** Batches of administrative steps and nothing else. STEP_UNKNOWN, BATCH_EMPTY, QUERY_INVALID. */
  putRegistryInfo(call) {
    const plan = transactionPlan(call);
    if (!plan.ok) return plan;
    for (const { batch } of call.transaction?.submissions ?? []) {
      for (const { core } of batch.instructions) {
        const read = parseCorePart(core);
        // What cannot be read is refused by the rules, with a receipt.
        if (!read.ok || isRegistryStep(read.value.step)) continue;
        return { ok: false, rejection: refuseNamed('STEP_UNKNOWN', 'step', read.value.step) };
      }
    }
    return plan;
  },

  /** args: the entry's path, such as `participant/KSD`. */
  queryRegistryInfo(call) {
    const args = argumentsOf(call, 1, 1);
    if (!args.ok) return args;
    const [path = ''] = args.value;
    const isPath = PATH.test(path);
    return keyPlan(isPath ? accept(`registry/${path}`) : refuse('QUERY_INVALID', { field: 'key' }));
  },

  /** args: limit, and the bookmark from the second page on. */
  queryAllRegistryInfo(call) {
    const args = argumentsOf(call, 1, 2);
    if (!args.ok) return args;
    const [limit, bookmark] = args.value;
    return rangePlan(pageOf('registry/', 'registry0', limitOf(limit), bookmark));
  },
};
