import type { Crypto } from '@bondledger/contract';
import { bootIdOf } from '@bondledger/files';
import { BlockLog } from '../block-log/block-log.js';
import { openSegments, type OpenedSegments } from '../block-log/open-segments.js';
import type { Disk } from '../disk/disk.js';
import type { Head } from '../port/ledger.js';
import type { LmdbState } from '../state/lmdb-state.js';
import { StateDirectory } from '../state/state-directory.js';
import { CatchUp } from './catch-up.js';
import type { LedgerEvent, StateLoss } from './events.js';
import { HeadLog } from './head-log.js';
import type { Layout } from './layout.js';
import type { EmbeddedParts } from './options.js';

export interface OpenStoresOptions {
  readonly disk: Disk;
  readonly crypto: Crypto;
  readonly layout: Layout;
  readonly ledgerId: string;
  readonly parts: EmbeddedParts;
  readonly emit: (event: LedgerEvent) => void;
}

/** The block log, the state and the heads of a directory that this process owns. */
export interface Stores {
  readonly log: BlockLog;
  readonly state: LmdbState;
  readonly states: StateDirectory;
  readonly heads: HeadLog;
  readonly head: Head;
}

/** Opens the three stores and brings the state up to the log. */
export async function openStores(options: OpenStoresOptions): Promise<Stores> {
  const { disk, layout, emit } = options;
  const heads = await HeadLog.open(disk, layout.heads);
  if (heads.droppedBytes > 0) {
    emit({ type: 'heads-repaired', droppedBytes: heads.droppedBytes });
  }
  try {
    return await openLogAndState(options, heads.log);
  } catch (error) {
    await heads.log.close();
    throw error;
  }
}

async function openLogAndState(options: OpenStoresOptions, heads: HeadLog): Promise<Stores> {
  const { disk, layout, ledgerId, parts, emit } = options;
  const states = new StateDirectory(disk, layout.state, parts.bootId ?? bootIdOf(disk));
  const first = await states.open(ledgerId);
  let { state } = first;
  let reason: StateLoss | undefined = first.rebuilt;
  try {
    let { opened, catchUp } = await readLog(options, state, heads.height);
    if (catchUp.differs) {
      await state.close();
      ({ state } = await states.startOver(ledgerId, undefined));
      reason = 'STATE_DIFFERS';
      ({ opened, catchUp } = await readLog(options, state, heads.height));
    }
    await state.settle();
    if (reason !== undefined && opened.height > 0) emit({ type: 'state-rebuilt', reason });
    if (opened.cut !== undefined) emit({ type: 'log-cut', cut: opened.cut });
    const { segmentBytesMax } = parts;
    const size = segmentBytesMax === undefined ? {} : { segmentBytesMax };
    const log = new BlockLog({ disk, directory: layout.blocks, ...size }, opened);
    await log.startWriting();
    emit({ type: 'opened', height: opened.height, caughtUp: catchUp.blocks });
    return { log, state, states, heads, head: catchUp.head };
  } catch (error) {
    await state.close();
    throw error;
  }
}

/** Reads the whole log; the state takes in what it does not have. */
async function readLog(
  { disk, crypto, layout, ledgerId }: OpenStoresOptions,
  state: LmdbState,
  signed: number,
): Promise<{ readonly opened: OpenedSegments; readonly catchUp: CatchUp }> {
  const catchUp = new CatchUp(crypto, ledgerId, layout.blocks, state);
  const opened = await openSegments({
    disk,
    directory: layout.blocks,
    reached: Math.max(0, state.height, signed),
    visit: (record) => catchUp.visit(record),
  });
  return { opened, catchUp };
}
