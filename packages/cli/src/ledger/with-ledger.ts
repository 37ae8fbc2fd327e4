import { consortiumLayout, openToRead } from '@bondledger/consortium';
import type { Block } from '@bondledger/contract';
import { BondledgerError } from '@bondledger/domain';
import { openForReading, type Ledger } from '@bondledger/ledger';
import type { Transport } from '@bondledger/sdk';
import type { Call } from '../command/call.js';
import { dataDirectory } from '../data/data-directory.js';
import { engineOf } from '../fabric/engine-of.js';
import { remoteOf, transportOf } from '../remote/remote.js';

/** Opens the ledger of `--data` for reading only, without any participant's key, and closes it. */
export async function withLedger<T>(
  call: Call,
  work: (ledger: Ledger, directory: string) => Promise<T>,
): Promise<T> {
  const directory = await dataDirectory(call);
  const ledger = await openLedger(call, directory);
  try {
    return await work(ledger, directory);
  } finally {
    await ledger.close();
  }
}

/** What can be read of a ledger, wherever it is. */
export type Readable = Pick<Ledger, 'ledgerId' | 'head' | 'block' | 'read' | 'range'>;

/** The ledger of `--data`, or the one behind the server of `--url`, for reading. */
export async function withReadable<T>(
  call: Call,
  work: (ledger: Readable) => Promise<T>,
): Promise<T> {
  const remote = await remoteOf(call);
  if (remote === undefined) return withLedger(call, work);
  const transport = await transportOf(remote);
  return work({
    ledgerId: transport.ledgerId,
    head: () => transport.head(),
    read: (keys) => transport.read(keys),
    range: (query) => transport.range(query),
    block: (height) => blockAt(transport, height),
  });
}

async function blockAt(transport: Pick<Transport, 'blocks'>, height: number): Promise<Block> {
  const abort = new AbortController();
  for await (const block of transport.blocks(height, abort.signal)) {
    abort.abort();
    return block;
  }
  throw new BondledgerError({ code: 'BLOCK_UNKNOWN', params: { height: height.toString() } });
}

/** The ledger of a directory, on whichever engine it runs, to be read. */
export async function openLedger(call: Call, directory: string): Promise<Ledger> {
  const engine = await engineOf(call, directory);
  if (engine === undefined) return openForReading({ directory });
  return openToRead(consortiumLayout(directory), engine);
}
