import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Head } from '@bondledger/ledger';
import { bootIdOf, OwnerLock } from '@bondledger/files';
import {
  MemoryState,
  NO_BLOCK,
  nodeDisk,
  StateDirectory,
  type LmdbState,
  type State,
  directoryLocked,
} from '@bondledger/ledger/engine';
import { MemoryOrigins, OriginsFile, type Origins } from './origins.js';

/**
 * What is kept of the blocks that were followed: the state, and where each block comes from. All
 * of it can be derived from the channel again; what is kept saves reading the channel anew.
 */
export interface ChainStore {
  readonly state: State;
  readonly origins: Origins;
  /** The newest block that is in it. */
  readonly head: Head;
  /** Writes what was taken in since. */
  settle(): Promise<void>;
  /** Empties it: it belongs to another network. */
  startOver(): Promise<ChainStore>;
  close(): Promise<void>;
}

const EMPTY: Head = { height: -1, hash: NO_BLOCK };

/** Nothing outlives the process: it reads the channel from its beginning. */
export const memoryStore = (): ChainStore => ({
  state: new MemoryState(),
  origins: new MemoryOrigins(),
  head: EMPTY,
  settle: () => Promise.resolve(),
  startOver: () => Promise.resolve(memoryStore()),
  close: () => Promise.resolve(),
});

/**
 * A directory that belongs to this process: `state/` (LMDB) and `origins`.
 *
 * @throws BondledgerError DIRECTORY_LOCKED
 */
export async function openStore(directory: string, ledgerId: string): Promise<ChainStore> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const lock = OwnerLock.acquire(nodeDisk, directory, directoryLocked(directory));
  try {
    const states = new StateDirectory(nodeDisk, join(directory, 'state'), bootIdOf(nodeDisk));
    const origins = new OriginsFile(join(directory, 'origins'));
    let { state } = await states.open(ledgerId);
    if (origins.count <= state.height) {
      await state.close();
      ({ state } = await states.startOver(ledgerId, undefined));
    }
    origins.truncate(state.height + 1);
    return diskStore({ lock, states, origins, ledgerId }, state);
  } catch (error) {
    lock.release();
    throw error;
  }
}

interface OnDisk {
  readonly lock: OwnerLock;
  readonly states: StateDirectory;
  readonly origins: OriginsFile;
  readonly ledgerId: string;
}

function diskStore(disk: OnDisk, state: LmdbState): ChainStore {
  const { lock, states, origins, ledgerId } = disk;
  return {
    state,
    origins,
    head: state.height < 0 ? EMPTY : { height: state.height, hash: state.hash },
    // A state without the origins of its blocks would be thrown away.
    settle: () => state.settle(() => origins.settle()),
    async startOver() {
      await state.close();
      origins.truncate(0);
      return diskStore(disk, (await states.startOver(ledgerId, undefined)).state);
    },
    async close() {
      origins.settle();
      await states.close(state);
      origins.close();
      lock.release();
    },
  };
}
