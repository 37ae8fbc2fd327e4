import {
  decodeTransaction,
  encodeHeader,
  FrameReader,
  FrameWriter,
  join,
  parseHeader,
  textOf,
  writeTransaction,
  type Block,
  type LoggedTransaction,
} from '@bondledger/contract';
import { REMOTE_BLOCK_BYTES_MAX } from '../limits.js';

const LENGTH_BYTES = 4;

/** The frame without content: a sign of life between blocks. */
export const SIGN_OF_LIFE: Uint8Array = new Uint8Array(LENGTH_BYTES);

/** A block on its way: 4 bytes of length, the header's text, each transaction framed. */
export function frameOfBlock({ header, transactions }: Block): Uint8Array {
  const writer = new FrameWriter();
  writer.nested((inner) => {
    inner.text(encodeHeader(header));
    for (const transaction of transactions) {
      inner.nested((within) => writeTransaction(within, transaction));
    }
  });
  return writer.bytes();
}

/** The block in a frame's content. Throws a RangeError on bytes that are none. */
export function blockInFrame(bytes: Uint8Array): Block {
  const reader = new FrameReader(bytes);
  const text = textOf(reader.frame());
  const header = text === undefined ? undefined : parseHeader(text);
  if (header === undefined) throw new RangeError('not a block header');
  const transactions: LoggedTransaction[] = [];
  while (!reader.done) {
    const transaction = decodeTransaction(reader.frame());
    if (transaction === undefined) throw new RangeError('not a transaction');
    transactions.push(transaction);
  }
  if (transactions.length !== header.count) throw new RangeError('not the count of the header');
  return { header, transactions };
}

/** The contents of frames as they come in pieces of any size. Throws a RangeError on damage. */
export async function* framesIn(
  pieces: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  let waiting: Uint8Array[] = [];
  let length = 0;
  let wanted = LENGTH_BYTES;
  for await (const piece of pieces) {
    waiting.push(piece);
    length += piece.length;
    while (length >= wanted) {
      const bytes = waiting.length === 1 ? (waiting[0] ?? piece) : join(...waiting);
      const size = new FrameReader(bytes).count();
      if (size > REMOTE_BLOCK_BYTES_MAX) throw new RangeError('a frame is too long');
      const end = LENGTH_BYTES + size;
      const isWhole = bytes.length >= end;
      if (isWhole) yield bytes.subarray(LENGTH_BYTES, end);
      waiting = [isWhole ? bytes.subarray(end) : bytes];
      length = waiting[0]?.length ?? 0;
      wanted = isWhole ? LENGTH_BYTES : end;
    }
  }
  if (length > 0) throw new RangeError('the stream ends within a frame');
}

/** The lines of a text as it comes in pieces; empty ones, the signs of life, are left out. */
export async function* linesIn(
  pieces: AsyncIterable<Uint8Array>,
): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const piece of pieces) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines.filter((line) => line !== '');
  }
  if (rest !== '') yield rest;
}
