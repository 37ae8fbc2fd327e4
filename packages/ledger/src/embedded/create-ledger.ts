import { createPublicKey, type KeyObject } from 'node:crypto';
import {
  genesisWrites,
  ledgerIdOf,
  nodeCrypto,
  signedHeadMessage,
  toBase64,
  type Genesis,
} from '@bondledger/contract';
import { BondledgerError } from '@bondledger/domain';
import { BlockLog } from '../block-log/block-log.js';
import { openSegments } from '../block-log/open-segments.js';
import type { Disk } from '../disk/disk.js';
import { makeBlock, NO_BLOCK } from '../engine/make-block.js';
import { RecordWriter } from '../engine/record-writer.js';
import { signEs256 } from '../engine/sign-es256.js';
import { encodeHead } from './head-log.js';
import {
  directoryRefused,
  genesisFile,
  inspect,
  markerFile,
  type Content,
  type Layout,
} from './layout.js';
import { utcNow, type EmbeddedOptions } from './options.js';

/** The genesis of the ledger that is there or that was created now. */
export async function createOrRead(
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
    throw await noLedger(disk, layout, content);
  }
  if (content.kind === 'half') {
    const same = content.genesis !== undefined && ledgerIdOf(crypto, content.genesis) === ledgerId;
    const refusal = await noLedger(disk, layout, content);
    if (!same || refusal.code === 'DIRECTORY_DAMAGED') throw refusal;
  }
  requireNodeKey(genesis, options.nodeKey);
  await create(disk, layout, genesis, options);
  onEvent?.({ type: 'created' });
  return genesis;
}

/**
 * Why a directory is none of a ledger. One that was being created may be removed; one that has
 * transactions only lost its ledger.json, and nobody is told to remove it.
 */
export async function noLedger(
  disk: Disk,
  layout: Layout,
  { kind }: Content,
): Promise<BondledgerError> {
  if (kind !== 'half') return directoryRefused('DIRECTORY_NOT_A_LEDGER', layout.directory);
  return (await hasBlocksAfterGenesis(disk, layout))
    ? directoryRefused('DIRECTORY_DAMAGED', layout.ledger)
    : directoryRefused('DIRECTORY_HALF_WRITTEN', layout.directory);
}

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
    const made = makeBlock(crypto, ledgerId, none, clock(), transactions);
    await log.append(new RecordWriter().record(made));
    // From the first block on there is a signed head, so that none means that one was removed.
    const head = { height: 0, hash: made.hash };
    const signature = await signEs256(options.nodeKey, signedHeadMessage(ledgerId, 0, made.hash));
    await disk.replaceFile(layout.heads, encodeHead({ ...head, signature: toBase64(signature) }));
  } finally {
    await log.close();
  }
  await disk.flushDirectory(layout.directory);
  await disk.replaceFile(layout.ledger, markerFile(ledgerId));
}

function requireNodeKey(genesis: Genesis, nodeKey: KeyObject): void {
  const spki = createPublicKey(nodeKey).export({ format: 'der', type: 'spki' });
  if (genesis.nodes.includes(toBase64(spki))) return;
  throw new BondledgerError({ code: 'KEY_UNKNOWN', params: { key: 'node' } });
}
