import type { KeyObject } from 'node:crypto';
import { createPublicKey } from 'node:crypto';
import {
  genesisWrites,
  ledgerIdOf,
  nodeCrypto,
  toBase64,
  type Crypto,
  type Genesis,
  type Guard,
} from '@bondledger/contract';
import { BondledgerError } from '@bondledger/domain';
import { BlockLog } from '../block-log/block-log.js';
import { openSegments } from '../block-log/open-segments.js';
import { directoryError } from '../disk/disk-error.js';
import type { Disk } from '../disk/disk.js';
import { nodeDisk } from '../disk/node-disk.js';
import { makeBlock, NO_BLOCK, recordOf } from '../engine/make-block.js';
import { contractRules, type Rules } from '../engine/rules.js';
import type { LmdbState } from '../state/lmdb-state.js';
import { bootIdOf } from '../state/boot-id.js';
import { StateDirectory } from '../state/state-directory.js';
import { CatchUp } from './catch-up.js';
import { EmbeddedLedger } from './embedded-ledger.js';
import type { LedgerEvent } from './events.js';
import { HeadLog } from './head-log.js';
import {
  directoryRefused,
  genesisFile,
  inspect,
  layoutOf,
  markerFile,
  type Layout,
} from './layout.js';
import { OwnerLock } from './owner-lock.js';

export interface EmbeddedOptions {
  readonly directory: string;
  /** Makes a new ledger where the directory holds none; an existing one must have this genesis. */
  readonly genesis?: Genesis;
  /** The node's P-256 private key; the genesis names its public half. Signs heads. */
  readonly nodeKey: KeyObject;
  /** KSD's guard. */
  readonly guard?: Guard;
  readonly crypto?: Crypto;
  /** The time of day for block headers: ISO 8601, UTC. */
  readonly clock?: () => string;
  readonly onEvent?: (event: LedgerEvent) => void;
}

/** What only tests replace. */
export interface EmbeddedParts {
  readonly disk?: Disk;
  readonly rules?: (ledgerId: string, crypto: Crypto) => Rules;
  readonly bootId?: string;
  readonly segmentBytesMax?: number;
}

/**
 * Opens the ledger of a directory, or creates it. This process then owns the directory until the
 * ledger is closed.
 *
 * @throws BondledgerError DIRECTORY_LOCKED (with the owner's pid), DIRECTORY_READ_ONLY,
 * DIRECTORY_NOT_A_LEDGER, DIRECTORY_HALF_WRITTEN, DIRECTORY_VERSION, LOG_CORRUPT, DISK_FAILED;
 * KEY_UNKNOWN where the genesis does not name the node key.
 */
export const openEmbeddedLedger = (options: EmbeddedOptions): Promise<EmbeddedLedger> =>
  openWithParts(options, {});

/** The same with parts replaced. */
export async function openWithParts(
  options: EmbeddedOptions,
  parts: EmbeddedParts,
): Promise<EmbeddedLedger> {
  const disk = parts.disk ?? nodeDisk;
  const layout = layoutOf(options.directory);
  let lock: OwnerLock | undefined;
  try {
    const hasNothing = disk.list(layout.directory) === undefined;
    if (hasNothing && options.genesis === undefined) {
      throw directoryRefused('DIRECTORY_NOT_A_LEDGER', layout.directory);
    }
    disk.makeDirectory(layout.directory);
    lock = OwnerLock.acquire(disk, layout.directory);
    const genesis = await createOrRead(disk, layout, options);
    return await openOwned({ options, parts, disk, layout, lock, genesis });
  } catch (error) {
    lock?.release();
    throw directoryError(error, layout.directory);
  }
}

/** The genesis of the ledger that is there or that was created now. */
async function createOrRead(
  disk: Disk,
  layout: Layout,
  options: EmbeddedOptions,
): Promise<Genesis> {
  const crypto = options.crypto ?? nodeCrypto;
  const { genesis, onEvent } = options;
  const content = inspect(disk, crypto, layout);
  const ledgerId = genesis === undefined ? undefined : ledgerIdOf(crypto, genesis);
  if (content.kind === 'ledger') {
    requireNodeKey(content.genesis, options.nodeKey);
    if (ledgerId === undefined || ledgerId === content.ledgerId) return content.genesis;
    throw directoryRefused('DIRECTORY_NOT_A_LEDGER', layout.directory, 'genesis.json');
  }
  if (genesis === undefined || ledgerId === undefined) {
    const code = content.kind === 'half' ? 'DIRECTORY_HALF_WRITTEN' : 'DIRECTORY_NOT_A_LEDGER';
    throw directoryRefused(code, layout.directory);
  }
  if (content.kind === 'half') {
    const same = content.genesis !== undefined && ledgerIdOf(crypto, content.genesis) === ledgerId;
    if (!same || (await hasBlocksAfterGenesis(disk, layout))) {
      throw directoryRefused('DIRECTORY_HALF_WRITTEN', layout.directory);
    }
  }
  requireNodeKey(genesis, options.nodeKey);
  await create(disk, layout, genesis, options);
  onEvent?.({ type: 'created' });
  return genesis;
}

