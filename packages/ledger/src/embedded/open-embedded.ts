import { ledgerIdOf, nodeCrypto } from '@bondledger/contract';
import { OwnerLock } from '@bondledger/files';
import { directoryError } from '../disk/disk-error.js';
import { nodeDisk } from '../disk/node-disk.js';
import { contractRules } from '../engine/rules.js';
import { createOrRead } from './create-ledger.js';
import { EmbeddedLedger } from './embedded-ledger.js';
import { directoryLocked, directoryRefused, layoutOf } from './layout.js';
import { openStores } from './open-stores.js';
import { utcNow, type EmbeddedOptions, type EmbeddedParts } from './options.js';

/**
 * Opens the ledger of a directory, or creates it. This process then owns the directory until the
 * ledger is closed.
 *
 * @throws BondledgerError DIRECTORY_LOCKED (with the owner's pid), DIRECTORY_READ_ONLY,
 * DIRECTORY_NOT_A_LEDGER, DIRECTORY_HALF_WRITTEN, DIRECTORY_VERSION, DIRECTORY_DAMAGED,
 * GENESIS_DAMAGED, LOG_CORRUPT,
 * LOG_ROLLED_BACK, DISK_FAILED; KEY_UNKNOWN where the genesis does not name the node key.
 */
export const openEmbeddedLedger = (options: EmbeddedOptions): Promise<EmbeddedLedger> =>
  openWithParts(options, {});

/** The same with parts replaced. */
export async function openWithParts(
  options: EmbeddedOptions,
  parts: EmbeddedParts,
): Promise<EmbeddedLedger> {
  const disk = parts.disk ?? nodeDisk;
  const crypto = options.crypto ?? nodeCrypto;
  const layout = layoutOf(options.directory);
  let lock: OwnerLock | undefined;
  try {
    if (disk.list(layout.directory) === undefined && options.genesis === undefined) {
      throw directoryRefused('DIRECTORY_NOT_A_LEDGER', layout.directory);
    }
    disk.makeDirectory(layout.directory);
    lock = OwnerLock.acquire(disk, layout.directory, directoryLocked(layout.directory));
    const ledgerId = ledgerIdOf(crypto, await createOrRead(disk, layout, options));
    const emit = options.onEvent ?? ((): void => undefined);
    const stores = await openStores({ disk, crypto, layout, ledgerId, parts, emit });
    return new EmbeddedLedger({
      ...stores,
      ledgerId,
      crypto,
      rules: (parts.rules ?? contractRules)(ledgerId, crypto),
      guard: options.guard,
      nodeKey: options.nodeKey,
      clock: options.clock ?? utcNow,
      emit,
      lock,
    });
  } catch (error) {
    lock?.release();
    throw directoryError(error, layout.directory);
  }
}
