import {
  apply,
  keyKey,
  keysOf,
  prepare,
  signatureChecks,
  type Applied,
  type Crypto,
  type Prepared,
  type Reads,
  type SignatureCheck,
  type Transaction,
} from '@bondledger/contract';

/** The contract as an engine calls it: pure functions, bound to one ledger. */
export interface Rules {
  prepare(transaction: Transaction): Prepared;
  keysOf(prepared: Prepared): readonly string[];
  /** The ledger keys of the registered keys that its batches name: what signatureChecks reads. */
  signerKeysOf(prepared: Prepared): readonly string[];
  signatureChecks(prepared: Prepared, reads: Reads): readonly SignatureCheck[];
  apply(prepared: Prepared, reads: Reads, crypto: Crypto): Applied;
}

/** The contract of @bondledger/contract. */
export const contractRules = (ledgerId: string, crypto: Crypto): Rules => ({
  prepare: (transaction) => prepare(transaction, { crypto, ledgerId }),
  keysOf,
  signerKeysOf: ({ batches }) =>
    batches.flatMap(({ header }) => (header === undefined ? [] : [keyKey(header.keyId)])),
  signatureChecks,
  apply: (prepared, reads, using) => apply(prepared, reads, { crypto: using, ledgerId }),
});
