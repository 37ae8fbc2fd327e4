import { FrameWriter, writeTransaction } from '@bondledger/contract';
import { RECORD_HEADER_BYTES, writeRecordHeader } from '../block-log/record.js';
import type { MadeBlock } from './make-block.js';

const ROOM = new Uint8Array(RECORD_HEADER_BYTES);

/**
 * Blocks as records of the log, one after the other in the same memory: a record of a thousand
 * trades has megabytes, and to have them given anew for each block leaves holes in the heap of the
 * process that nothing fits into.
 */
export class RecordWriter {
  readonly #writer = new FrameWriter();

  /** The record of a block, in one piece; good until the next one is made. */
  record({ block, header }: MadeBlock): Buffer {
    const writer = this.#writer.start().raw(ROOM).text(header);
    for (const transaction of block.transactions) {
      writer.nested(() => writeTransaction(writer, transaction));
    }
    const bytes = writer.view();
    const record = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    writeRecordHeader(record, block.header.height);
    return record;
  }
}
