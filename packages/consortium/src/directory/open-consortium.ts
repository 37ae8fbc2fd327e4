import { existsSync } from 'node:fs';
import { readRegistry, type ParticipantRecord } from '@bondledger/contract';
import { BondledgerError, BOK, KSD } from '@bondledger/domain';
import type { Gateway, Ledger, LedgerEvent } from '@bondledger/ledger';
import type { Institution, Transport } from '@bondledger/sdk';
import type { BokWire } from '../bok-wire/bok-wire.js';
import type { WireFaults } from '../bok-wire/faults.js';
import { openBokWire } from '../bok-wire/open-bok-wire.js';
import type { ParticipantProfile } from '../reference-day/participants.js';
import type { ConsortiumEngine } from './engine.js';
import { admit, certify, join, type OwnKeys } from './join.js';
import { consortiumLayout } from './layout.js';
import { openLedger, type ConsortiumMeter } from './open-ledger.js';

export interface ConsortiumOptions {
  readonly directory: string;
  /** Of the directory, where it is not the embedded one. */
  readonly engine?: ConsortiumEngine;
  /** What goes wrong at the central bank, on request. */
  readonly bokFaults?: WireFaults;
  readonly onEvent?: (event: LedgerEvent) => void;
  /** Measures the ways of batches; nothing is measured without one. */
  readonly meter?: ConsortiumMeter;
}

/** A whole consortium in one process: the ledger's owner, every institution, the central bank. */
export interface Consortium extends AsyncDisposable {
  readonly directory: string;
  readonly ledger: Ledger;
  readonly gateway: Gateway;
  readonly transport: Transport;
  readonly wire: BokWire;
  /**
   * An institution, with keys and an outbox of its own. @throws BondledgerError PARTICIPANT_UNKNOWN
   */
  institution(code: string): Institution;
  institutions(): readonly Institution[];
  participants(): Promise<readonly ParticipantRecord[]>;
  /**
   * Lets an institution join, with new keys that the demo's own authority certifies.
   *
   * @throws BondledgerError REGISTRY_EXISTS, KEYSTORE_EXISTS, KEYSTORE_UNREADABLE
   */
  join(profile: ParticipantProfile): Promise<Institution>;
  /**
   * Lets an institution join that keeps its keys elsewhere: this process never acts for it.
   *
   * @param passphrase Of the key store whose text is answered; it is kept nowhere here.
   * @throws BondledgerError REGISTRY_EXISTS, KEYSTORE_UNREADABLE
   */
  admit(profile: ParticipantProfile, passphrase: string): Promise<string>;
  /**
   * Lets an institution join that made its keys itself, and answers the certificate (DER, base64)
   * of its signing key.
   *
   * @throws BondledgerError REGISTRY_EXISTS, CERTIFICATE_INVALID, KEYSTORE_UNREADABLE
   */
  certify(profile: ParticipantProfile, keys: OwnKeys): Promise<string>;
  close(): Promise<void>;
}

/**
 * Opens a consortium and makes this process the owner of its directory.
 *
 * @throws BondledgerError DIRECTORY_LOCKED, ENGINE_OTHER and what else opening a ledger, key store
 * or outbox throws.
 */
export async function openConsortium(options: ConsortiumOptions): Promise<Consortium> {
  const layout = consortiumLayout(options.directory);
  const { engine, onEvent, meter } = options;
  const opened = await openLedger(layout, {
    ...(engine === undefined ? {} : { engine }),
    ...(onEvent === undefined ? {} : { onEvent }),
    ...(meter === undefined ? {} : { meter }),
  });
  const { ledger, gateway, transport } = opened;
  const held = new Map<string, Institution>();
  let wire: BokWire | undefined;
  try {
    const records = await participantsOf(transport);
    // Who was admitted has no peer, and keeps its keys elsewhere.
    const isHere = ({ code, peer }: ParticipantRecord): boolean =>
      peer || existsSync(layout.keyStore(code));
    for (const code of inOrder(records.filter(isHere))) {
      held.set(code, await opened.institution(code));
    }
    wire = openBokWire({
      path: layout.bokWire,
      ...(options.bokFaults === undefined ? {} : { faults: options.bokFaults }),
    });
  } catch (error) {
    await opened.close();
    throw error;
  }
  return {
    directory: options.directory,
    ledger,
    gateway,
    transport,
    wire,
    institution: (code) => required(held, code),
    institutions: () => [...held.values()],
    participants: () => participantsOf(transport),
    join: async (profile) => {
      await join(layout, required(held, KSD), transport, profile);
      const joined = await opened.institution(profile.code);
      held.set(profile.code, joined);
      return joined;
    },
    admit: (profile, passphrase) =>
      admit(layout, required(held, KSD), transport, profile, passphrase),
    certify: (profile, keys) => certify(layout, required(held, KSD), transport, profile, keys),
    close: async () => {
      wire.close();
      await opened.close();
    },
    [Symbol.asyncDispose]: async () => {
      wire.close();
      await opened.close();
    },
  };
}

/** KSD first: its guard works with its keys. */
const inOrder = (records: readonly ParticipantRecord[]): readonly string[] => [
  KSD,
  BOK,
  ...records.map(({ code }) => code).filter((code) => code !== KSD && code !== BOK),
];

function required(held: ReadonlyMap<string, Institution>, code: string): Institution {
  const institution = held.get(code);
  if (institution !== undefined) return institution;
  throw new BondledgerError({ code: 'PARTICIPANT_UNKNOWN', params: { participant: code } });
}

/** Everyone in the registry. */
export async function participantsOf(
  transport: Pick<Transport, 'range'>,
): Promise<readonly ParticipantRecord[]> {
  const query = { from: 'registry/participant/', to: 'registry/participant0', limit: 1000 };
  const { records } = await transport.range(query);
  return records.flatMap(({ value }) => readRegistry<ParticipantRecord>(value) ?? []);
}