/** A directory without its marker but with transactions was not half created: leave it alone. */
async function hasBlocksAfterGenesis(disk: Disk, layout: Layout): Promise<boolean> {
  let height = -1;
  const visit = (record: { readonly height: number }): void => {
    height = record.height;
  };
  try {
    await openSegments({ disk, directory: layout.blocks, reached: -1, visit });
  } catch {
    return true;
  }
  return height > 0;
}

async function create(
  disk: Disk,
  layout: Layout,
  genesis: Genesis,
  options: EmbeddedOptions,
): Promise<void> {
  const crypto = options.crypto ?? nodeCrypto;
  const clock = options.clock ?? utcNow;
  const ledgerId = ledgerIdOf(crypto, genesis);
  await disk.replaceFile(layout.genesis, genesisFile(genesis));
  for (const path of [layout.blocks, layout.heads, layout.state]) disk.remove(path);
  disk.makeDirectory(layout.blocks);
  const opened = { segments: [], height: -1, cut: undefined };
  const log = new BlockLog({ disk, directory: layout.blocks }, opened);
  const transactions = [{ batches: [], writes: genesisWrites(crypto, genesis) }];
  const none = { height: -1, hash: NO_BLOCK };
  try {
    await log.startWriting();
    await log.append(recordOf(makeBlock(crypto, ledgerId, none, clock(), transactions)));
  } finally {
    await log.close();
  }
  await disk.flushDirectory(layout.directory);
  await disk.replaceFile(layout.ledger, markerFile(ledgerId));
}

interface Owned {
  readonly options: EmbeddedOptions;
  readonly parts: EmbeddedParts;
  readonly disk: Disk;
  readonly layout: Layout;
  readonly lock: OwnerLock;
  readonly genesis: Genesis;
}

async function openOwned(owned: Owned): Promise<EmbeddedLedger> {
  const { options, parts, disk, layout, lock, genesis } = owned;
  const crypto = options.crypto ?? nodeCrypto;
  const emit = options.onEvent ?? ((): void => undefined);
  const ledgerId = ledgerIdOf(crypto, genesis);
  const states = new StateDirectory(disk, layout.state, parts.bootId ?? bootIdOf(disk));
  const heads = await HeadLog.open(disk, layout.heads);
  if (heads.droppedBytes > 0) {
    emit({ type: 'heads-repaired', droppedBytes: heads.droppedBytes });
  }
  const first = await states.open(ledgerId);
  if (first.rebuilt !== undefined) emit({ type: 'state-rebuilt', reason: first.rebuilt });
  let state: LmdbState = first.state;
  try {
    const read = async (): Promise<{ opened: Awaited<ReturnType<typeof openSegments>>; catchUp: CatchUp }> => {
      const catchUp = new CatchUp(crypto, ledgerId, layout.blocks, state);
      const opened = await openSegments({
        disk,
        directory: layout.blocks,
        reached: Math.max(0, state.height, heads.log.height),
        visit: (record) => catchUp.visit(record),
      });
      return { opened, catchUp };
    };
    let { opened, catchUp } = await read();
    if (catchUp.differs) {
      await state.close();
      ({ state } = await states.startOver(ledgerId, 'OTHER_LEDGER'));
      emit({ type: 'state-rebuilt', reason: 'STATE_DIFFERS' });
      ({ opened, catchUp } = await read());
    }
    state.settle();
    if (opened.cut !== undefined) emit({ type: 'log-cut', cut: opened.cut });
    const log = new BlockLog(
      {
        disk,
        directory: layout.blocks,
        ...(parts.segmentBytesMax === undefined ? {} : { segmentBytesMax: parts.segmentBytesMax }),
      },
      opened,
    );
    await log.startWriting();
    emit({ type: 'opened', height: opened.height, caughtUp: catchUp.blocks });
    return new EmbeddedLedger({
      ledgerId,
      crypto,
      rules: (parts.rules ?? contractRules)(ledgerId, crypto),
      guard: options.guard,
      nodeKey: options.nodeKey,
      clock: options.clock ?? utcNow,
      emit,
      lock,
      log,
      state,
      states,
      heads: heads.log,
      head: catchUp.head,
    });
  } catch (error) {
    await state.close();
    await heads.log.close();
    throw error;
  }
}

function requireNodeKey(genesis: Genesis, nodeKey: KeyObject): void {
  const spki = createPublicKey(nodeKey).export({ format: 'der', type: 'spki' });
  if (genesis.nodes.includes(toBase64(spki))) return;
  throw new BondledgerError({ code: 'KEY_UNKNOWN', params: { key: 'node' } });
}

const utcNow = (): string => new Date().toISOString();
