import type {
  Crypto,
  LoggedTransaction,
  Prepared,
  SignatureCheck,
  Submission,
  Transaction,
} from '@bondledger/contract';
import type { Rules } from '../src/engine/rules.js';

/** One instruction of the double: put a value, or be refused, or fail as no contract should. */
export interface Put {
  readonly key: string;
  readonly value: string;
  readonly refuse?: true;
  readonly throws?: true;
}

/** A submission of puts, unsigned: the double asks for no signature. */
export const puts = (...list: readonly Put[]): Submission => ({
  batch: {
    header: `header of ${list.map(({ key }) => key).join()}`,
    signature: new Uint8Array(64),
    instructions: list.map((put) => ({
      core: JSON.stringify(put),
      coreSalt: new Uint8Array(16),
      side: '',
      sideSalt: new Uint8Array(16),
    })),
  },
  opening: { receiptKey: new Uint8Array(32), instructions: list.map(() => ({ trades: [] })) },
});

export const transactionOf = (...submissions: readonly Submission[]): Transaction => ({
  submissions,
  skip: [],
});

export const leafOf = ({ key, value }: Put): string =>
  Buffer.from(`${key}=${value.slice(-16)}`).toString('hex');

const encoded = new TextEncoder();
const decoded = new TextDecoder();

/**
 * Rules small enough to see through: a put is accepted where the key has another value, answered
 * alike and without a write where it has this one, and refused where it asks for that.
 */
export function keyValueRules(signatures: readonly SignatureCheck[] = []): () => Rules {
  const transactions = new WeakMap<Prepared, Transaction>();
  const of = (prepared: Prepared): readonly (readonly Put[])[] =>
    (transactions.get(prepared)?.submissions ?? []).map(({ batch }) =>
      batch.instructions.map(({ core }) => JSON.parse(core) as Put),
    );
  return () => ({
    prepare(transaction) {
      const prepared: Prepared = { batches: [], skip: new Set(transaction.skip) };
      transactions.set(prepared, transaction);
      return prepared;
    },
    keysOf: (prepared) => [
      ...new Set(
        of(prepared)
          .flat()
          .map(({ key }) => key),
      ),
    ],
    signerKeysOf: () => [],
    signatureChecks: () => signatures,
    apply: (prepared, reads, crypto) => applyPuts(of(prepared), prepared.skip, reads, crypto),
  });
}

function applyPuts(
  batches: readonly (readonly Put[])[],
  skip: ReadonlySet<string>,
  reads: ReadonlyMap<string, Uint8Array>,
  crypto: Crypto,
): ReturnType<Rules['apply']> {
  const writes = new Map<string, Uint8Array>();
  const outcomes = batches.map((batch) =>
    batch.map((put) => {
      const leaf = leafOf(put);
      if (put.throws === true) throw new Error('the double was asked to fail');
      if (put.refuse === true || skip.has(leaf)) {
        const code = skip.has(leaf) ? 'GUARD_REFUSED' : 'STEP_NOT_ALLOWED';
        return { leaf, status: 'REFUSED', code } as const;
      }
      const before = writes.get(put.key) ?? reads.get(put.key);
      if (before === undefined || decoded.decode(before) !== put.value) {
        writes.set(put.key, encoded.encode(put.value));
      }
      return { leaf, status: 'ACCEPTED', revision: 1 } as const;
    }),
  );
  const logged: LoggedTransaction = {
    batches: batches.map((batch) => ({
      leaves: Buffer.concat(batch.map((put) => crypto.sha256(encoded.encode(leafOf(put))))),
      accepted: new Uint8Array(1),
      receipts: new Uint8Array(8),
    })),
    writes: [...writes]
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, value]) => ({ key, value })),
  };
  return {
    batches: outcomes.map((each) => ({ outcomes: each, receipts: new Uint8Array(8) })),
    logged: writes.size === 0 ? undefined : logged,
  };
}
