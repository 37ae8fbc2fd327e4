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
  readonly #log: BlockLog;
  readonly #recent = new Map<number, Recent>();
  #bytes = 0;

  constructor(log: BlockLog) {
    this.#log = log;
  }

  get height(): number {
    return this.#log.height;
  }

  /** Keeps a block that the log has just taken. */
  keep(block: Block, header: string, bytes: number): void {
    this.#recent.set(block.header.height, { block, header, bytes });
    this.#bytes += bytes;
    for (const [height, oldest] of this.#recent) {
      if (this.#bytes <= RECENT_BLOCKS_BYTES) return;
      this.#recent.delete(height);
      this.#bytes -= oldest.bytes;
    }
  }

  /** Rejects with BLOCK_UNKNOWN, LOG_CORRUPT. */
  async block(height: number): Promise<Block> {
    return this.#recent.get(height)?.block ?? decodeBlock(await this.#log.read(height));
  }

  /** Canonical JSON of a block's header. Rejects with BLOCK_UNKNOWN, LOG_CORRUPT. */
  async headerText(height: number): Promise<string> {
    return this.#recent.get(height)?.header ?? headerTextIn(await this.#log.read(height));
  }
}
