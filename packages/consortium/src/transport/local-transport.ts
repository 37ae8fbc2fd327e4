import { encodeGenesis, type Genesis } from '@bondledger/contract';
import type { Gateway, Ledger } from '@bondledger/ledger';
import type { Transport } from '@bondledger/sdk';

/** The way to a ledger in this very process, through its gateway. */
export const localTransport = (ledger: Ledger, gateway: Gateway, genesis: Genesis): Transport => ({
  ledgerId: ledger.ledgerId,
  genesis: () => Promise.resolve(encodeGenesis(genesis)),
  send: (submission, signal) => gateway.send(submission, signal),
  read: (keys) => ledger.read(keys),
  range: (query) => ledger.range(query),
  blocks: (from, signal) => ledger.blocks(from, signal),
  history: (key) => ledger.history(key),
  proof: (position) => ledger.proof(position),
  head: () => ledger.head(),
});
