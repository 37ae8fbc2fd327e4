import { genesisWrites, RULES_KEY, type Genesis } from '@bondledger/contract';
import { encodeAnswer } from '../wire/answer.js';
import { mayEndorse } from './may-endorse.js';
import type { CallResult, ChaincodeContext } from './put-transaction.js';
import type { StatePort } from './state-port.js';

/** Writes the genesis, once. */
export async function startLedger(
  { crypto, institution, registries }: ChaincodeContext,
  state: StatePort,
  genesis: Genesis,
): Promise<CallResult> {
  if ((await state.read([RULES_KEY])).size > 0) return { refusal: 'ALREADY_STARTED' };
  const writes = genesisWrites(crypto, genesis);
  if (!mayEndorse(institution, writes)) return { refusal: 'ENDORSER_WRONG' };
  const registry = registries.of(state.channel);
  await state.write([...writes, ...registry.next(undefined, writes)]);
  const nothing = { submissions: [], skip: [] };
  return { payload: encodeAnswer(crypto, nothing, { batches: [], logged: undefined }) };
}
