import { FrameReader, FrameWriter } from '../bytes/frame.js';
import { textOf } from '../bytes/text.js';
import type { BatchOpening, InstructionOpening, Submission } from '../transaction/opening.js';
import type { InstructionParts } from './batch.js';

const VERSION = 1;

/**
 * A submission as bytes, for an outbox or a wire: frames in a fixed order. An absent part is an
 * empty frame. The format is private to sender and receiver and never logged.
 */
export function encodeSubmission({ batch, opening }: Submission): Uint8Array {
  const writer = new FrameWriter();
  writer.count(VERSION).text(batch.header).frame(batch.signature);
  writer.count(batch.instructions.length);
  for (const { core, coreSalt, side, sideSalt } of batch.instructions) {
    writer.text(core).frame(coreSalt).text(side).frame(sideSalt);
  }
  writer.frame(opening.receiptKey).count(opening.instructions.length);
  for (const instruction of opening.instructions) writeOpening(writer, instruction);
  return writer.bytes();
}

const NOTHING = new Uint8Array(0);

function writeOpening(writer: FrameWriter, opening: InstructionOpening): void {
  writer.count(opening.trades.length);
  for (const trade of opening.trades) {
    writer.text(trade.tradeId).frame(trade.coreKey);
    writer.frame(trade.sellerKey ?? NOTHING).frame(trade.buyerKey ?? NOTHING);
  }
  writer.frame(opening.grants ?? NOTHING);
  const holdings = opening.holdings ?? [];
  writer.count(holdings.length);
  for (const holding of holdings) {
    writer.text(holding.account).text(holding.isin);
    writer.text(holding.name).frame(holding.key);
  }
  writer.frame(opening.chainKey ?? NOTHING).frame(opening.paymentKey ?? NOTHING);
}

/** The submission, or undefined where the bytes are none. */
export function decodeSubmission(bytes: Uint8Array): Submission | undefined {
  try {
    const reader = new FrameReader(bytes);
    if (reader.count() !== VERSION) return undefined;
    const header = text(reader);
    const signature = reader.frame();
    const instructions = Array.from({ length: bounded(reader, bytes) }, (): InstructionParts => {
      const core = text(reader);
      const coreSalt = reader.frame();
      return { core, coreSalt, side: text(reader), sideSalt: reader.frame() };
    });
    const receiptKey = reader.frame();
    const openings = Array.from({ length: bounded(reader, bytes) }, () =>
      readOpening(reader, bytes),
    );
    const opening: BatchOpening = { receiptKey, instructions: openings };
    return reader.done ? { batch: { header, signature, instructions }, opening } : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function readOpening(reader: FrameReader, bytes: Uint8Array): InstructionOpening {
  const trades = Array.from({ length: bounded(reader, bytes) }, () => {
    const tradeId = text(reader);
    const coreKey = reader.frame();
    const [sellerKey, buyerKey] = [optional(reader), optional(reader)];
    return {
      tradeId,
      coreKey,
      ...(sellerKey === undefined ? {} : { sellerKey }),
      ...(buyerKey === undefined ? {} : { buyerKey }),
    };
  });
  const grants = optional(reader);
  const holdings = Array.from({ length: bounded(reader, bytes) }, () => ({
    account: text(reader),
    isin: text(reader),
    name: text(reader),
    key: reader.frame(),
  }));
  const [chainKey, paymentKey] = [optional(reader), optional(reader)];
  return {
    trades,
    ...(grants === undefined ? {} : { grants }),
    ...(holdings.length === 0 ? {} : { holdings }),
    ...(chainKey === undefined ? {} : { chainKey }),
    ...(paymentKey === undefined ? {} : { paymentKey }),
  };
}

const optional = (reader: FrameReader): Uint8Array | undefined => {
  const bytes = reader.frame();
  return bytes.length === 0 ? undefined : bytes;
};

function text(reader: FrameReader): string {
  const read = textOf(reader.frame());
  if (read === undefined) throw new RangeError('not UTF-8');
  return read;
}

/** A count that the bytes can hold at all, so that a forged one allocates nothing. */
function bounded(reader: FrameReader, bytes: Uint8Array): number {
  const count = reader.count();
  if (count > bytes.length) throw new RangeError('more entries than bytes');
  return count;
}
