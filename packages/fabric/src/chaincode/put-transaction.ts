import { apply, keysOf, prepare, type Crypto, type Transaction } from '@bondledger/contract';
import { KSD } from '@bondledger/domain';
import { coEndorserOf } from '../wire/endorsers.js';
import { encodeAnswer } from '../wire/answer.js';
import { REGISTRY_VERSION_KEY } from '../wire/operations.js';
import type { RefusalCode } from '../wire/refusal.js';
import type { ChaincodeGuard } from './guard-keys.js';
import { mayEndorse } from './may-endorse.js';
import { isCached, type RegistryCaches, type RegistryEntries } from './registry-cache.js';
import type { StatePort } from './state-port.js';

/** What every transaction of one chaincode process has in common. */
export interface ChaincodeContext {
  readonly crypto: Crypto;
  readonly ledgerId: string;
  /** The name under which it is committed. */
  readonly chaincode: string;
  /** Whose process this is, and the MSPs of those who run a peer. */
  readonly institution: string;
  readonly mspOf: Readonly<Record<string, string>>;
  readonly registries: RegistryCaches;
  /** In KSD's processes only. */
  readonly guard: ChaincodeGuard | undefined;
}

/** What the chaincode answers: a payload, or why it endorses nothing. */
export type CallResult =
  | { readonly payload: Uint8Array }
  | { readonly refusal: RefusalCode; readonly leaves?: readonly string[] };

/** Applies a transaction to the state: the pure core between one read and one write. */
export async function putTransaction(
  context: ChaincodeContext,
  state: StatePort,
  transaction: Transaction,
): Promise<CallResult> {
  const { crypto, ledgerId, registries, guard } = context;
  const registry = registries.of(state.channel);
  const prepared = prepare(transaction, { crypto, ledgerId });
  const keys = keysOf(prepared);
  const direct = keys.filter((key) => !isCached(key));
  const reads = await state.read([...direct, REGISTRY_VERSION_KEY]);
  const version = reads.get(REGISTRY_VERSION_KEY);
  if (version === undefined) return { refusal: 'NOT_STARTED' };
  const entries = registry.at(version);
  if (entries === undefined) {
    // What was read now is in the read set of this proposal: the next one finds it in memory.
    await registry.load(version, state);
    return { refusal: 'REGISTRY_READ' };
  }
  if (!isToEndorse(context, transaction, entries)) return { refusal: 'ENDORSER_WRONG' };
  const refused = (await guard?.check(prepared, entries)) ?? [];
  if (refused.length > 0) return { refusal: 'GUARD_REFUSED', leaves: refused };
  addEntries(reads, keys, entries);
  const applied = apply(prepared, reads, { crypto, ledgerId });
  const { logged } = applied;
  if (logged !== undefined) {
    if (!mayEndorse(context.institution, logged.writes)) return { refusal: 'ENDORSER_WRONG' };
    const own = registry.next(version, logged.writes);
    await state.write([...logged.writes, ...own]);
  }
  return { payload: encodeAnswer(crypto, transaction, applied) };
}

/** Does this institution endorse every batch beside KSD? KSD endorses what one other does. */
function isToEndorse(
  { institution, mspOf }: ChaincodeContext,
  { submissions }: Transaction,
  entries: RegistryEntries,
): boolean {
  const read = (key: string): Uint8Array | undefined => entries.get(key);
  const named = new Set(submissions.map((submission) => coEndorserOf(submission, read, mspOf)));
  return named.size <= 1 && (institution === KSD || named.has(institution));
}

function addEntries(
  reads: Map<string, Uint8Array>,
  keys: readonly string[],
  entries: RegistryEntries,
): void {
  for (const key of keys) {
    const value = isCached(key) ? entries.get(key) : undefined;
    if (value !== undefined) reads.set(key, value);
  }
}
