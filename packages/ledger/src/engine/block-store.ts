import type { Block } from '@bondledger/contract';
import type { BlockLog } from '../block-log/block-log.js';
import { RECENT_BLOCKS_BYTES } from '../limits.js';
import { decodeBlock, headerTextIn } from './block-codec.js';

interface Recent {
  readonly block: Block;
  readonly header: string;
  readonly bytes: number;
}

/** Blocks by height: the newest from memory, where followers want them, the others from the log. */
export class BlockStore {
  readonly #log: Pick<BlockLog, 'read'>;
  readonly #recent = new Map<number, Recent>();
  /** On their way from the log: many who ask for one large block at a time read it once. */
  readonly #reading = new Map<number, Promise<Block>>();
  #bytes = 0;

  constructor(log: Pick<BlockLog, 'read'>) {
    this.#log = log;
  }

  /** Keeps a block that the log has just taken. */
  keep(block: Block, header: string, bytes: number): void {
    this.#recent.set(block.header.height, { block, header, bytes });
    this.#bytes += bytes;
    for (const [height, oldest] of this.#recent) {
      // The newest is what all followers want next, however large it is.
      if (this.#bytes <= RECENT_BLOCKS_BYTES || this.#recent.size === 1) return;
      this.#recent.delete(height);
      this.#bytes -= oldest.bytes;
    }
  }

  /** Rejects with BLOCK_UNKNOWN, LOG_CORRUPT. */
  block(height: number): Promise<Block> {
    const recent = this.#recent.get(height);
    if (recent !== undefined) return Promise.resolve(recent.block);
    return this.#reading.get(height) ?? this.#read(height);
  }

  #read(height: number): Promise<Block> {
    const reading = this.#log
      .read(height)
      .then(decodeBlock)
      .finally(() => this.#reading.delete(height));
    this.#reading.set(height, reading);
    return reading;
  }

  /** Canonical JSON of a block's header. Rejects with BLOCK_UNKNOWN, LOG_CORRUPT. */
  async headerText(height: number): Promise<string> {
    return this.#recent.get(height)?.header ?? headerTextIn(await this.#log.read(height));
  }
}
