import { encodeHeader, hashOfHeader, nodeCrypto, toHex, type Block } from '@bondledger/contract';
import { BondledgerError } from '@bondledger/domain';
import type { Call } from '../command/call.js';
import { UsageError } from '../command/usage-error.js';
import { DONE, type ExitCode } from '../exit-code.js';
import { grouped } from '../output/number.js';
import { pairsText, tableText } from '../output/table.js';
import { speak } from '../texts/language.js';
import { LEDGER_TEXTS } from '../texts/ledger.js';
import { USAGE_TEXTS } from '../texts/usage.js';
import { withReadable } from './with-ledger.js';

const LEAF_BYTES = 32;
const HEIGHT_MAX = 999_999_999;

/** `ledger block` */
export function showBlock(call: Call): Promise<ExitCode> {
  const text = call.operands[0];
  if (text !== undefined && !/^\d{1,9}$/.test(text)) {
    const say = speak(USAGE_TEXTS, call.language);
    throw new UsageError(say.notACount('height', text, 0, HEIGHT_MAX));
  }
  return withReadable(call, async (ledger) => {
    const head = await ledger.head();
    const height = text === undefined ? head.height : Number(text);
    if (height > head.height) {
      throw new BondledgerError({ code: 'BLOCK_UNKNOWN', params: { height: height.toString() } });
    }
    const block = blockJson(await ledger.block(height));
    call.answer(block, () => blockText(call, block));
    return DONE;
  });
}

interface BlockJson {
  readonly height: number;
  readonly hash: string;
  readonly previous: string;
  readonly root: string;
  readonly time: string;
  readonly ledgerId: string;
  readonly transactions: readonly {
    readonly batches: readonly {
      readonly instructions: number;
      readonly leaves: readonly string[];
    }[];
    readonly writes: readonly { readonly key: string; readonly bytes: number }[];
  }[];
}

function blockJson({ header, transactions }: Block): BlockJson {
  const { height, previous, root, time, ledgerId } = header;
  return {
    height,
    hash: hashOfHeader(nodeCrypto, encodeHeader(header)),
    previous,
    root,
    time,
    ledgerId,
    transactions: transactions.map(({ batches, writes }) => ({
      batches: batches.map(({ leaves }) => ({
        instructions: leaves.length / LEAF_BYTES,
        leaves: leavesOf(leaves),
      })),
      writes: writes.map(({ key, value }) => ({ key, bytes: value.length })),
    })),
  };
}

const leavesOf = (joined: Uint8Array): readonly string[] =>
  Array.from({ length: joined.length / LEAF_BYTES }, (_, at) =>
    toHex(joined.subarray(at * LEAF_BYTES, (at + 1) * LEAF_BYTES)),
  );

function blockText(call: Call, block: BlockJson): string {
  const say = speak(LEDGER_TEXTS, call.language);
  const { transactions } = block;
  const instructions = transactions
    .flatMap(({ batches }) => batches)
    .reduce((sum, batch) => sum + batch.instructions, 0);
  const head = pairsText(
    [
      [say.height, grouped(block.height)],
      [say.time, block.time],
      [say.hash, block.hash],
      [say.previous, block.previous],
      [say.root, block.root],
      [say.transactions, grouped(transactions.length)],
      [say.instructions, grouped(instructions)],
    ],
    call.paint,
  );
  const rows = transactions.flatMap(({ writes }, at) =>
    writes.map(({ key, bytes }) => [at.toString(), key, grouped(bytes)]),
  );
  const columns = [
    { title: say.transaction, align: 'right' as const },
    { title: say.key },
    { title: say.bytes, align: 'right' as const },
  ];
  return `${head}\n${tableText({ columns, rows }, call.paint)}`;
}
