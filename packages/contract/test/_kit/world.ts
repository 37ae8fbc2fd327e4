import { isinCheckDigit, type ErrorCode } from '@bondledger/domain';
import {
  apply,
  genesisWrites,
  keysOf,
  nodeCrypto,
  prepare,
  stateHash,
  type Applied,
  type Environment,
  type InstructionOutcome,
  type Submission,
} from '../../src/index.js';
import { batchOf, type Draft } from './batch.js';
import { GENESIS, LEDGER_ID } from './genesis.js';

const isin = (body: string): string => `${body}${isinCheckDigit(body)}`;
export const KTB = isin('KR103502GE9');
export const BANK_BOND = isin('KR310101AE1');
export const UNKNOWN_ISIN = isin('KR9999999Z9');

export const ENVIRONMENT: Environment = { crypto: nodeCrypto, ledgerId: LEDGER_ID };

/** The reads of one transaction: asking for a key that keysOf did not name is an error. */
export class NamedReads extends Map<string, Uint8Array> {
  readonly #named: ReadonlySet<string>;

  constructor(named: readonly string[], state: ReadonlyMap<string, Uint8Array>) {
    super();
    this.#named = new Set(named);
    for (const key of named) {
      const value = state.get(key);
      if (value !== undefined) this.set(key, value);
    }
  }

  override get(key: string): Uint8Array | undefined {
    if (!this.#named.has(key)) throw new Error(`keysOf did not name ${key}`);
    return super.get(key);
  }
}

/** Who trades with whom: what the kit remembers so that it can open any trade. */
export interface Parties {
  readonly seller: string;
  readonly buyer: string;
}

/** A ledger in memory, whose every institution the tests can play. */
export class World {
  readonly state: Map<string, Uint8Array>;
  readonly parties: Map<string, Parties>;
  /** Every batch that was accepted in part or whole, in order. */
  readonly history: Submission[] = [];

  constructor(from?: World) {
    this.state = new Map(from?.state);
    this.parties = new Map(from?.parties);
    if (from !== undefined) return;
    for (const { key, value } of genesisWrites(nodeCrypto, GENESIS)) this.state.set(key, value);
  }

  /** Applies without keeping anything. */
  simulate(submissions: readonly Submission[], skip: readonly string[] = []): Applied {
    const prepared = prepare({ submissions, skip }, ENVIRONMENT);
    const named = keysOf(prepared);
    const applied = apply(prepared, new NamedReads(named, this.state), ENVIRONMENT);
    const stray = applied.logged?.writes.find(({ key }) => !named.includes(key));
    if (stray !== undefined) throw new Error(`keysOf did not name the write to ${stray.key}`);
    return applied;
  }

  transact(submissions: readonly Submission[], skip: readonly string[] = []): Applied {
    const applied = this.simulate(submissions, skip);
    if (applied.logged !== undefined) this.history.push(...submissions);
    for (const { key, value } of applied.logged?.writes ?? []) this.state.set(key, value);
    return applied;
  }

  /** One batch of one institution; answers what became of each instruction. */
  send(code: string, ...drafts: readonly Draft[]): readonly InstructionOutcome[] {
    return this.transact([batchOf(code, drafts)]).batches[0]?.outcomes ?? [];
  }

  /** One instruction: its error code, or its new revision. */
  answer(code: string, draft: Draft): ErrorCode | number {
    const [outcome] = this.send(code, draft);
    if (outcome === undefined) throw new Error('no outcome');
    return outcome.status === 'ACCEPTED' ? outcome.revision : outcome.code;
  }

  /** One batch that has to be accepted whole. */
  must(code: string, ...drafts: readonly Draft[]): void {
    for (const outcome of this.send(code, ...drafts)) {
      if (outcome.status === 'ACCEPTED') continue;
      throw new Error(`${code}: ${outcome.code} ${JSON.stringify(outcome.params)}`);
    }
  }

  hash(): string {
    const sorted = [...this.state].sort(([left], [right]) => (left < right ? -1 : 1));
    return stateHash(
      nodeCrypto,
      sorted.map(([key, value]) => [key, nodeCrypto.sha256(value)]),
    );
  }
}
