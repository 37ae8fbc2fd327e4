import { ledgerIdOf, nodeCrypto, type Crypto, type Genesis } from '@bondledger/contract';
import { bootIdOf, OwnerLock } from '@bondledger/files';
import { BlockLog } from '../block-log/block-log.js';
import { openSegments, type OpenedSegments } from '../block-log/open-segments.js';
import { directoryError } from '../disk/disk-error.js';
import type { Disk } from '../disk/disk.js';
import { nodeDisk } from '../disk/node-disk.js';
import { BlockStore } from '../engine/block-store.js';
import { LedgerQueries } from '../engine/queries.js';
import { MemoryState } from '../state/memory-state.js';
import type { LmdbState } from '../state/lmdb-state.js';
import { StateDirectory } from '../state/state-directory.js';
import { CatchUp, type Target } from './catch-up.js';
import { noLedger } from './create-ledger.js';
import { readHeads } from './head-log.js';
import { directoryLocked, inspect, layoutOf, type Layout } from './layout.js';
import { ReadingLedger } from './reading-ledger.js';

export interface ReadingOptions {
  readonly directory: string;
  readonly crypto?: Crypto;
  /** Another file system: for tests. */
  readonly disk?: Disk;
}

/**
 * Opens a ledger that no process owns, to be read: nothing of it is changed, not even a torn end
 * is cut off. Where LMDB lacks blocks or cannot be believed, the state is derived in memory.
 *
 * @throws BondledgerError DIRECTORY_LOCKED where a process owns it (ask that process),
 * DIRECTORY_NOT_A_LEDGER, DIRECTORY_HALF_WRITTEN, DIRECTORY_VERSION, DIRECTORY_DAMAGED,
 * GENESIS_DAMAGED, LOG_CORRUPT, LOG_ROLLED_BACK.
 */
export async function openForReading(options: ReadingOptions): Promise<ReadingLedger> {
  const crypto = options.crypto ?? nodeCrypto;
  const disk = options.disk ?? nodeDisk;
  const layout = layoutOf(options.directory);
  try {
    const genesis = await requireLedger(disk, crypto, layout);
    return await open(disk, crypto, layout, ledgerIdOf(crypto, genesis));
  } catch (error) {
    throw directoryError(error, layout.directory);
  }
}

/** The genesis of a ledger that no process owns; throws as openForReading does. */
export async function requireLedger(disk: Disk, crypto: Crypto, layout: Layout): Promise<Genesis> {
  OwnerLock.refuseOwned(disk, layout.directory, directoryLocked(layout.directory));
  const content = inspect(disk, crypto, layout);
  if (content.kind === 'ledger') return content.genesis;
  throw await noLedger(disk, layout, content);
}

async function open(
  disk: Disk,
  crypto: Crypto,
  layout: Layout,
  ledgerId: string,
): Promise<ReadingLedger> {
  const { heads } = readHeads(disk, layout.heads);
  const states = new StateDirectory(disk, layout.state, bootIdOf(disk));
  const lmdb = await states.openForReading(ledgerId);
  const reached = Math.max(0, lmdb?.height ?? -1, heads.at(-1)?.height ?? -1);
  const read = async (state: Target): Promise<[OpenedSegments, CatchUp]> => {
    const catchUp = new CatchUp(crypto, ledgerId, layout.blocks, state);
    const visit = catchUp.visit.bind(catchUp);
    return [await openSegments({ disk, directory: layout.blocks, reached, visit }), catchUp];
  };
  try {
    const memory = new MemoryState();
    let [opened, catchUp] = await read(lmdb === undefined ? memory : behindOrNot(lmdb));
    const isWhole = lmdb?.height === opened.height && !catchUp.differs;
    if (lmdb !== undefined && !isWhole) [opened, catchUp] = await read(memory);
    const state = lmdb !== undefined && isWhole ? lmdb : memory;
    const log = new BlockLog({ disk, directory: layout.blocks }, opened);
    const store = new BlockStore(log);
    const queries = new LedgerQueries({
      crypto,
      state,
      block: (height) => store.block(height),
      headerText: (height) => store.headerText(height),
      headFor: (height) => Promise.resolve(heads.find((head) => head.height >= height)),
    });
    const close = async (): Promise<void> => {
      await log.close();
      await lmdb?.close();
    };
    const block = (height: number): ReturnType<BlockStore['block']> => store.block(height);
    return new ReadingLedger({ ledgerId, head: catchUp.head, queries, block, close });
  } catch (error) {
    await lmdb?.close();
    throw error;
  }
}

/** Compares LMDB with the log without giving it anything. */
const behindOrNot = (lmdb: LmdbState): Target => ({
  height: lmdb.height,
  hash: lmdb.hash,
  get: () => undefined,
  accept: () => undefined,
  range: () => ({ records: [], next: undefined }),
  entries: () => [],
  places: () => [],
});
