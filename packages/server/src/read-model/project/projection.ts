import type { Kysely } from 'kysely';
import { hashOfHeader, nodeCrypto, type Block, type BlockHeader } from '@bondledger/contract';
import { BondledgerError } from '@bondledger/domain';
import type { Desk } from '../../desks/desk.js';
import { CHECKPOINT_BLOCKS, ROWS_TOGETHER, SLICE_MS } from '../limits.js';
import { schemaOf, type ReadTables } from '../tables.js';
import { Batch, type Place } from './batch.js';
import { BlockReader } from './block-reader.js';
import type { OpenedTables } from './open-tables.js';
import { writeBatch, type WriteTarget } from './write-batch.js';

export type FollowedDesk = Pick<Desk, 'code' | 'institution' | 'transport'>;

/** Told of what can be read now. */
export interface ProjectionEvents {
  /** A batch is in the tables. */
  written(batch: Batch, place: Place): void;
  /** A block is known to hold nothing that is not in the tables. */
  reached(place: Place): void;
}

/**
 * One run of a projection, from a checkpoint until it is stopped or something fails: it reads
 * blocks into a batch while the batch before is written, so a busy ledger makes large batches by
 * itself and an idle one is projected at once.
 */
export class Projection {
  readonly #desk: FollowedDesk;
  readonly #reader: BlockReader;
  readonly #target: WriteTarget;
  readonly #events: ProjectionEvents;
  readonly #stop = new AbortController();
  #batch = new Batch();
  #newest: BlockHeader | undefined;
  /** Blocks read since the checkpoint was written. */
  #unwritten = 0;
  #writing: Promise<void> | undefined;
  #failure: unknown;
  #sliceBegan = performance.now();

  constructor(
    desk: FollowedDesk,
    database: Kysely<ReadTables>,
    opened: OpenedTables & { readonly named: Iterable<string> },
    events: ProjectionEvents,
  ) {
    this.#desk = desk;
    this.#reader = new BlockReader(desk, opened.named, opened.day);
    this.#target = {
      database,
      schema: schemaOf(desk.code),
      institution: desk.code,
      ledgerId: desk.transport.ledgerId,
    };
    this.#events = events;
  }

  /** Ends when it is stopped or the ledger closes. @throws whatever stands in its way */
  async run(from: number, signal: AbortSignal): Promise<void> {
    const stop = (): void => this.#stop.abort();
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    try {
      for await (const block of this.#desk.transport.blocks(from, this.#stop.signal)) {
        await this.#take(block);
        if (this.#stop.signal.aborted) break;
      }
      // One batch follows the other until all that was read is written.
      while (this.#writing !== undefined) await this.#writing;
    } finally {
      signal.removeEventListener('abort', stop);
      stop();
    }
    if (this.#failure !== undefined) throw this.#failure as Error;
  }

  async #take(block: Block): Promise<void> {
    const { height } = block.header;
    const { institution } = this.#desk;
    if (institution.book.height < height) await institution.caughtUp(this.#stop.signal);
    const late = this.#reader.read(block, this.#batch);
    if (late !== undefined) await late;
    this.#newest = block.header;
    this.#batch.blocks += 1;
    this.#unwritten += 1;
    this.#writeSoon();
    while (this.#batch.size >= ROWS_TOGETHER && this.#failure === undefined) await this.#writing;
    await this.#breathe();
  }

  /** Everybody else of this process gets a turn, however many blocks there are to read. */
  async #breathe(): Promise<void> {
    if (performance.now() - this.#sliceBegan < SLICE_MS) return;
    await new Promise((resolve) => setImmediate(resolve));
    this.#sliceBegan = performance.now();
  }

  #writeSoon(): void {
    if (this.#writing !== undefined) return;
    if (this.#batch.size === 0 && this.#unwritten < CHECKPOINT_BLOCKS) {
      const place = this.#place();
      if (place !== undefined) this.#events.reached(place);
      this.#batch.blocks = 0;
      return;
    }
    this.#writing = this.#write()
      .catch((error: unknown) => {
        this.#failure ??= error;
        this.#stop.abort();
      })
      .finally(() => {
        this.#writing = undefined;
        if (this.#failure === undefined && this.#batch.blocks > 0) this.#writeSoon();
      });
  }

  async #write(): Promise<void> {
    const place = this.#place();
    if (place === undefined) return;
    const batch = this.#batch;
    this.#batch = new Batch();
    this.#unwritten = 0;
    await writeBatch(this.#target, batch, place);
    this.#events.written(batch, place);
  }

  #place(): Place | undefined {
    const header = this.#newest;
    if (header === undefined) return undefined;
    return {
      height: header.height,
      hash: hashOfHeader(nodeCrypto, header),
      time: header.time,
      businessDate: this.#reader.day?.businessDate ?? '',
      phase: this.#reader.day?.phase ?? '',
    };
  }
}

/** Whether a failure is worth a word: a stop is none. */
export const isStop = (error: unknown): boolean =>
  (error instanceof Error && error.name === 'AbortError') ||
  (error instanceof BondledgerError && error.code === 'REQUEST_ABORTED');
