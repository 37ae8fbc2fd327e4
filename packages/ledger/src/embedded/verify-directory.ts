import { ledgerIdOf, nodeCrypto, stateHash, type Crypto } from '@bondledger/contract';
import { BondledgerError, type ErrorCode } from '@bondledger/domain';
import { bootIdOf } from '@bondledger/files';
import { openSegments, type Cut } from '../block-log/open-segments.js';
import { directoryError } from '../disk/disk-error.js';
import type { Disk } from '../disk/disk.js';
import { nodeDisk } from '../disk/node-disk.js';
import { StateDirectory } from '../state/state-directory.js';
import { HEAD_BYTES, readHeads } from './head-log.js';
import { layoutOf } from './layout.js';
import { requireLedger } from './open-for-reading.js';
import { BlockVerifier, Finding } from './block-verifier.js';

export interface VerifyOptions {
  readonly directory: string;
  readonly crypto?: Crypto;
  /** Told now and then how far it is; `of` is the newest height that is known beforehand. */
  readonly onProgress?: (progress: { readonly height: number; readonly of: number }) => void;
  /** Another file system: for tests. */
  readonly disk?: Disk;
}

export interface VerifyReport {
  readonly ok: boolean;
  /** The newest block that was found good. */
  readonly height: number;
  /** SHA-256 of the state at that height, recomputed from the blocks, hex. */
  readonly stateHash: string;
  /** Heads whose signatures were checked. */
  readonly heads: number;
  /**
   * The newest block that a signed head attests, -1 where none does. Below `height`: what follows
   * was not signed yet when the process was killed, or the newest heads were taken away.
   */
  readonly attested: number;
  /** Was LMDB compared with the blocks? Not where it waits to be rebuilt. */
  readonly stateCompared: boolean;
  /** Is the block log with its heads good, whatever LMDB holds? That is derived from it. */
  readonly logOk: boolean;
  /** A torn end, never acknowledged, which the next opening cuts off. */
  readonly cut?: Cut;
  readonly firstBad?: {
    readonly height: number;
    readonly code: ErrorCode;
    readonly detail: string;
  };
}

/**
 * Recomputes everything of a ledger that no process owns, without any key: the CRC of each record,
 * the chain of headers, the Merkle roots, block 0 from the genesis, the signatures of the heads,
 * and the state from the blocks against LMDB's. Damage is reported, not thrown: a log that ends
 * before a head or LMDB's height as LOG_ROLLED_BACK, a ledger without any head as HEADS_MISSING,
 * and where the log is good but LMDB holds something else, STATE_DIFFERS.
 * Where log, heads and LMDB were all put back to an older time together, only a head that someone
 * else has kept can show it.
 *
 * @throws BondledgerError DIRECTORY_LOCKED, DIRECTORY_NOT_A_LEDGER, DIRECTORY_HALF_WRITTEN,
 * DIRECTORY_VERSION, DIRECTORY_DAMAGED,
 * GENESIS_DAMAGED, DISK_FAILED.
 */
export async function verifyDirectory(options: VerifyOptions): Promise<VerifyReport> {
  const crypto = options.crypto ?? nodeCrypto;
  const disk = options.disk ?? nodeDisk;
  const layout = layoutOf(options.directory);
  try {
    const genesis = await requireLedger(disk, crypto, layout);
    const ledgerId = ledgerIdOf(crypto, genesis);
    const { heads, damagedBytes } = readHeads(disk, layout.heads);
    const states = new StateDirectory(disk, layout.state, bootIdOf(disk));
    const lmdb = await states.openForReading(ledgerId);
    try {
      const reached = Math.max(0, lmdb?.height ?? -1, heads.at(-1)?.height ?? -1);
      const { onProgress } = options;
      const verifier = new BlockVerifier({
        crypto,
        genesis,
        ledgerId,
        heads,
        state: lmdb,
        onProgress: (height) => onProgress?.({ height, of: Math.max(reached, height) }),
      });
      // A head that was being written is no damage; one that was written and is none now is.
      const headsDamage = damagedBytes >= HEAD_BYTES ? damagedBytes : 0;
      return await verifyLog(verifier, disk, layout.blocks, reached, headsDamage);
    } finally {
      await lmdb?.close();
    }
  } catch (error) {
    throw directoryError(error, layout.directory);
  }
}

async function verifyLog(
  verifier: BlockVerifier,
  disk: Disk,
  directory: string,
  reached: number,
  headsDamage: number,
): Promise<VerifyReport> {
  let cut: Cut | undefined;
  let logBad: VerifyReport['firstBad'];
  try {
    const visit = verifier.visit.bind(verifier);
    ({ cut } = await openSegments({ disk, directory, reached, visit }));
    verifier.finish(headsDamage);
  } catch (error) {
    logBad = findingOf(error);
  }
  const { crypto, height, heads, attested, stateCompared, stateDiffers } = verifier;
  const firstBad = logBad ?? (stateDiffers === undefined ? undefined : findingOf(stateDiffers));
  return {
    ok: firstBad === undefined,
    height,
    stateHash: stateHash(crypto, verifier.sortedState()),
    heads,
    attested,
    stateCompared,
    logOk: logBad === undefined,
    ...(cut === undefined ? {} : { cut }),
    ...(firstBad === undefined ? {} : { firstBad }),
  };
}

function findingOf(error: unknown): NonNullable<VerifyReport['firstBad']> {
  if (error instanceof Finding) {
    return { height: error.height, code: error.code, detail: error.detail };
  }
  if (error instanceof BondledgerError && error.code === 'LOG_CORRUPT') {
    const { height = '0', detail = '', file = '', offset = '' } = error.params;
    return { height: Number(height), code: error.code, detail: `${detail} ${file}:${offset}` };
  }
  if (error instanceof BondledgerError && error.code === 'LOG_ROLLED_BACK') {
    const { height = '0', reached = '' } = error.params;
    return { height: Number(height), code: error.code, detail: `block ${reached} was there` };
  }
  throw error;
}
