import { nodeCrypto, participantKey } from '@bondledger/contract';
import { BondledgerError } from '@bondledger/domain';
import { openForReading, type Gateway, type Ledger } from '@bondledger/ledger';
import { Institution, openKeyStore, type Transport } from '@bondledger/sdk';
import { existsSync } from 'node:fs';
import type { ConsortiumEngine } from './engine.js';
import { requireEngine } from './engine-file.js';
import { readGenesis } from './read-genesis.js';
import { consortiumLayout } from './layout.js';
import { openLedger, openToRead, readPassphrase } from './open-ledger.js';

export interface OpenAsOptions {
  readonly directory: string;
  readonly participant: string;
  /** Takes steps as well; then this process owns the directory. */
  readonly write: boolean;
  /** Of the key store; the demo's own file or BONDLEDGER_PASSPHRASE where left out. */
  readonly passphrase?: string;
  /** Of the directory, where it is not the embedded one. */
  readonly engine?: ConsortiumEngine;
}

export interface OpenedAs {
  readonly institution: Institution;
  readonly transport: Transport;
  /** Where this process owns the directory. */
  readonly owned: { readonly ledger: Ledger; readonly gateway: Gateway } | undefined;
  close(): Promise<void>;
}

/**
 * Opens a directory's ledger as one institution sees it.
 *
 * @throws BondledgerError PARTICIPANT_UNKNOWN where it is not registered and has no key store here,
 * KEYSTORE_UNREADABLE where only its key store is missing; DIRECTORY_LOCKED if another process owns
 * the directory; ENGINE_OTHER where it was made with another engine; KEYSTORE_PASSPHRASE_WRONG and
 * what else opening throws.
 */
export async function openAs(options: OpenAsOptions): Promise<OpenedAs> {
  const { directory, participant, write, engine } = options;
  const layout = consortiumLayout(directory);
  const { text } = readGenesis(directory);
  requireEngine(directory, engine);
  if (!/^[A-Z][A-Z0-9]+$/.test(participant)) throw unknown(participant);
  const path = layout.keyStore(participant);
  if (write) {
    const { passphrase } = options;
    const opened = await openLedger(layout, {
      ...(engine === undefined ? {} : { engine }),
      ...(passphrase === undefined ? {} : { passphrase }),
    });
    try {
      await requireKeyStore(path, participant, opened.transport);
      const institution = await opened.institution(participant);
      const { transport, ledger, gateway } = opened;
      return { institution, transport, owned: { ledger, gateway }, close: () => opened.close() };
    } catch (error) {
      await opened.close();
      throw error;
    }
  }
  const ledger =
    engine === undefined
      ? await openForReading({ directory, crypto: nodeCrypto })
      : await openToRead(layout, engine);
  const transport: Transport = {
    ledgerId: ledger.ledgerId,
    genesis: () => Promise.resolve(text),
    send: () => Promise.reject(new BondledgerError({ code: 'DIRECTORY_READ_ONLY' })),
    read: (keys) => ledger.read(keys),
    range: (query) => ledger.range(query),
    blocks: (from, signal) => ledger.blocks(from, signal),
    history: (key) => ledger.history(key),
    proof: (position) => ledger.proof(position),
    head: () => ledger.head(),
  };
  try {
    await requireKeyStore(path, participant, transport);
    const passphrase = options.passphrase ?? (await readPassphrase(layout));
    const signer = await openKeyStore(path, passphrase);
    const institution = await Institution.open({ transport, signer });
    return {
      institution,
      transport,
      owned: undefined,
      close: async () => {
        await institution.close();
        await ledger.close();
      },
    };
  } catch (error) {
    await ledger.close();
    throw error;
  }
}

const unknown = (participant: string): BondledgerError =>
  new BondledgerError({ code: 'PARTICIPANT_UNKNOWN', params: { participant } });

/** Where there is no key store: is it the institution that is missing, or only its key store? */
async function requireKeyStore(
  path: string,
  participant: string,
  ledger: Pick<Transport, 'read'>,
): Promise<void> {
  if (existsSync(path)) return;
  const key = participantKey(participant);
  if (!(await ledger.read([key])).has(key)) throw unknown(participant);
  throw new BondledgerError({ code: 'KEYSTORE_UNREADABLE', params: { path } });
}
