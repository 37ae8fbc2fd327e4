import { readFile } from 'node:fs/promises';
import {
  checkBlockProof,
  encodeHeader,
  genesisWrites,
  hashOfHeader,
  nodeCrypto,
  parseGenesis,
  rootOf,
  stateHash,
  toHex,
  transactionHash,
  type Block,
  type Genesis,
  type Write,
} from '@bondledger/contract';
import { BondledgerError } from '@bondledger/domain';
import type { VerifyReport } from '@bondledger/ledger';
import type { Transport } from '@bondledger/sdk';
import type { Call } from '../command/call.js';
import { createProgress } from '../progress/progress.js';
import { transportOf, type Remote } from '../remote/remote.js';

type Way = Pick<Transport, 'genesis' | 'ledgerId' | 'head' | 'blocks' | 'proof'>;
type FirstBad = NonNullable<VerifyReport['firstBad']>;

const NO_BLOCK = '0'.repeat(64);

/**
 * Recomputes the ledger behind a server from the blocks that it gives: the chain of headers, the
 * Merkle roots, block 0 from the genesis, the state, and that a node of the genesis signed the
 * newest head. Without a genesis of one's own the server's is believed.
 *
 * @throws BondledgerError EVIDENCE_WRONG_GENESIS, SERVER_UNREACHABLE
 */
export async function verifyRemote(call: Call, remote: Remote): Promise<VerifyReport> {
  const file = call.text('genesis');
  const genesis = file === undefined ? {} : { genesis: await readFile(call.path(file), 'utf8') };
  const transport = await transportOf(remote, genesis);
  const progress = createProgress(call);
  try {
    return await verifyBlocks(transport, call.io.signal, (done, total) =>
      progress.update({ step: 'BLOCKS', done, total }),
    );
  } finally {
    progress.stop();
  }
}

/** Only up to the head of the moment: a ledger at work never ends. */
export async function verifyBlocks(
  way: Way,
  signal: AbortSignal | undefined,
  onBlock: (done: number, total: number) => void,
): Promise<VerifyReport> {
  const genesis = parseGenesis(await way.genesis());
  if (genesis === undefined) throw new BondledgerError({ code: 'GENESIS_DAMAGED' });
  const head = await way.head();
  const checked = new Checked(genesis, way.ledgerId);
  const stop = new AbortController();
  const ends = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]);
  let bad: FirstBad | undefined;
  for await (const block of way.blocks(0, ends)) {
    bad = checked.add(block);
    onBlock(block.header.height, Math.max(head.height, 1));
    if (bad !== undefined || checked.height >= head.height) break;
  }
  stop.abort();
  if (signal?.aborted === true) throw new BondledgerError({ code: 'REQUEST_ABORTED' });
  bad ??= checked.hash === head.hash ? undefined : found(head.height, 'LOG_CORRUPT', 'head');
  bad ??= await headFault(way, genesis, checked);
  return {
    ok: bad === undefined,
    height: checked.height,
    stateHash: checked.stateHash(),
    heads: bad === undefined ? 1 : 0,
    attested: bad === undefined ? checked.height : -1,
    stateCompared: false,
    logOk: bad === undefined,
    ...(bad === undefined ? {} : { firstBad: bad }),
  };
}

const found = (height: number, code: FirstBad['code'], detail: string): FirstBad => ({
  height,
  code,
  detail,
});

/** The newest block has to be one that a node of the genesis stands for by its signature. */
async function headFault(
  way: Way,
  genesis: Genesis,
  { height, hash }: Checked,
): Promise<FirstBad | undefined> {
  const proof = await way.proof({ height, transactionIndex: 0 });
  const [header = ''] = proof.headers;
  if (hashOfHeader(nodeCrypto, header) !== hash) return found(height, 'LOG_CORRUPT', 'proof');
  const proved = checkBlockProof(nodeCrypto, genesis, way.ledgerId, proof);
  return proved.ok ? undefined : found(height, proved.rejection.code, 'head');
}

/** What the blocks so far come to. */
class Checked {
  height = -1;
  hash = NO_BLOCK;
  readonly #genesis: Genesis;
  readonly #ledgerId: string;
  readonly #valueHashes = new Map<string, Uint8Array>();

  constructor(genesis: Genesis, ledgerId: string) {
    this.#genesis = genesis;
    this.#ledgerId = ledgerId;
  }

  /** Takes the next block, unless something is wrong with it. */
  add(block: Block): FirstBad | undefined {
    const { header, transactions } = block;
    const height = this.height + 1;
    const wrong = (detail: string): FirstBad => found(height, 'LOG_CORRUPT', detail);
    if (header.height !== height || header.previous !== this.hash) return wrong('chain');
    if (header.ledgerId !== this.#ledgerId) return wrong('ledger');
    const hashes = transactions.map((transaction) => transactionHash(nodeCrypto, transaction));
    if (header.count !== transactions.length) return wrong('count');
    if (toHex(rootOf(nodeCrypto, hashes)) !== header.root) return wrong('root');
    const writes = transactions.flatMap((transaction) => transaction.writes);
    if (height === 0 && !this.#isGenesis(writes)) return wrong('genesis');
    for (const { key, value } of writes) this.#valueHashes.set(key, nodeCrypto.sha256(value));
    this.hash = hashOfHeader(nodeCrypto, encodeHeader(header));
    this.height = height;
    return undefined;
  }

  stateHash(): string {
    const entries = [...this.#valueHashes].sort(([left], [right]) => (left < right ? -1 : 1));
    return stateHash(nodeCrypto, entries);
  }

  #isGenesis(writes: readonly Write[]): boolean {
    const expected = genesisWrites(nodeCrypto, this.#genesis);
    return (
      writes.length === expected.length &&
      writes.every(({ key, value }, at) => {
        const write = expected[at];
        return write?.key === key && Buffer.from(write.value).equals(value);
      })
    );
  }
}
